import { readFileSync } from 'node:fs';
import { SheetError } from '../domain/errors.ts';

/** A sheet's bytes; `-` is standard input. Throws SheetError when it cannot be read. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
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
