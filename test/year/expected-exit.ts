import type { Books } from './books.ts';
import type { Way } from './gate.ts';
import type { Found, ResultsRow } from './place.ts';
import { MARK, rowsOf } from './place.ts';

/** README.md: when several apply, the first of these is told. */
const GRAVEST = [1, 6, 5, 2, 8, 75, 130, 143, 4, 7, 9, 3, 10, 0];
const GUARDS = /GUARD-|MONEY-/;

export interface Scene {
  readonly before: readonly Found[];
  readonly after: readonly Found[];
  /** How the vendors could be reached when it ended. */
  readonly way: Way;
  /** They turned some orders away as too many. */
  readonly isThrottled: boolean;
  /** How the address of the vendor in trouble begins; empty for all. */
  readonly only: string;
  /** When the run began, by the machine's own time. */
  readonly since: number;
  readonly stopped: boolean;
  /** Contents that arrived while the run looked. */
  readonly arrived: ReadonlySet<string>;
  /** Contents that somebody was still copying when it was over. */
  readonly copying: ReadonlySet<string>;
}

/** The exit codes that fit the documents for what lies in the folders after a run: one, or two for a run that was stopped. */
export function expectedExits(scene: Scene, books: Books): readonly number[] {
  const all = expectedExit(scene, books, true);
  // What lies in the inbox then may not have been tried any more.
  return scene.stopped ? [...new Set([all, expectedExit(scene, books, false)])] : [all];
}

function expectedExit(scene: Scene, books: Books, triedAll: boolean): number {
  const { after, since, stopped } = scene;
  const codes = [0, ...(stopped ? [143] : [])];
  if (after.some((one) => one.kind === 'hold' && one.writtenAt >= since)) codes.push(7);
  // A year's files are older than any patience with them.
  if (triedAll && after.some((one) => one.place === 'inbox' && isHeldBack(one, scene, books))) codes.push(75);
  for (const sheet of after.filter(({ kind }) => kind === 'sheet')) {
    const beside = after.filter((one) => one.kind === 'beside' && one.place === sheet.place && one.base === sheet.base);
    const told = beside.filter((one) => one.writtenAt >= since);
    const results = told.find(({ ending }) => ending === '.results.csv');
    if (results) codes.push(...codesOf(rowsOf(results.path)));
    else if (told.some(({ ending }) => ending === '.what-to-do.txt'))
      codes.push(books.contents.get(sheet.digest)?.unreadable === null ? passing(sheet, scene, books) : 5);
    else if (triedAll && sheet.place === 'inbox' && wasTaken(sheet, scene, books))
      codes.push(passing(sheet, scene, books));
  }
  return GRAVEST.find((code) => codes.includes(code)) ?? 0;
}

/** What sends a sheet back untouched. */
function passing({ digest }: Found, { after, way, only, isThrottled }: Scene, books: Books): number {
  const vendors = new Set(books.contents.get(digest)?.orders.map(({ vendor }) => vendor));
  const holds = after.filter(({ kind }) => kind === 'hold');
  if ([...vendors].some((vendor) => holds.some(({ name }) => name.startsWith(`payment-${vendor}-`)))) return 7;
  const isInTrouble = only === '' || vendors.has(only === '/saleshandy' ? 'saleshandy' : 'scaledmail');
  if (!isInTrouble) return 0;
  if (way === 'denied') return 7;
  if (way === 'refused' || way === 'broken') return 75;
  return isThrottled ? 3 : 0;
}

/** An empty file is still being copied, as far as anybody can tell; a marked one is open in a program. */
function isHeldBack(sheet: Found, { before, arrived, copying }: Scene, books: Books): boolean {
  if (sheet.kind !== 'sheet') return false;
  const isEmpty = books.contents.get(sheet.digest)?.bytes.length === 0;
  const isOpen = before.some(({ kind, name }) => kind === 'mark' && name === MARK + sheet.name);
  return isEmpty || isOpen || (copying.has(sheet.digest) && !arrived.has(sheet.digest));
}

function wasTaken(sheet: Found, scene: Scene, books: Books): boolean {
  if (isHeldBack(sheet, scene, books)) return false;
  const { arrived, before } = scene;
  return arrived.has(sheet.digest) || before.some(({ digest, kind }) => kind === 'sheet' && digest === sheet.digest);
}

function codesOf(rows: readonly ResultsRow[]): readonly number[] {
  return rows.map(codeOf);
}

function codeOf({ status = '', error_code: codes = '' }: ResultsRow): number {
  if (status === 'unknown' || codes.includes('HELD-BY-UNKNOWN')) return 4;
  if (codes.includes('UNAUTHORISED') || codes.includes('HALTED')) return 7;
  if (/SURVEY-FAILED|LOOK-UP-FAILED/.test(codes)) return 75;
  if (status === 'skipped' && GUARDS.test(codes)) return 9;
  return ['invalid', 'refused', 'not_sent', 'skipped'].includes(status) ? 3 : 0;
}
