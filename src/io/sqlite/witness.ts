import { closeSync, existsSync, fchmodSync, fstatSync, fsyncSync, openSync, readSync, writeFileSync } from 'node:fs';
import { sha256 } from '../../domain/digest.ts';
import { LedgerError } from '../../domain/errors.ts';
import { writeAtomic } from '../atomic-write.ts';

/** One ledger line as both witnesses hold it. `body` is the entry's JSON text. */
export interface Line {
  readonly seq: number;
  readonly body: string;
}

const TAIL_BYTES = 512 * 1024;
const HEADER_BYTES = 256;
const LINE_BREAK = 10;
/** What is flushed together must lie within the tail that the next opening looks at. */
const MOST_AT_ONCE = 128 * 1024;
const LINE_START = /^\{"seq":(\d+),"sum":"([0-9a-f]{64})"/;

/** Where the witness of a ledger lies. */
export function witnessPath(ledgerPath: string): string {
  return `${ledgerPath}.witness.ndjson`;
}

/** An entry as a line of a witness or an export, with its checksum. */
export function lineText({ seq, body }: Line): string {
  return `{"seq":${seq},"sum":"${sha256(body)}","entry":${body}}\n`;
}

/**
 * The second witness: an append-only NDJSON file beside the database, flushed after each commit. It betrays a database
 * that was rolled back, swapped or lost.
 */
export class Witness {
  readonly #fd: number;
  #through = 0;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** Opens or creates the file and catches up. Throws LedgerError when the database is behind it. */
  static open(
    path: string,
    ledgerId: string,
    database: { line(seq: number): string | null; after(seq: number): Iterable<Line> },
  ): Witness {
    if (!hasHeader(path)) writeAtomic(path, `{"sheetorder_witness":1,"ledger":"${ledgerId}"}\n`);
    const witness = new Witness(openSync(path, 'a+', 0o600));
    try {
      witness.#compareHeader(path, ledgerId);
      fchmodSync(witness.#fd, 0o600);
      const last = witness.#last();
      if (last) witness.#compare(path, last, database.line(last.seq));
      witness.#through = last?.whole ?? 0;
      witness.append(database.after(witness.#through));
      return witness;
    } catch (error) {
      witness.close();
      throw error;
    }
  }

  /** Up to here every entry has a line, whoever wrote it. */
  get through(): number {
    return this.#through;
  }

  /**
   * Takes every line after `through`, those of other processes too: one that was killed between its commit and its line
   * would leave a gap below our own.
   */
  append(lines: Iterable<Line>): void {
    let part = '';
    let through = this.#through;
    const flush = (): void => {
      if (part === '') return;
      writeFileSync(this.#fd, this.#endsWhole() ? part : `\n${part}`);
      fsyncSync(this.#fd);
      this.#through = through;
      part = '';
    };
    for (const line of lines) {
      part += lineText(line);
      through = line.seq;
      if (part.length >= MOST_AT_ONCE) flush();
    }
    flush();
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** False after a line that a crash or a full disk tore. */
  #endsWhole(): boolean {
    return this.#bytes(fstatSync(this.#fd).size - 1, 1)[0] === LINE_BREAK;
  }

  #compareHeader(path: string, ledgerId: string): void {
    const start = this.#bytes(0, HEADER_BYTES).toString('utf8');
    if (start.split('\n', 1)[0]?.includes(`"ledger":"${ledgerId}"`)) return;
    throw new LedgerError(
      `The ledger does not belong to its witness ${path}: one of the two files was replaced.`,
      'Put the right one of the two back: the ledger from a backup; or, when `sheetorder ledger verify` would call the ledger whole but for its witness, move the witness away. Nothing is sent while the two disagree.',
      'LEDGER-ROLLED-BACK',
    );
  }

  /**
   * The newest whole line in the file's tail, and the number up to which none is missing there: a power cut may tear any
   * part of what was written together, and those lines are written again.
   */
  #last(tail = TAIL_BYTES): { seq: number; sum: string; whole: number } | null {
    const size = fstatSync(this.#fd).size;
    const from = Math.max(0, size - tail);
    const bytes = this.#bytes(from, size - from);
    const end = bytes.lastIndexOf(LINE_BREAK) + 1;
    const lines = bytes.subarray(0, end).toString('utf8').split('\n').map(seenIn);
    const seen = lines.flatMap((line) => line ?? []).sort((a, b) => a.seq - b.seq);
    const newest = seen.at(-1);
    // A line longer than the tail has its start further up.
    if (!newest) return from > 0 ? this.#last(tail * 8) : null;
    let whole = from > 0 ? (seen[0]?.seq ?? 1) - 1 : 0;
    for (const { seq } of seen) if (seq === whole + 1) whole = seq;
    return { ...newest, whole };
  }

  #compare(path: string, last: { seq: number; sum: string }, body: string | null): void {
    if (body !== null && sha256(body) === last.sum) return;
    throw new LedgerError(
      `The ledger is older than its witness ${path}: entry ${last.seq} is ${body === null ? 'missing' : 'another one'}. It was rolled back or replaced.`,
      'Put the newest ledger back. Sending from an older one would buy orders twice, so nothing is sent.',
      'LEDGER-ROLLED-BACK',
    );
  }

  #bytes(from: number, length: number): Buffer {
    const buffer = Buffer.alloc(length);
    const read = readSync(this.#fd, buffer, 0, length, from);
    return buffer.subarray(0, read);
  }
}

/** False when there is no file, or one that a crash left without its first line. */
function hasHeader(path: string): boolean {
  if (!existsSync(path)) return false;
  const fd = openSync(path, 'r');
  try {
    const start = Buffer.alloc(HEADER_BYTES);
    const length = readSync(fd, start, 0, HEADER_BYTES, 0);
    return length === HEADER_BYTES || start.subarray(0, length).includes(LINE_BREAK);
  } finally {
    closeSync(fd);
  }
}

/** What a line of the witness says of its entry; its beginning is enough. Null for what is no whole beginning. */
export function seenIn(line: string): { readonly seq: number; readonly sum: string } | null {
  const [, seq, sum] = LINE_START.exec(line) ?? [];
  return seq && sum ? { seq: Number(seq), sum } : null;
}
