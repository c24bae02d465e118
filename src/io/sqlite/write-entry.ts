import type { NewEntry } from '../../domain/ledger-entry.ts';
import type { OrderIndex } from './order-index.ts';
import type { Rows } from './rows.ts';
import { indexSheets } from './sheet-index.ts';

/** An entry as it is stored: `body` is its JSON text with its time; without a number it takes the next one. */
export interface Written {
  readonly entry: NewEntry;
  readonly body: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly seq?: number;
}

/** Writes one entry with all that is indexed of it, in the caller's transaction. Returns its number. */
export function writeEntry({ entry, body, at, seq }: Written, rows: Rows, index: OrderIndex): number {
  const key = entry.type === 'snapshot' ? '' : entry.key;
  const known = () => rows.one('SELECT account FROM orders WHERE key = ?', key)?.account;
  const account = 'account' in entry ? entry.account : String(known() ?? '');
  const sql = 'INSERT INTO entries (seq, key, account, type, body) VALUES (?, ?, ?, ?, ?)';
  const written = rows.run(sql, seq ?? null, key, account, entry.type, body);
  if (entry.type !== 'snapshot') index.apply(entry, account, at, () => claimsNoted(key, rows));
  indexSheets(entry, written, rows);
  return written;
}

/** The claims that the order's own entries name. */
function claimsNoted(key: string, rows: Rows): readonly string[] {
  const sql = "SELECT body FROM entries WHERE key = ? AND type IN ('claimed', 'withheld') ORDER BY seq DESC LIMIT 1";
  const body = rows.one(sql, key)?.body;
  return body === undefined ? [] : (JSON.parse(String(body)) as { claims: readonly string[] }).claims;
}
