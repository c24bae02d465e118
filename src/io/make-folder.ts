import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../domain/errors.ts';
import { flushFolder } from './atomic-write.ts';

/** Makes a folder of the program's own, and those above it that are missing, for its owner alone. Throws UsageError. */
export function makeFolder(folder: string): void {
  try {
    if (existsSync(folder)) return;
    const first = mkdirSync(folder, { recursive: true, mode: 0o700 }) ?? folder;
    // A new folder is on the disk only when the one above it is flushed.
    for (let made = folder; ; made = dirname(made)) {
      flushFolder(dirname(made));
      if (made === first || made === dirname(made)) return;
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `The folder ${folder} for the ledger cannot be made (${words}).`,
      'Choose another with --ledger PATH.',
      'LEDGER-FOLDER',
    );
  }
}
