import type { RowPlace } from './place.ts';

const GROUP = /(.+?):(\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)(?:; |$)/gsy;
const WORKBOOK = /^(.+?\.(?:xlsx|xlsm|xlsb|xls|ods))#(.*)$/is;

/** Source rows as people read them: `may.csv:2-5,9; june.xlsx#Sheet1:3`. Files keep the order in which they first appear. */
export function rowsText(rows: readonly RowPlace[]): string {
  const lines = new Map<string, Set<number>>();
  for (const { file, sheet, line } of rows) {
    const name = sheet === undefined ? file : `${file}#${sheet}`;
    const known = lines.get(name) ?? new Set<number>();
    lines.set(name, known.add(line));
  }
  return [...lines].map(([name, numbers]) => `${name}:${ranges([...numbers])}`).join('; ');
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

function ranges(numbers: readonly number[]): string {
  const runs: { readonly from: number; to: number }[] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.to === number - 1) last.to = number;
    else runs.push({ from: number, to: number });
  }
  return runs.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

function numbersOf(text: string): readonly number[] {
  return text.split(',').flatMap((run) => {
    const [from = 0, to = from] = run.split('-').map(Number);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  });
}
