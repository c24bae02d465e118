import { visibleText } from '../domain/visible-text.ts';
import { cutTo, padTo, widthOf } from './text-width.ts';
import { fitted, linesIn } from './wrap.ts';

const GAP = 2;
/** Below that a column of words is no help, and stands in lines of its own. */
const LEAST_WORDS = 28;
/** Columns may shrink to that; where not even this fits, rows become lists, in which ids and keys stay whole. */
const LEAST = 12;
/** What is longer fills screens with one cell, whoever wrote it. */
const LONGEST_CELL = 600;
const AMOUNT = /^(?:-|\d[\d,]*(?:[./]\d+|\/\?)?(?: [A-Z]{3})?)$/;

/**
 * Columns side by side under their headers, two spaces apart, numbers to the right. On a screen no line is longer than it:
 * the last column goes on under itself, or under its row; the others are made narrower; and at the worst each row is a list.
 */
export function table(header: readonly string[], rows: readonly (readonly string[])[], screen?: number | null): string {
  const shown = (cell: string) => (screen ? cutTo(visibleText(cell), LONGEST_CELL) : visibleText(cell));
  const cells = rows.map((row) => header.map((_, index) => shown(row[index] ?? '')));
  const all = [header, ...cells];
  const widths = header.map((_, index) => all.reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), 0));
  const sides = header.map((_, index) => sideOf(cells.map((row) => row[index] ?? '')));
  if (!screen || sumOf(widths) <= screen) return all.map((row) => lineOf(row, widths, sides)).join('\n');
  const last = header.length - 1;
  const room = screen - sumOf(widths.slice(0, last)) - GAP;
  if (room >= Math.min(LEAST_WORDS, widths[last] ?? 0)) return laid(all, [...widths.slice(0, last), room], sides);
  const isBelow = last >= 2 && (widths[last] ?? 0) >= LEAST_WORDS;
  const words = header.map((_, index) => longestWord(all.map((row) => row[index] ?? '')));
  const own = shrunk(isBelow ? widths.slice(0, last) : widths, words, screen);
  if (own.some((width, index) => width < Math.min(LEAST, widths[index] ?? 0))) return lists(header, cells, screen);
  if (!isBelow) return laid(all, own, sides);
  return [
    laid([header.slice(0, last)], own, sides),
    ...cells.map((row) => laid([row.slice(0, last)], own, sides) + below(row[last] ?? '', screen)),
  ].join('\n');
}

function sideOf(cells: readonly string[]): 'left' | 'right' {
  return cells.some((cell) => /\d/.test(cell)) && cells.every((cell) => AMOUNT.test(cell)) ? 'left' : 'right';
}

function sumOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
}

/** `side` is where the padding goes: to the left of a number. */
function lineOf(row: readonly string[], widths: readonly number[], sides: readonly ('left' | 'right')[]): string {
  return row
    .map((cell, index) => padTo(cell, widths[index] ?? 0, sides[index]))
    .join(' '.repeat(GAP))
    .trimEnd();
}

/** Rows whose cells go on under themselves where their column is narrower than they are. */
function laid(rows: readonly (readonly string[])[], widths: readonly number[], sides: readonly ('left' | 'right')[]) {
  return rows
    .flatMap((row) => {
      const parts = row.map((cell, index) => linesIn(cell, widths[index] ?? LEAST));
      const height = Math.max(...parts.map((lines) => lines.length));
      return Array.from({ length: height }, (_, at) =>
        lineOf(
          parts.map((lines) => lines[at] ?? ''),
          widths,
          sides,
        ),
      );
    })
    .join('\n');
}

/** The widest columns give way first, until all of them fit; none so far that a word breaks, as long as that is enough. */
function shrunk(widths: readonly number[], words: readonly number[], screen: number): readonly number[] {
  const own = [...widths];
  for (const least of [words, words.map(() => 1)]) {
    const room = () => own.map((width, index) => (width > (least[index] ?? 1) ? width : 0));
    while (sumOf(own) > screen && Math.max(...room()) > 0) {
      const widest = room().indexOf(Math.max(...room()));
      own[widest] = (own[widest] ?? 1) - 1;
    }
  }
  return own;
}

function longestWord(cells: readonly string[]): number {
  return Math.max(...cells.flatMap((cell) => cell.split(' ')).map(widthOf));
}

/** What does not fit beside a row stands under it, set in. */
function below(text: string, screen: number): string {
  if (isEmpty(text)) return '';
  const lines = linesIn(text, screen - 4);
  return lines.map((line) => `\n    ${line}`).join('');
}

function lists(header: readonly string[], rows: readonly (readonly string[])[], screen: number): string {
  return rows
    .map((row) =>
      row.flatMap((cell, index) => (isEmpty(cell) ? [] : [fitted(`${header[index] ?? ''}: ${cell}`, screen)])),
    )
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function isEmpty(cell: string): boolean {
  return cell === '' || cell === '-';
}
