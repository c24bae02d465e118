import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../domain/errors.ts';

const TRIES = 1000;
/** A folder cannot be opened or flushed everywhere (Windows, some network file systems); the rename stands all the same. */
const FOLDER_NOT_FLUSHED = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF']);
const ANY_WRITE = 0o222;
/** Characters that are written at once. */
const CHUNK = 256 * 1024;

let counter = 0;

/** A file's content, whole or in pieces that are made one after another while they are written. */
export type FileContent = string | Uint8Array | Iterable<string>;

/** Writes a whole file or leaves what was there: never half a file under that name, also when the power fails. */
export function writeAtomic(path: string, content: FileContent, mode = 0o600): void {
  const target = followed(path);
  const { fd, temporary } = openTemporary(dirname(target), mode);
  try {
    fill(fd, content, mode);
    renameSync(temporary, target);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
  flushFolder(dirname(target));
}

/** Throws a UsageError when a file could not be written there later; leaves an existing file as it is. */
export function assertWritable(path: string): void {
  const target = followed(path);
  const there = statOf(target);
  if (there?.isDirectory()) refuse(path, 'is a folder', 'Name a file inside it.');
  if (there && !there.isFile()) refuse(path, 'is not an ordinary file', 'Name an ordinary file.');
  assertFolder(path, dirname(target));
  if (there) assertReplaceable(path, target, there);
}

function assertFolder(path: string, folder: string): void {
  if (!statOf(folder)?.isDirectory()) {
    refuse(path, 'cannot be written: its folder does not exist', `Create the folder ${folder}, or name another file.`);
  }
  try {
    const { fd, temporary } = openTemporary(folder, 0o600);
    closeSync(fd);
    unlinkSync(temporary);
  } catch (error) {
    const hint = `Make the folder ${folder} writable, or name a file in another one.`;
    refuse(path, `cannot be written: its folder takes no new files${because(error)}`, hint);
  }
}

function assertReplaceable(path: string, target: string, there: Stats): void {
  // Asked of the file itself: for an administrator every file looks writable.
  if ((there.mode & ANY_WRITE) === 0) refuse(path, 'is read-only', 'Make it writable, or name another file.');
  try {
    closeSync(openSync(target, constants.O_RDWR));
  } catch (error) {
    refuse(path, `cannot be written${because(error)}`, 'Close the program that has it open, or name another file.');
  }
}

function refuse(path: string, what: string, hint: string): never {
  throw new UsageError(`${path} ${what}.`, hint, 'OUTPUT-NOT-WRITABLE');
}

/** A link keeps pointing at its file; the file behind it is replaced. */
function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function openTemporary(folder: string, mode: number): { readonly fd: number; readonly temporary: string } {
  for (let tries = 1; ; tries += 1) {
    counter += 1;
    const temporary = join(folder, `.sheetorder-${process.pid}-${counter}.tmp`);
    try {
      return { fd: openSync(temporary, 'wx', mode), temporary };
    } catch (error) {
      // Left by a run that died under the same process id, which is 1 in every container.
      if (codeOf(error) !== 'EEXIST' || tries >= TRIES) throw error;
    }
  }
}

function fill(fd: number, content: FileContent, mode: number): void {
  try {
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(fd, content);
    else for (const chunk of chunksOf(content)) writeFileSync(fd, chunk);
    fchmodSync(fd, mode);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Pieces joined until they are worth a write; none is ever cut, so that no character is. */
function* chunksOf(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Makes the names in a folder durable. */
export function flushFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!FOLDER_NOT_FLUSHED.has(codeOf(error))) throw error;
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The failure that led here is the one to tell.
  }
}

/** Nothing, too, where a part of the path is a file or may not be entered. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function because(error: unknown): string {
  const code = codeOf(error);
  return code ? ` (${code})` : '';
}

/** The system's name for what went wrong, such as `ENOSPC`; empty for another kind of error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
