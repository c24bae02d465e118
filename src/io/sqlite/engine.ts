import { createRequire } from 'node:module';
import type * as Sqlite from '@photostructure/sqlite';

export type Database = InstanceType<typeof Sqlite.DatabaseSync>;

let loaded: typeof Sqlite | undefined;

/** A database file, opened as asked; SQLite is loaded with the first one, so not by a check where there is no ledger yet. */
export function openDatabaseFile(
  path: string,
  options: { readonly readOnly?: boolean; readonly timeout?: number } = {},
): Database {
  loaded ??= createRequire(import.meta.url)('@photostructure/sqlite') as typeof Sqlite;
  return new loaded.DatabaseSync(path, options);
}
