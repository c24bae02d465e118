import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from './place.ts';

/** Run policy's `settle`, between two looks at the inbox. */
export const SETTLE_MS = 2_000;

interface Copy {
  readonly path: string;
  readonly digest: string;
  chunks: Buffer[];
}

/** Files that somebody is still copying into the inbox while a run looks at it. */
export class Copies {
  /** Contents whose copy was over while a run looked, so that this run may take them. */
  readonly overInTime = new Set<string>();
  #copies: Copy[] = [];

  /** Begins a copy that goes on for as many looks. */
  begin(inbox: string, name: string, bytes: Buffer, looks: number): void {
    const size = Math.ceil(bytes.length / (looks + 1));
    const chunks = Array.from({ length: looks }, (_, n) => bytes.subarray((n + 1) * size, (n + 2) * size));
    const path = join(inbox, name);
    writeFileSync(path, bytes.subarray(0, size));
    this.#copies.push({ path, digest: digestOf(bytes), chunks });
  }

  /** What is copied while a run sleeps between two looks. */
  goOn(): void {
    for (const copy of this.#copies) {
      appendFileSync(copy.path, copy.chunks.shift() ?? '');
      if (copy.chunks.length === 0) this.overInTime.add(copy.digest);
    }
    this.#copies = this.#copies.filter(({ chunks }) => chunks.length > 0);
  }

  /** All of them are over now. Returns what they were copies of. */
  finish(): ReadonlySet<string> {
    for (const { path, chunks } of this.#copies) appendFileSync(path, Buffer.concat(chunks));
    return new Set(this.#copies.splice(0).map(({ digest }) => digest));
  }
}
