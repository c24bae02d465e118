import { readFileSync } from 'node:fs';
import { sha256 } from '../../../src/domain/digest.ts';
import { DROP_PLACES } from '../../../src/domain/drop.ts';
import { baseOf } from '../../../src/io/drop-folder/names.ts';
import { Receipts } from '../../../src/io/drop-folder/receipts.ts';
import { sheetsIn } from '../../../src/io/drop-folder/shelf.ts';
import type { Life } from './crowd.ts';
import type { Dropped } from './droppers.ts';
import { resultsOf } from './person.ts';
import { namesIn, type Place } from './place.ts';

const FINE = new Set([0, 3, 4, 75, 130, 143]);
const DEADLY = 'runs ended in the middle of this sheet';
const PLACED = new Set(['placed', 'already_placed']);
/** What every sheet that was handled has beside it. */
const BESIDE = ['.results.csv', '.annotated.csv', '.report.html', '.log'];

/** What went wrong; every list must be empty. */
export interface Verdict {
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
  readonly misplaced: readonly string[];
  readonly receipts: readonly string[];
  readonly leftOver: readonly string[];
  readonly exits: readonly string[];
}

interface Found {
  readonly place: string;
  readonly name: string;
}

export function judgeFolder(place: Place, dropped: readonly Dropped[], lives: readonly Life[]): Verdict {
  const found = whereSheetsAre(place);
  return {
    doubled: doubledIn(place, dropped),
    lost: dropped.flatMap((sheet) => lostOf(place, sheet, found.get(sheet.sha256) ?? [])),
    misplaced: misplacedIn(dropped, found),
    receipts: dropped.flatMap((sheet) => receiptOf(place, sheet)),
    leftOver: leftOverIn(place),
    exits: lives.flatMap(exitOf),
  };
}

function whereSheetsAre(place: Place): ReadonlyMap<string, readonly Found[]> {
  const found = new Map<string, Found[]>();
  for (const folder of DROP_PLACES)
    for (const name of sheetsIn(place.path('orders', folder))) {
      const digest = sha256(readFileSync(place.path('orders', folder, name)));
      found.set(digest, [...(found.get(digest) ?? []), { place: folder, name }]);
    }
  return found;
}

/** A domain that was sold more than once, or that no sheet asked for. */
function doubledIn(place: Place, dropped: readonly Dropped[]): readonly string[] {
  const wanted = new Set(dropped.flatMap(({ orders }) => [...orders.values()]));
  const sold = place.shop.sold().flatMap(({ domains }) => domains);
  return [
    ...sold.filter((domain, index) => sold.indexOf(domain) !== index),
    ...sold.filter((domain) => !wanted.has(domain)).map((domain) => `${domain}: nobody's`),
    ...place.shop.repeats().map((domain) => `${domain}: asked for again`),
  ];
}

/** Orders that were not sold, or that were and whose row does not say so with the right id; content that is nowhere. */
function lostOf(place: Place, { orders, names }: Dropped, found: readonly Found[]): readonly string[] {
  const [first] = found;
  if (!first) return [`${names.join(', ')}: its content is nowhere`];
  const ids = new Map(place.shop.sold().flatMap(({ id, domains }) => domains.map((domain) => [domain, id] as const)));
  const rows = new Map(resultsOf(place, first.place, first.name).map((row) => [row.order, row]));
  return [...orders].flatMap(([order, domain]) => {
    const row = rows.get(order);
    const id = ids.get(domain);
    if (id === undefined) return [`${first.place}/${first.name} ${order}: was not sold, row says ${row?.status}`];
    if (row && PLACED.has(row.status ?? '') && row.order_id === id) return [];
    return [`${first.place}/${first.name} ${order}: sold as ${id}, row says ${row?.status} ${row?.order_id}`];
  });
}

/** Every content in one folder, the right one, and no more often than it was dropped; no other content anywhere. */
function misplacedIn(dropped: readonly Dropped[], found: ReadonlyMap<string, readonly Found[]>): readonly string[] {
  const known = new Set(dropped.map((sheet) => sheet.sha256));
  const strange = [...found].filter(([digest]) => !known.has(digest)).flatMap(([, places]) => places);
  const wrong = dropped.flatMap(({ sha256: digest, isFaulty, names }) => {
    const places = found.get(digest) ?? [];
    const right = isFaulty ? 'attention' : 'done';
    const isRight = places.every(({ place }) => place === right) && places.length <= names.length;
    return isRight ? [] : [`${names.join(', ')}: ${places.map(({ place, name }) => `${place}/${name}`).join(', ')}`];
  });
  return [...strange.map(({ place, name }) => `${place}/${name}: was never dropped`), ...wrong];
}

function receiptOf(place: Place, { sha256: digest, isFaulty, names }: Dropped): readonly string[] {
  const receipt = new Receipts(place.path('orders/.sheetorder'), place.path('ledger.sqlite')).of(digest);
  const right = isFaulty ? 'attention' : 'done';
  if (receipt?.place === right && receipt.begun === 0 && !receipt.goesOn) return [];
  return [`${names.join(', ')}: ${JSON.stringify(receipt)}`];
}

/** Files that belong to no sheet of their folder, and whatever a sheet lacks. */
function leftOverIn(place: Place): readonly string[] {
  const strays = DROP_PLACES.flatMap((folder) => {
    const sheets = sheetsIn(place.path('orders', folder));
    const texts = folder === 'attention' ? [...BESIDE, '.what-to-do.txt'] : BESIDE;
    const own = new Set([...sheets, ...sheets.flatMap((name) => texts.map((ending) => baseOf(name) + ending))]);
    const names = namesIn(place, folder);
    const missing = [...own].filter((name) => !names.includes(name)).map((name) => `${folder}/${name} is missing`);
    return [...names.filter((name) => !own.has(name)).map((name) => `${folder}/${name}`), ...missing];
  });
  const own = namesIn(place, '.sheetorder').filter((name) => !/^(lock|receipts|kept)/.test(name));
  const kept = namesIn(place, '.sheetorder/kept');
  const receipts = namesIn(place, '.sheetorder/receipts')
    .flatMap((ledger) => namesIn(place, `.sheetorder/receipts/${ledger}`))
    .filter((name) => !/^[0-9a-f]{64}\.json$/.test(name));
  return [...strays, ...own, ...kept.map((name) => `kept/${name}`), ...receipts.map((name) => `receipts/${name}`)];
}

function exitOf({ exit, signal, text }: Life): readonly string[] {
  const isFine = (signal === 'SIGKILL' && !text.includes('HUNG')) || signal === 'SIGTERM' || FINE.has(exit ?? -1);
  const hasStack = /^\s+at .+:\d+:\d+/m.test(text);
  if ((isFine || (exit === 1 && text.includes(DEADLY))) && !hasStack) return [];
  return [`${exit} ${signal}: ${text.slice(0, 2_000)}`];
}
