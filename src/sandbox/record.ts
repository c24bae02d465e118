import { appendFileSync, closeSync, openSync, readSync, statSync } from 'node:fs';
import type { FaultName } from './faults.ts';
import type { SoldOrder } from './sandbox.ts';

const FIRST_VENDOR = 'scaledmail';

/** One line of the record. `met` marks an order whose first spend met faults; `repeat` one asked for again. */
export type RecordLine =
  | ({ readonly type: 'sold' } & SoldOrder)
  | { readonly type: 'met'; readonly order: string; readonly faults: readonly FaultName[] }
  | { readonly type: 'repeat'; readonly at: string; readonly domains: readonly string[] };

/** What a record file holds of all vendors. `paid` marks an order that a person has paid since it was sold. */
export type BookLine = (RecordLine | { readonly type: 'paid'; readonly id: string; readonly at: string }) & {
  /** Lines without one are of the first vendor, as all were before there was a second. */
  readonly vendor?: string;
};

/** Append-only. `news` returns the lines that were added since it was last called, by whichever process. */
export interface AccountRecord<Line extends BookLine = RecordLine> {
  append(line: Line): void;
  news(): readonly Line[];
}

/** A record that is gone when its process ends; several may read and write the same lines. */
export function memoryRecord(lines: BookLine[]): AccountRecord<BookLine> {
  let read = 0;
  return {
    append: (line) => void lines.push(line),
    news: () => {
      const news = lines.slice(read);
      read = lines.length;
      return news;
    },
  };
}

/** One vendor's lines of a record that all vendors share. */
export function recordOf(vendor: string, record: AccountRecord<BookLine>): AccountRecord<BookLine> {
  return {
    append: (line) => record.append(vendor === FIRST_VENDOR ? line : { ...line, vendor }),
    news: () => record.news().filter((line) => (line.vendor ?? FIRST_VENDOR) === vendor),
  };
}

/** A record in a file that several processes may share; what a killed writer left half written is ignored. */
export function fileRecord(file: string): AccountRecord<BookLine> {
  let read = 0;
  let torn = false;
  return {
    append: (line) => appendFileSync(file, `${torn ? '\n' : ''}${JSON.stringify(line)}\n`, { mode: 0o600 }),
    news: () => {
      const bytes = bytesFrom(file, read);
      const whole = bytes.lastIndexOf(0x0a) + 1;
      read += whole;
      torn = bytes.length > whole;
      return bytes.subarray(0, whole).toString('utf8').split('\n').flatMap(parseLine);
    },
  };
}

function bytesFrom(file: string, offset: number): Buffer {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= offset) return Buffer.alloc(0);
  const bytes = Buffer.alloc(size - offset);
  const descriptor = openSync(file, 'r');
  try {
    let filled = 0;
    while (filled < bytes.length) {
      const got = readSync(descriptor, bytes, filled, bytes.length - filled, offset + filled);
      if (got === 0) break;
      filled += got;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
}

function parseLine(text: string): readonly BookLine[] {
  try {
    const line: unknown = JSON.parse(text);
    return isRecordLine(line) ? [line] : [];
  } catch {
    return [];
  }
}

function isRecordLine(value: unknown): value is BookLine {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  if (value.type === 'met') return 'order' in value && typeof value.order === 'string';
  if (value.type === 'paid') return 'id' in value && typeof value.id === 'string';
  const hasDomains = 'domains' in value && Array.isArray(value.domains);
  if (value.type === 'repeat') return hasDomains;
  return value.type === 'sold' && hasDomains && 'details' in value && Array.isArray(value.details);
}

/** Everything that a record file says was sold. */
export function readSold(file: string): readonly SoldOrder[] {
  return fileRecord(file)
    .news()
    .flatMap((line) => (line.type === 'sold' ? [line] : []));
}
