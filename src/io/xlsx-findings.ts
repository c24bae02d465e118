import type { CellObject } from '@e965/xlsx';
import type { Finding } from '../domain/finding.ts';
import { columnLetters } from '../domain/place.ts';
import type { HiddenRows } from './xlsx-options.ts';

/** One worksheet of one file. */
export type Placed = { readonly file: string; readonly sheet: string };

export function cellFindings(cell: CellObject, at: Finding['at']): readonly Finding[] {
  if (cell.t === 'e')
    return [
      finding(
        'SHEET-CELL-ERROR',
        'error',
        at,
        cell.w ?? '',
        'This cell shows an error instead of a value.',
        'Correct the formula, or write the value.',
      ),
    ];
  if (cell.f !== undefined && cell.v === undefined)
    return [
      finding(
        'SHEET-FORMULA',
        'error',
        at,
        '',
        'This formula was saved without its value.',
        'Open the workbook in a spreadsheet program and save it again, or write the value.',
      ),
    ];
  return [];
}

export function merged(place: Placed, from: number, to: number, column: number): Finding {
  const cell = `${columnLetters(column)}${from + 1}:${columnLetters(column)}${to + 1}`;
  return finding(
    'SHEET-MERGED',
    'info',
    { ...place, line: from + 1, cell },
    '',
    `The merged cell ${cell} counts for each of its rows.`,
    'Nothing to do if that is meant.',
  );
}

export function hiddenFinding(lines: readonly number[], mode: HiddenRows, place: Placed): readonly Finding[] {
  const [first] = lines;
  if (first === undefined) return [];
  const which = `${lines.length === 1 ? 'Row' : 'Rows'} ${lines.slice(0, 10).join(', ')}${lines.length > 10 ? ' and more' : ''}`;
  const are = lines.length === 1 ? 'is' : 'are';
  const at = { ...place, line: first };
  if (mode === 'include')
    return [
      finding(
        'SHEET-HIDDEN',
        'warning',
        at,
        '',
        `${which} ${are} hidden and ${are} ordered too.`,
        'Nothing to do if that is meant.',
      ),
    ];
  if (mode === 'skip')
    return [
      finding(
        'SHEET-HIDDEN',
        'warning',
        at,
        '',
        `${which} ${are} hidden and ${are} left out.`,
        'Nothing to do if that is meant.',
      ),
    ];
  return [
    finding(
      'SHEET-HIDDEN',
      'error',
      at,
      '',
      `${which} ${are} hidden, by hand or by a filter, so it is not clear whether to order ${lines.length === 1 ? 'it' : 'them'}.`,
      'Show the rows, or say --hidden-rows include or --hidden-rows skip.',
    ),
  ];
}

export function hiddenColumns(hidden: readonly number[], place: Placed): readonly Finding[] {
  if (hidden.length === 0) return [];
  return [
    finding(
      'SHEET-HIDDEN-COLUMN',
      'info',
      { ...place, line: 1 },
      '',
      `Hidden columns are read like all others: ${hidden.map(columnLetters).join(', ')}.`,
      'Nothing to do if that is meant.',
    ),
  ];
}

export function otherSheets(others: readonly string[], place: Placed): readonly Finding[] {
  if (others.length === 0) return [];
  return [
    finding(
      'SHEET-OTHERS',
      'info',
      { ...place, line: 1 },
      '',
      `Only the worksheet "${place.sheet}" is read, and not ${others.map((sheet) => `"${sheet}"`).join(', ')}.`,
      'Name another with --sheet NAME.',
    ),
  ];
}

function finding(
  code: string,
  severity: Finding['severity'],
  at: Finding['at'],
  value: string,
  message: string,
  fix: string,
): Finding {
  return { code, severity, at, value, message, fix };
}
