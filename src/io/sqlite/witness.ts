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
const PART_CHARACTERS = 8 * 1024 * 1024;
const LINE_BREAK = 10;
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
      witness.#through = last?.seq ?? 0;
      for (const lines of inParts(database.after(witness.#through))) witness.append(lines);
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
  append(lines: readonly Line[]): void {
    const text = lines.map(lineText).join('');
    if (text === '') return;
    writeFileSync(this.#fd, this.#endsWhole() ? text : `\n${text}`);
    fsyncSync(this.#fd);
    this.#through = lines.at(-1)?.seq ?? this.#through;
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

  /** The newest whole line in the file's tail; a torn last line does not count. */
  #last(tail = TAIL_BYTES): { seq: number; sum: string } | null {
    const size = fstatSync(this.#fd).size;
    const from = Math.max(0, size - tail);
    const bytes = this.#bytes(from, size - from);
    const whole = bytes.lastIndexOf(LINE_BREAK) + 1;
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

  #bytes(from: number, length: number): Buffer {
    const buffer = Buffer.alloc(length);
    const read = readSync(this.#fd, buffer, 0, length, from);
    return buffer.subarray(0, read);
  }
}

/** As many lines at a time as fit into one text: a witness that is made anew may be larger than any text can be. */
function* inParts(lines: Iterable<Line>): Generator<readonly Line[]> {
  let part: Line[] = [];
  let length = 0;
  for (const line of lines) {
    part.push(line);
    length += line.body.length;
    if (length < PART_CHARACTERS) continue;
    yield part;
    part = [];
    length = 0;
  }
  yield part;
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
