import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { SheetError } from '../domain/errors.ts';
import { tooLarge } from './sheet-limits.ts';

/** Offsets into a sheet are numbers of 32 bits. */
const MAX_BYTES = 2 ** 32 - 1;
const STANDARD_INPUT = 0;
const CHUNK = 1 << 16;
/** One read call of the system gives no more than this. */
const MOST_AT_ONCE = 2 ** 30;

/** A sheet's bytes, in memory that threads can share; `-` is standard input. Throws SheetError when it cannot be read. */
export function readBytes(path: string): Uint8Array {
  try {
    return path === '-' ? everything(STANDARD_INPUT, path) : fileBytes(path);
  } catch (error) {
    if (error instanceof SheetError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    const isFolder = words.startsWith('EISDIR');
    throw new SheetError(
      isFolder ? `${path} is a folder, and a sheet is a file.` : `${path} cannot be read (${words}).`,
      isFolder
        ? `Name the files in it, such as ${path.replace(/\/?$/, '/')}may.csv.`
        : 'Check the path and its permissions.',
      'SHEET-NOT-FOUND',
    );
  }
}

function fileBytes(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    return everything(file, path);
  } finally {
    closeSync(file);
  }
}

/** A pipe has no size, and neither has a file that a system makes up when it is read. */
function everything(file: number, path: string): Uint8Array {
  const status = fstatSync(file);
  return status.isFile() && status.size > 0 ? ofSize(file, status.size, path) : untilEnd(file, path);
}

function ofSize(file: number, size: number, path: string): Uint8Array {
  refuseLarger(size, path);
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  let length = 0;
  while (length < size) {
    const read = readSync(file, bytes, length, Math.min(size - length, MOST_AT_ONCE), null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

function untilEnd(file: number, path: string): Uint8Array {
  let bytes = new Uint8Array(new SharedArrayBuffer(CHUNK));
  let length = 0;
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length < bytes.length) continue;
    refuseLarger(length + 1, path);
    const larger = new Uint8Array(new SharedArrayBuffer(Math.min(length * 2, MAX_BYTES)));
    larger.set(bytes);
    bytes = larger;
  }
}

function refuseLarger(size: number, path: string): void {
  if (size > MAX_BYTES) throw tooLarge(`${path} is larger than 4 GiB.`);
}
