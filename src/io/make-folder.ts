import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../domain/errors.ts';
import { flushFolder } from './atomic-write.ts';

/** Makes a folder of the program's own, and those above it that are missing, for its owner alone. Throws UsageError. */
export function makeFolder(folder: string): void {
  try {
    for (const missing of missingFolders(resolve(folder))) {
      makeOne(missing);
      // A new folder is on the disk only when the one above it is flushed.
      flushFolder(dirname(missing));
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

/** Another run may make the same folder at the same time. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** The highest first. Made one by one, since Node's own way never ends where the system refuses folders, as below /proc. */
function missingFolders(folder: string): readonly string[] {
  const missing: string[] = [];
  for (let one = folder; !existsSync(one) && one !== dirname(one); one = dirname(one)) missing.unshift(one);
  return missing;
}
