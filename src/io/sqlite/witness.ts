import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { sha256 } from '../../domain/digest.ts';
import { LedgerError } from '../../domain/errors.ts';

/** One ledger line as both witnesses hold it. `body` is the entry's JSON text. */
export interface Line {
  readonly seq: number;
  readonly body: string;
}

const TAIL_BYTES = 512 * 1024;
const LINE_START = /^\{"seq":(\d+),"sum":"([0-9a-f]{64})"/;

/**
 * The second witness: an append-only NDJSON file beside the database, flushed after each commit. It betrays a database
 * that was rolled back, swapped or lost.
 */
export class Witness {
  readonly #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  static exists(path: string): boolean {
    return existsSync(path);
  }

  /** Opens or creates the file and repairs a line torn by a crash. Throws LedgerError when the database is behind it. */
  static open(
    path: string,
    ledgerId: string,
    database: { line(seq: number): string | null; after(seq: number): Iterable<Line> },
  ): Witness {
    const fd = openSync(path, 'a+', 0o600);
    const witness = new Witness(fd);
    try {
      witness.#header(path, ledgerId);
      const last = witness.#last();
      if (last) witness.#compare(path, last, database.line(last.seq));
      for (const line of database.after(last?.seq ?? 0)) witness.append(line);
      return witness;
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  append(line: Line): void {
    writeSync(this.#fd, `{"seq":${line.seq},"sum":"${sha256(line.body)}","entry":${line.body}}\n`);
    fsyncSync(this.#fd);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #header(path: string, ledgerId: string): void {
    const start = this.#read(0, 256);
    if (!start.includes('\n') && start.length < 256) {
      // Empty, or the header was torn by a crash before anything followed it.
      ftruncateSync(this.#fd, 0);
      writeSync(this.#fd, `{"sheetorder_witness":1,"ledger":"${ledgerId}"}\n`);
      fsyncSync(this.#fd);
      return;
    }
    if (start.split('\n', 1)[0]?.includes(`"ledger":"${ledgerId}"`)) return;
    throw new LedgerError(
      `The ledger does not belong to its witness ${path}: one of the two files was replaced.`,
      'Put the right ledger back from a backup. Nothing is sent while the two disagree.',
      'LEDGER-ROLLED-BACK',
    );
  }

  /** The newest whole line in the file's tail; a torn last line is cut off. */
  #last(tail = TAIL_BYTES): { seq: number; sum: string } | null {
    const size = fstatSync(this.#fd).size;
    const from = Math.max(0, size - tail);
    const bytes = this.#bytes(from, size - from);
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length && whole > 0) ftruncateSync(this.#fd, from + whole);
    const lines = bytes.subarray(0, whole).toString('utf8').split('\n').map(seenIn);
    const newest = lines.flatMap((line) => line ?? []).sort((a, b) => b.seq - a.seq)[0];
    // A line longer than the tail has its start further up.
    return newest ?? (from > 0 ? this.#last(tail * 8) : null);
  }

  #compare(path: string, last: { seq: number; sum: string }, body: string | null): void {
    if (body !== null && sha256(body) === last.sum) return;
    throw new LedgerError(
      `The ledger is older than its witness ${path}: entry ${last.seq} is ${body === null ? 'missing' : 'another one'}. It was rolled back or replaced.`,
      'Put the newest ledger back. Sending from an older one would buy orders twice, so nothing is sent.',
      'LEDGER-ROLLED-BACK',
    );
  }

  #read(from: number, length: number): string {
    return this.#bytes(from, length).toString('utf8');
  }

  #bytes(from: number, length: number): Buffer {
    const buffer = Buffer.alloc(length);
    const read = readSync(this.#fd, buffer, 0, length, from);
    return buffer.subarray(0, read);
  }
}

/** Sentences about entries that the witness saw otherwise, or saw and the ledger does not have. */
export function verifyWitness(path: string, entries: readonly Line[]): readonly string[] {
  const bodies = new Map(entries.map((line) => [line.seq, line.body]));
  const seen = readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => seenIn(line) ?? []);
  const told = new Set(seen.map(({ seq }) => seq));
  const missing = entries.filter(({ seq }) => !told.has(seq)).map(({ seq }) => `Entry ${seq} is not in the witness.`);
  const changed = seen
    .filter(({ seq, sum }) => sha256(bodies.get(seq) ?? '') !== sum)
    .map(
      ({ seq }) => `Entry ${seq} is ${bodies.has(seq) ? 'another one' : 'missing'} in the ledger, says the witness.`,
    );
  return [...missing, ...new Set(changed)];
}

function seenIn(line: string): { readonly seq: number; readonly sum: string } | null {
  const [, seq, sum] = LINE_START.exec(line) ?? [];
  return seq && sum ? { seq: Number(seq), sum } : null;
}
