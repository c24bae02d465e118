import type { RowPlace } from './place.ts';
import { type RowRun, runsOf } from './row-runs.ts';

const GROUP = /(.+?):(\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)(?:; |$)/gsy;
const WORKBOOK = /^(.+?\.(?:xlsx|xlsm|xlsb|xls|ods))#(.*)$/is;

/** Source rows as people read them: `may.csv:2-5,9; june.xlsx#Sheet1:3`. Files keep the order in which they first appear. */
export function rowsText(rows: readonly RowPlace[]): string {
  return runsText(runsOf(rows));
}

/** What `rowsText` says of these rows; as quick for many rows that follow one another as for one. */
export function runsText(runs: readonly RowRun[]): string {
  const [only] = runs;
  if (runs.length === 1 && only) return `${nameOf(only)}:${runText(only)}`;
  const byName = new Map<string, RowRun[]>();
  for (const run of runs) {
    const name = nameOf(run);
    const known = byName.get(name);
    if (known) known.push(run);
    else byName.set(name, [run]);
  }
  return [...byName].map(([name, own]) => `${name}:${merged(own).map(runText).join(',')}`).join('; ');
}

/** The rows that `rowsText` wrote; none when the text is not of that kind. */
export function parseRowsText(text: string): readonly RowPlace[] {
  return groupsOf(text).flatMap(({ file, sheet, numbers }) =>
    numbersOf(numbers).map((line) => ({ file, ...(sheet === undefined ? {} : { sheet }), line })),
  );
}

/** The files that `rowsText` named, each once. */
export function filesInRowsText(text: string): readonly string[] {
  return [...new Set(groupsOf(text).map(({ file }) => file))];
}

interface Group {
  readonly file: string;
  readonly sheet: string | undefined;
  readonly numbers: string;
}

function groupsOf(text: string): readonly Group[] {
  const groups = [...text.matchAll(GROUP)];
  if (groups.reduce((length, [whole]) => length + whole.length, 0) !== text.length) return [];
  return groups.map(([, name = '', numbers = '']) => {
    const [, file = name, sheet] = WORKBOOK.exec(name) ?? [];
    return { file, sheet, numbers };
  });
}

function nameOf({ file, sheet }: RowRun): string {
  return sheet === undefined ? file : `${file}#${sheet}`;
}

function runText({ from, to }: Pick<RowRun, 'from' | 'to'>): string {
  return from === to ? `${from}` : `${from}-${to}`;
}

/** In the order of their lines; what meets or overlaps is one. */
function merged(runs: readonly RowRun[]): readonly Pick<RowRun, 'from' | 'to'>[] {
  const all: { readonly from: number; to: number }[] = [];
  for (const { from, to } of runs.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

function numbersOf(text: string): readonly number[] {
  return text.split(',').flatMap((run) => {
    const [from = 0, to = from] = run.split('-').map(Number);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  });
}
