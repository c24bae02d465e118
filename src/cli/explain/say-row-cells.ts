import { normaliseHeader } from '../../domain/columns.ts';
import type { Finding } from '../../domain/finding.ts';
import { rowsText } from '../../domain/rows-text.ts';
import { visibleText } from '../../domain/visible-text.ts';
import type { Landing } from '../../steps/find-landings.ts';
import type { RowColumn, RowStory, RowValue } from '../../steps/tell-row.ts';
import { type Line, some } from './say-story-steps.ts';

const LONGEST = 120;
const IN = 3;

/** Each filled cell: what it is called, what was read, what is sent, where that lands, and what is wrong with it. */
export function sayCells(row: RowStory): readonly Line[] {
  const sent = row.planned?.order.payload !== null && row.planned !== null;
  return [
    ...row.columns.flatMap((column) => sayColumn(column, row, sent)),
    ...row.findings.map(sayFound),
    ...row.filledIn.map((value) => ({
      text: `${'-'.padEnd(IN)}${value.column}: ${sayValue(value, value.value)}, not from this sheet${sayLandings(value, sent)}`,
      indent: IN,
    })),
    ...list('Empty', row.empty),
    ...list(
      'Not used',
      row.notUsed.map((header) => `"${header}"`),
    ),
  ];
}

function list(label: string, names: readonly string[]): readonly Line[] {
  if (names.length === 0) return [];
  return [{ text: visibleText(`${label}: ${names.join(', ')}.`), indent: IN }];
}

function sayColumn(column: RowColumn, row: RowStory, sent: boolean): readonly Line[] {
  const { letters, header, written } = column;
  const name = normaliseHeader(header) === normaliseHeader(column.column) ? header : `${header} = ${column.column}`;
  const [first, ...others] = column.values.map((value) => sayReading(value, column, row, sent));
  const head = `${letters.padEnd(IN)}${name}: `;
  return [
    { text: visibleText(head + (first ?? `${quoted(written)}, read as empty`)), indent: IN },
    ...others.map((text) => ({ text: visibleText(' '.repeat(IN) + text), indent: IN })),
    ...column.findings.map(sayFound),
  ];
}

function sayReading(value: RowValue, { column, written }: RowColumn, { at }: RowStory, sent: boolean): string {
  const own = value.column === column || /^alias_\d/.test(column);
  const parts = [
    own ? '' : `${value.column} `,
    written === ''
      ? `${quoted(value.value)} from ${placeOf(value, at)}`
      : sayWritten(value, own ? written : value.value),
    ...(written !== '' && value.from && !value.overruled ? [`, as in ${placeOf(value, at)}`] : []),
    ...(value.overruled ? [`; ${placeOf(value, at)} has ${quoted(value.value)}, which counts`] : []),
    sayLandings(value, sent),
  ];
  return parts.join('');
}

/** As it stands in the sheet, then as it was read where that differs. */
function sayWritten({ value, overruled }: RowValue, written: string): string {
  return written === value || overruled ? quoted(written) : `${quoted(written)}, read as ${quoted(value)}`;
}

function sayValue(_value: RowValue, text: string): string {
  return quoted(text);
}

function placeOf({ from }: RowValue, at: RowStory['at']): string {
  if (!from) return 'this row';
  return from.file === at.file && from.sheet === at.sheet ? `line ${from.line}` : rowsText([from]);
}

function sayLandings({ landings, value }: RowValue, sent: boolean): string {
  if (!sent) return '';
  if (landings.length === 0) return '; not sent';
  const texts = new Set(landings.filter(({ in: where }) => where !== 'path').map((one) => one.sent));
  const [only] = texts;
  const changed = texts.size === 1 && only && only !== value ? `, sent as ${quoted(only)}` : '';
  return `${changed} → ${some(landings.map(sayLanding), false)}`;
}

function sayLanding({ in: where, pointer }: Landing): string {
  if (where === 'body') return pointer;
  if (where === 'path') return 'the path of the request';
  return where === 'query' ? `the query, ${pointer}` : `${pointer}, looked at before it is sent`;
}

function sayFound({ severity, code, message, fix, at }: Finding): Line {
  const where = at.column === undefined ? '' : '';
  return {
    text: `${' '.repeat(IN)}${where}${severity} ${code}: ${visibleText(message)}${fix ? ` → ${visibleText(fix)}` : ''}`,
    indent: IN + 2,
  };
}

function quoted(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `"${cut}"`;
}
