import { closeSync, openSync, readSync } from 'node:fs';
import { sha256 } from '../../domain/digest.ts';
import type { Rows } from './rows.ts';
import { type Line, seenIn } from './witness.ts';

const CHUNK = 1024 * 1024;
const LINE_BREAK = 10;
/** A line's number and checksum stand at its beginning. */
const START_BYTES = 128;

/** The entries of a ledger, asked one after the other or by number, never all at once. */
export interface Lines {
  /** The number of the newest entry; 0 when there is none. */
  readonly newest: number;
  /** Some entries from this number on, in order; none when there are no more. */
  from(seq: number): readonly Line[];
}

const PAGE = 'SELECT seq, body FROM entries WHERE seq >= ? ORDER BY seq LIMIT 500';

export function linesOf(rows: Rows): Lines {
  return {
    newest: Number(rows.one('SELECT MAX(seq) AS seq FROM entries')?.seq ?? 0),
    from: (seq) => rows.all(PAGE, seq) as unknown as readonly Line[],
  };
}

/** Sentences about entries that the witness saw otherwise, or saw and the ledger does not have. */
export function verifyWitness(path: string, lines: Lines): readonly string[] {
  const bodyOf = nearby(lines);
  const told = new Uint8Array(lines.newest + 1);
  const changed = new Set<string>();
  let newest = 0;
  for (const { start } of fileLines(path, START_BYTES)) {
    const seen = seenIn(start);
    if (!seen) continue;
    const { seq, sum } = seen;
    newest = Math.max(newest, seq);
    if (seq < told.length) told[seq] = 1;
    const body = bodyOf(seq);
    if (sha256(body ?? '') === sum) continue;
    changed.add(`Entry ${seq} is ${body === null ? 'missing' : 'another one'} in the ledger, says the witness.`);
  }
  // Newer ones are still on their way from another process, or are caught up when the ledger is opened next.
  const missing: string[] = [];
  for (let seq = told.indexOf(0, 1); seq > 0 && seq < newest; seq = told.indexOf(0, seq + 1))
    if (bodyOf(seq) !== null) missing.push(`Entry ${seq} is not in the witness.`);
  return [...missing, ...changed];
}

/** Reads ahead, because lines stand nearly in order. */
function nearby(lines: Lines): (seq: number) => string | null {
  let page = new Map<number, string>();
  let reach = { from: 0, to: -1 };
  return (seq) => {
    if (seq > lines.newest) return null;
    if (seq < reach.from || seq > reach.to) {
      const read = lines.from(seq);
      page = new Map(read.map((line) => [line.seq, line.body]));
      reach = { from: seq, to: read.at(-1)?.seq ?? lines.newest };
    }
    return page.get(seq) ?? null;
  };
}

/** Each line of a file, where it lies and what it begins with; never more than a part of the file in memory. */
export function* fileLines(
  path: string,
  most: number,
): Generator<{ readonly start: string; readonly at: number; readonly length: number }> {
  const fd = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    let [begun, at, length] = ['', 0, 0];
    for (let read = readSync(fd, chunk, 0, CHUNK, null); read > 0; read = readSync(fd, chunk, 0, CHUNK, null)) {
      let from = 0;
      for (let end = find(chunk, from, read); end >= 0; end = find(chunk, from, read)) {
        const start = begun + chunk.toString('latin1', from, Math.min(end, from + most - begun.length));
        yield { start, at, length: length + end - from };
        at += length + end - from + 1;
        [begun, length, from] = ['', 0, end + 1];
      }
      begun += chunk.toString('latin1', from, Math.max(from, Math.min(read, from + most - begun.length)));
      length += read - from;
    }
    yield { start: begun, at, length };
  } finally {
    closeSync(fd);
  }
}

function find(chunk: Buffer, from: number, to: number): number {
  const end = chunk.indexOf(LINE_BREAK, from);
  return end >= to ? -1 : end;
}
