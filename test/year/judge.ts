import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isIdOf, thingsIn } from '../../src/sandbox/audit.ts';
import type { SoldOrder } from '../../src/sandbox/sandbox.ts';
import type { Books, Content } from './books.ts';
import { type Found, MARK, type ResultsRow, rowsOf } from './place.ts';
import { readXlsx } from './read-annotated.ts';

export const IS_PLACED: ReadonlySet<string> = new Set([
  'placed',
  'already_placed',
  'awaiting_payment',
  'payment_pending',
]);
const NOT_PLACED: ReadonlySet<string> = new Set(['invalid', 'refused', 'not_sent', 'skipped']);

/** Everything that must be nought, by its name in the table. */
export type Faults = Record<(typeof FAULT_KINDS)[number], string[]>;
export const FAULT_KINDS = [
  'doubled',
  'lost orders',
  'lost sheets',
  'wrong folder',
  'wrong results',
  'wrong money',
  'sold while held',
  'lost rows',
  'wrong exit codes',
  'complaints',
] as const;

export function noFaults(): Faults {
  return {
    doubled: [],
    'lost orders': [],
    'lost sheets': [],
    'wrong folder': [],
    'wrong results': [],
    'wrong money': [],
    'sold while held': [],
    'lost rows': [],
    'wrong exit codes': [],
    complaints: [],
  };
}

/** Things that were sold more than once. */
export function doubled(sold: readonly SoldOrder[]): readonly string[] {
  const times = new Map<string, number>();
  for (const thing of sold.flatMap(thingsIn)) times.set(thing, (times.get(thing) ?? 0) + 1);
  return [...times].filter(([, count]) => count > 1).map(([thing, count]) => `${thing} was sold ${count} times`);
}

/** Wanted things that the vendors never sold. */
export function unsold(books: Books, sold: readonly SoldOrder[]): readonly string[] {
  const there = new Set(sold.flatMap(thingsIn));
  return [...books.owners].filter(([thing]) => !there.has(thing)).map(([thing, name]) => `${name}: ${thing}`);
}

/** Contents that lie nowhere, or more often than people dropped them. */
export function misplacedSheets(books: Books, found: readonly Found[], ended: boolean): readonly string[] {
  const sheets = found.filter(({ kind }) => kind === 'sheet');
  return [...books.contents.values()].flatMap((content) => {
    const here = sheets.filter(({ digest }) => digest === content.digest);
    if (here.length >= Math.min(1, content.files) && (!ended || here.length <= content.files)) return [];
    const where = here.map(({ place, name }) => `${place}/${name}`).join(', ') || 'nowhere';
    return [`a content that was dropped ${content.files} times is found ${where} (${content.digest.slice(0, 8)})`];
  });
}

/** Files where no document says they belong. `ended` is false after a run that was killed. */
export function misfiled(found: readonly Found[], root: string, ended: boolean): readonly string[] {
  const sheetAt = new Set(found.filter(({ kind }) => kind === 'sheet').map(({ place, base }) => `${place}/${base}`));
  const faults = found.flatMap(({ kind, place, name, base, ending }): string[] => {
    if (kind === 'odd') return ended || !name.startsWith('.') ? [`${place}/${name} is nobody's`] : [];
    if (kind === 'mark') return isOpenStill(name, found) ? [] : [`a sheet was taken that has the mark ${name}`];
    if (kind === 'hold') return place === 'attention' ? [] : [`${place}/${name} holds an account from there`];
    if (kind !== 'beside' || !ended) return [];
    if (place === 'inbox') return [`${place}/${name} was written where people write`];
    if (ending === '.what-to-do.txt' && place !== 'attention') return [`${place}/${name} asks for nothing there`];
    // A person took the sheet back to the inbox, and no run has taken it since.
    if (place === 'attention' && sheetAt.has(`inbox/${base}`)) return [];
    return sheetAt.has(`${place}/${base}`) ? [] : [`${place}/${name} lies beside no sheet`];
  });
  const missing = !ended ? [] : found.flatMap((sheet) => missingBeside(sheet, found));
  const strange = readdirSync(root).filter(
    (name) => !['inbox', 'working', 'done', 'attention', '.sheetorder'].includes(name),
  );
  return [...faults, ...missing, ...strange.map((name) => `${name} stands beside the folders`)];
}

