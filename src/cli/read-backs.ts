import type { RunEvent } from '../domain/ports.ts';
import type { Host } from './commands/command.ts';
import type { Flags } from './options.ts';
import type { PaceWatch } from './terminal/pace-watch.ts';
import { type LiveLine, liveLine } from './terminal/progress.ts';
import { readLine } from './terminal/progress-line.ts';

/** What the last read of each order told, over all accounts of one command. */
export class ReadBacks {
  readonly #last = new Map<string, string>();
  readonly #notes = new Map<string, string>();
  #total = 0;

  /** So many more are to be read. */
  begin(count: number): this {
    this.#total += count;
    return this;
  }

  note({ name, key, text, data }: RunEvent): void {
    if (name !== 'read_back' || !key) return;
    this.#last.set(key, String(data?.result));
    this.#notes.set(key, text);
  }

  get done(): number {
    return this.#last.size;
  }

  get total(): number {
    return this.#total;
  }

  /** A sentence when none of what is not in doubt could be read, though something was to be; otherwise empty. */
  failed(isInDoubt: (key: string) => boolean): string {
    const settled = [...this.#last].filter(([key]) => !isInDoubt(key));
    const failed = settled.filter(([, result]) => result === 'inconclusive');
    const [first] = failed;
    if (!first || failed.length < settled.length) return '';
    const what = failed.length === 1 ? '1 placed order' : `${failed.length} placed orders`;
    const why = (this.#notes.get(first[0]) ?? '').replace(/\.$/, '');
    return `${what} could not be read at the vendor (${why}), so nothing new is known of ${failed.length === 1 ? 'it' : 'them'}; run the same command again later.`;
  }
}

/** Says how many orders were read back, where it takes long. */
export function showReads(reads: ReadBacks, pace: PaceWatch, flags: Flags, host: Host): LiveLine {
  return liveLine(flags, host, (width) => readLine(reads, pace.waiting(), width));
}
