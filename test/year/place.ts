import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from '../../src/io/read-csv.ts';

export const PLACES = ['inbox', 'working', 'done', 'attention'] as const;
export type Place = (typeof PLACES)[number];

/** What docs/cron.md says lies beside a sheet, and where. */
const BESIDE = ['.results.csv', '.annotated.csv', '.annotated.xlsx', '.report.html', '.log', '.what-to-do.txt'];
/** Before the name of a sheet that a spreadsheet program has open. */
export const MARK = '~$';
const HOLD = /^payment-.+-[0-9a-f]{8}\.what-to-do\.txt$/;

/** One file of the drop folder as it lies there. */
export interface Found {
  readonly place: Place;
  readonly name: string;
  readonly path: string;
  readonly digest: string;
  /** `sheet`, what a run wrote beside one, the text that holds an account, or an office program's mark, or what nobody should find. */
  readonly kind: 'sheet' | 'beside' | 'hold' | 'mark' | 'odd';
  /** Under which name the things beside a sheet are filed. */
  readonly base: string;
  readonly ending: string;
  /** Milliseconds of the machine's own time. */
  readonly writtenAt: number;
}

export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Everything in the four folders; `mine` knows the contents that people dropped. */
export function lookRound(root: string, mine: (digest: string) => boolean): readonly Found[] {
  return PLACES.flatMap((place) => {
    const folder = join(root, place);
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder);
    const found = names.map((name) => foundAt(place, folder, name, mine));
    const bases = new Set(found.flatMap(({ kind, base, name }) => (kind === 'sheet' && !endingOf(name) ? [base] : [])));
    return found.map((one) => asCompanion(one, bases));
  });
}

/** What a run wrote stays what it is when somebody drops a copy of it as a sheet, or a sheet is called like a hold. */
function asCompanion(one: Found, bases: ReadonlySet<string>): Found {
  const ending = endingOf(one.name);
  const base = one.name.slice(0, -(ending?.length ?? 0));
  return (one.kind === 'sheet' || one.kind === 'hold') && ending && bases.has(base)
    ? { ...one, kind: 'beside', base, ending }
    : one;
}

function endingOf(name: string): string | undefined {
  return BESIDE.find((one) => name.endsWith(one) && name.length > one.length);
}

function foundAt(place: Place, folder: string, name: string, mine: (digest: string) => boolean): Found {
  const path = join(folder, name);
  const stat = lstatSync(path);
  const digest = stat.isFile() ? digestOf(readFileSync(path)) : '';
  const ending = endingOf(name);
  const common = { place, name, path, digest, writtenAt: stat.mtimeMs };
  // A log may be as empty as a sheet that somebody dropped.
  const isEmpty = stat.size === 0 && ending !== undefined;
  if (mine(digest) && !isEmpty) return { ...common, kind: 'sheet', base: name.replace(/\.[^.]*$/, ''), ending: '' };
  if (name.startsWith(MARK) && place === 'inbox') return { ...common, kind: 'mark', base: '', ending: '' };
  if (HOLD.test(name)) return { ...common, kind: 'hold', base: '', ending: '' };
  if (ending) return { ...common, kind: 'beside', base: name.slice(0, -ending.length), ending };
  return { ...common, kind: 'odd', base: name, ending: '' };
}

export type ResultsRow = Readonly<Record<string, string>>;

/** A CSV that a run wrote, by its header; empty when there is none. */
export function rowsOf(path: string): readonly ResultsRow[] {
  if (!existsSync(path)) return [];
  const { header, rows } = readCsv(readFileSync(path), path, {});
  return [...rows].map(({ cells }) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])));
}