function isOpenStill(mark: string, found: readonly Found[]): boolean {
  return found.some(({ place, name }) => place === 'inbox' && name === mark.slice(MARK.length));
}

function missingBeside(sheet: Found, found: readonly Found[]): readonly string[] {
  if (sheet.kind !== 'sheet' || (sheet.place !== 'done' && sheet.place !== 'attention')) return [];
  const there = new Set(
    found
      .filter(({ kind, place, base }) => kind === 'beside' && place === sheet.place && base === sheet.base)
      .map(({ ending }) => ending),
  );
  const must = sheet.place === 'done' ? ['.results.csv', '.report.html'] : ['.what-to-do.txt'];
  const faults = must
    .filter((ending) => !there.has(ending))
    .map((ending) => `${sheet.place}/${sheet.name} has no ${ending}`);
  const isAnnotated = there.has('.annotated.csv') || there.has('.annotated.xlsx');
  return sheet.place === 'done' && !isAnnotated ? [...faults, `done/${sheet.name} has no annotated sheet`] : faults;
}

export interface Told {
  readonly sheet: Found;
  readonly content: Content;
  readonly rows: readonly ResultsRow[];
}

/** Results that say something else than the vendors' record. */
export function beliedResults({ sheet, content, rows }: Told, sold: readonly SoldOrder[]): readonly string[] {
  const at = `${sheet.place}/${sheet.name}`;
  const isSale = (thing: string) => sold.find((order) => thingsIn(order).includes(thing));
  return content.orders.flatMap((order): string[] => {
    const row = rows.find((one) => one.order === order.name);
    if (!row) return [`${at} has no result for ${order.name}`];
    const sales = order.things.flatMap((thing) => isSale(thing) ?? []);
    const status = row.status ?? '';
    if (IS_PLACED.has(status) && sales.length < order.things.length)
      return [`${at}: ${order.name} is ${status} and was not sold`];
    if (NOT_PLACED.has(status) && !isShared(order.name, content) && sales.length > 0)
      return [`${at}: ${order.name} is ${status} and was sold (${row.error_code})`];
    const id = row.order_id ?? '';
    const isOther = IS_PLACED.has(status) && id !== '' && !sales.some((sale) => isIdOf(sale, id));
    if (isOther) return [`${at}: ${order.name} has the id ${id} of another order`];
    return sheet.place === 'done' && !IS_PLACED.has(status) ? [`${at} is done with ${order.name} ${status}`] : [];
  });
}

/** An order that is written wrong in this sheet may have been sold from a corrected copy. */
function isShared(name: string, { wrong }: Content): boolean {
  return wrong.has(name);
}

/** Amounts that differ from what the record says was charged. */
export function wrongMoney({ sheet, rows }: Told, sold: readonly SoldOrder[]): readonly string[] {
  return rows.flatMap((row) => {
    const sale = sold.find((order) => isIdOf(order, row.order_id ?? ''));
    if (!sale || !row.amount || sale.vendor === 'saleshandy' || !IS_PLACED.has(row.status ?? '')) return [];
    const same = Math.round(Number(row.amount) * 100) === Math.round(sale.amount * 100);
    return same ? [] : [`${sheet.name}: ${row.order} says ${row.amount}, the record ${sale.amount}`];
  });
}

/** Rows of a sheet that its annotated copy does not hold. */
export function lostRows({ sheet, content }: Told, found: readonly Found[]): readonly string[] {
  const copy = found.find(
    ({ kind, place, base, ending }) =>
      kind === 'beside' && place === sheet.place && base === sheet.base && ending.startsWith('.annotated'),
  );
  if (!copy || !existsSync(copy.path) || content.unreadable !== null) return [];
  const rows = copy.ending === '.annotated.xlsx' ? readXlsx(copy.path) : rowsOf(copy.path);
  const missing = content.rows.filter(
    (row) => !rows.some((one) => Object.entries(row).every(([column, text]) => bare(one[column]) === text)),
  );
  if (missing.length === 0 && rows.length === content.rows.length) return [];
  return [
    `${join(copy.place, copy.name)} has ${rows.length} of ${content.rows.length} rows, ${missing.length} are missing`,
  ];
}

/** Without the sign that keeps a spreadsheet from running a cell. */
function bare(text: string | undefined): string | undefined {
  return text?.replace(/^'(?=[=+\-@])/, '');
}
