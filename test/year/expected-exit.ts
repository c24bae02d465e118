import type { Books } from './books.ts';
import type { Way } from './gate.ts';
import type { Found, ResultsRow } from './place.ts';
import { rowsOf } from './place.ts';

/** README.md: when several apply, the first of these is told. */
const GRAVEST = [1, 6, 5, 2, 8, 75, 130, 143, 4, 7, 9, 3, 10, 0];
const GUARDS = /GUARD-|MONEY-/;

export interface Scene {
  readonly before: readonly Found[];
  readonly after: readonly Found[];
  /** How the vendors could be reached when it ended. */
  readonly way: Way;
  /** When the run began, by the machine's own time. */
  readonly since: number;
  readonly stopped: boolean;
}

/** The exit code that the documents promise for what lies in the folders after a run. */
export function expectedExit({ before, after, way, since, stopped }: Scene, books: Books): number {
  const codes = [0, ...(stopped ? [143] : [])];
  const isHeld = after.some(({ kind }) => kind === 'hold');
  if (after.some((one) => one.kind === 'hold' && one.writtenAt >= since)) codes.push(7);
  for (const sheet of after.filter(({ kind }) => kind === 'sheet')) {
    const beside = after.filter((one) => one.kind === 'beside' && one.place === sheet.place && one.base === sheet.base);
    const told = beside.filter((one) => one.writtenAt >= since);
    const results = told.find(({ ending }) => ending === '.results.csv');
    if (results) codes.push(...rowsOf(results.path).map(codeOf));
    else if (told.some(({ ending }) => ending === '.what-to-do.txt'))
      codes.push(books.contents.get(sheet.digest)?.unreadable === null ? passing(way, isHeld) : 5);
    else if (sheet.place === 'inbox' && wasTaken(sheet, before, books)) codes.push(passing(way, isHeld));
  }
  return GRAVEST.find((code) => codes.includes(code)) ?? 0;
}

/** What sends a sheet back untouched. */
function passing(way: Way, isHeld: boolean): number {
  if (way === 'denied') return 7;
  if (way === 'refused' || way === 'broken') return 75;
  return isHeld ? 7 : 0;
}

/** An empty file is still being copied, as far as anybody can tell. */
function wasTaken(sheet: Found, before: readonly Found[], books: Books): boolean {
  const isEmpty = books.contents.get(sheet.digest)?.bytes.length === 0;
  return !isEmpty && before.some(({ digest, kind }) => kind === 'sheet' && digest === sheet.digest);
}

function codeOf({ status = '', error_code: codes = '' }: ResultsRow): number {
  if (status === 'unknown' || codes.includes('HELD-BY-UNKNOWN')) return 4;
  if (codes.includes('UNAUTHORISED')) return 7;
  if (/SURVEY-FAILED|LOOK-UP-FAILED/.test(codes)) return 75;
  if (status === 'skipped' && GUARDS.test(codes)) return 9;
  return ['invalid', 'refused', 'not_sent', 'skipped'].includes(status) ? 3 : 0;
}
