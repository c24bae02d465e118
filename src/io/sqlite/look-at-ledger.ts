import { existsSync } from 'node:fs';
import type { OrderEntry } from '../../domain/ledger-entry.ts';
import { openDatabaseFile } from './engine.ts';
import { grouped } from './groups.ts';
import { asLedgerError, type Database } from './open-database.ts';
import { OrderReads } from './order-reads.ts';
import { Rows } from './rows.ts';
import { ledgerIdOf, SCHEMA_VERSION, versionOf } from './schema.ts';
import { damage } from './verify.ts';
import { fileLines, linesOf, verifyWitness } from './verify-witness.ts';
import { witnessPath } from './witness.ts';

const WAIT_MS = 5_000;
const HEADER_CHARACTERS = 256;
const PAGE = 500;

/** A ledger as it lies there. */
export interface LedgerLook {
  readonly entries: number;
  /** When the newest entry was written, by the clock of that time; null in an empty ledger. */
  readonly newestAt: string | null;
  readonly accounts: readonly string[];
  /** Sentences about damage to the file, and about what its witness saw otherwise. */
  readonly problems: readonly string[];
  readonly witness: 'fits' | 'differs' | 'missing';
  /** Written by an older version; the next command that opens it brings it up to date. */
  readonly isOlder: boolean;
}

/**
 * Reads a ledger and changes nothing, not even what opening it would put right; `eachOrder` is told of one order after the other. `unfinished` is one in which a step was
 * begun by a process that died. Throws LedgerError for what is no ledger, and TryLaterError while others keep it busy.
 */
export function lookAtLedger(
  path: string,
  eachOrder: (entries: readonly OrderEntry[]) => void = () => {},
): LedgerLook | 'empty' | 'unfinished' {
  let database: Database | null = null;
  try {
    database = openDatabaseFile(path, { readOnly: true, timeout: WAIT_MS });
    const version = versionOf(database, path);
    return version === null ? 'empty' : look(database, path, version, eachOrder);
  } catch (error) {
    if (error instanceof Error && /readonly database/.test(error.message)) return 'unfinished';
    throw asLedgerError(error, path);
  } finally {
    database?.close();
  }
}

function look(
  database: Database,
  path: string,
  version: number,
  eachOrder: (entries: readonly OrderEntry[]) => void,
): LedgerLook {
  const first = witnessed(database, path);
  // What another process is writing just now is gone at a second look.
  const second = new Set(first.problems.length > 0 ? witnessed(database, path).problems : []);
  const unfit = first.problems.filter((problem) => second.has(problem));
  const witness = first.witness === 'missing' ? 'missing' : unfit.length > 0 ? 'differs' : 'fits';
  const [newest] = rows(database, "SELECT max(json_extract(body, '$.at')) AS at FROM entries");
  for (const entries of orderByOrder(database)) eachOrder(entries);
  return {
    entries: first.entries,
    newestAt: typeof newest?.at === 'string' ? newest.at : null,
    accounts: rows(database, 'SELECT DISTINCT account FROM orders ORDER BY account').map((row) => String(row.account)),
    problems: [...damage(database, 'quick_check(5)'), ...unfit],
    witness,
    isOlder: version < SCHEMA_VERSION,
  };
}

/** Some orders at a time, since all of a history may not fit into memory. */
function* orderByOrder(database: Database): Generator<readonly OrderEntry[]> {
  const reads = new OrderReads(new Rows(database));
  const keys = `SELECT key FROM entries WHERE key > ? GROUP BY key ORDER BY key LIMIT ${PAGE}`;
  const next = (key: string) => new Rows(database).all(keys, key).map((row) => String(row.key));
  for (let page = next(''); page.length > 0; page = next(page.at(-1) ?? ''))
    for (const entries of grouped(reads.entriesFor(page), ({ key }) => key).values()) yield entries;
}

function witnessed(database: Database, path: string) {
  const entries = Number(rows(database, 'SELECT COUNT(*) AS n FROM entries')[0]?.n);
  const witness = witnessPath(path);
  if (!existsSync(witness)) return { entries, witness: 'missing', problems: [] } as const;
  const [header] = fileLines(witness, HEADER_CHARACTERS);
  const isOther = !header?.start.includes(`"ledger":"${ledgerIdOf(database)}"`);
  const problems = isOther
    ? [`The witness ${witness} belongs to another ledger.`]
    : verifyWitness(witness, linesOf(new Rows(database)));
  return { entries, witness: 'fits', problems } as const;
}

function rows(database: Database, sql: string): readonly Readonly<Record<string, unknown>>[] {
  return database.prepare(sql).all() as Record<string, unknown>[];
}
