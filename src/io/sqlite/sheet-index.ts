import type { NewEntry } from '../../domain/ledger-entry.ts';
import { filesInRowsText } from '../../domain/rows-text.ts';
import type { Rows } from './rows.ts';

/**
 * Notes from which sheets an entry's order came, in the transaction of the entry. Nothing is decided by it, so that a row
 * which stands there already does not keep the entry out.
 */
export function indexSheets(entry: NewEntry, seq: number, rows: Rows): void {
  for (const file of sheetsOf(entry))
    rows.run('INSERT OR IGNORE INTO sheet_orders (file, seq) VALUES (?, ?)', file, seq);
}

/** Bounded by its index, however long the history is. */
export const PAGE =
  'SELECT key, seq FROM sheet_orders JOIN entries USING (seq) WHERE file = ? AND seq < ? ORDER BY seq DESC LIMIT ?';

/** Keys of orders that came from a sheet, newest first and each once; no more than `most`. */
export function ordersFrom(file: string, most: number, rows: Rows): readonly string[] {
  const keys = new Set<string>();
  let before = Number.MAX_SAFE_INTEGER;
  // Page by page: one order may have many entries, and a query that was left unfinished would keep others from writing.
  while (keys.size < most) {
    const page = rows.all(PAGE, asStored(file), before, most);
    for (const row of page) if (keys.size < most) keys.add(String(row.key));
    if (page.length < most) break;
    before = Number(page.at(-1)?.seq);
  }
  return [...keys];
}

/** The files that an entry's rows name, as the index holds them; none of an entry that a damaged file spoiled. */
export function sheetsOf(entry: NewEntry): readonly string[] {
  if ((entry.type !== 'claimed' && entry.type !== 'withheld') || typeof entry.rows !== 'string') return [];
  return [...new Set(filesInRowsText(entry.rows).map(asStored))];
}

/** A database gives back no half of a character, and nothing behind a zero. */
export function asStored(text: string): string {
  const [whole = ''] = text.split('\0', 1);
  return Buffer.from(whole).toString();
}
