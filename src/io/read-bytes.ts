import { readFileSync } from 'node:fs';
import { SheetError } from '../domain/errors.ts';

/** A sheet's bytes; `-` is standard input. Throws SheetError when it cannot be read. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new SheetError(
      `${path} cannot be read (${words}).`,
      'Check the path and its permissions.',
      'SHEET-NOT-FOUND',
    );
  }
}
