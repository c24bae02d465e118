import { linkSync, readFileSync, unlinkSync } from 'node:fs';
import { baseOf } from '../../../src/io/drop-folder/names.ts';
import { sheetsIn } from '../../../src/io/drop-folder/shelf.ts';
import { readCsv } from '../../../src/io/read-csv.ts';
import { type Life, live } from './crowd.ts';
import type { Place } from './place.ts';

export type Row = Readonly<Record<string, string>>;

/** The results beside a sheet, by their header; none when there are none. */
export function resultsOf(place: Place, folder: string, name: string): readonly Row[] {
  const path = place.path('orders', folder, `${baseOf(name)}.results.csv`);
  try {
    const { header, rows } = readCsv(readFileSync(path), 'results.csv', {});
    return [...rows].map(({ cells }) =>
      Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])),
    );
  } catch {
    return [];
  }
}

/** Moves sheets back that were taken for deadly, as the text beside them says. Returns how many. */
export function moveDeadlyBack(place: Place): number {
  const attention = place.path('orders/attention');
  return sheetsIn(attention).filter((name) => {
    try {
      const text = readFileSync(`${attention}/${baseOf(name)}.what-to-do.txt`, 'utf8');
      if (!text.includes('runs ended in the middle of this sheet')) return false;
      linkSync(`${attention}/${name}`, place.path('orders/inbox', name));
      unlinkSync(`${attention}/${name}`);
      return true;
    } catch {
      return false;
    }
  }).length;
}

/** Says of each order in doubt that the vendor does not have that it was not placed. */
export async function settleDoubts(place: Place): Promise<readonly Life[]> {
  const sold = new Set(place.shop.sold().flatMap(({ domains }) => domains));
  const doubts = new Map<string, string>();
  for (const name of sheetsIn(place.path('orders/attention')))
    for (const row of resultsOf(place, 'attention', name))
      if (row.status === 'unknown') doubts.set(row.key ?? '', domainOf(row));
  const lives: Life[] = [];
  for (const [key, domain] of doubts) {
    if (sold.has(domain)) continue;
    lives.push(
      await live(place, ['resolve', key, '--not-placed', '--note', 'not in the app', '--lock-wait', '10s']).ended,
    );
  }
  return lives;
}

/** Has the ids of placed orders read back that a run did not learn any more; returns of how many. */
export async function learnIds(place: Place): Promise<{ readonly ids: number; readonly lives: readonly Life[] }> {
  let ids = 0;
  const lives: Life[] = [];
  for (const folder of ['done', 'attention'])
    for (const name of sheetsIn(place.path('orders', folder))) {
      const without = resultsOf(place, folder, name).filter((row) => row.order_id === '' && isPlaced(row)).length;
      if (without === 0) continue;
      ids += without;
      const results = place.path('orders', folder, `${baseOf(name)}.results.csv`);
      const words = ['--wait', '10s', '--rate', 'none', '--results', results];
      lives.push(await live(place, ['reconcile', place.path('orders', folder, name), ...words]).ended);
    }
  return { ids, lives };
}

function isPlaced({ status = '' }: Row): boolean {
  return status === 'placed' || status === 'already_placed';
}

function domainOf({ order = '' }: Row): string {
  return `${order}.example`;
}
