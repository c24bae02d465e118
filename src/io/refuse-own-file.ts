import { normaliseHeader } from '../domain/columns.ts';
import { SheetError } from '../domain/errors.ts';
import { unguardCell } from '../domain/formula-guard.ts';
import { ownFileOf } from '../domain/own-files.ts';
import type { SheetTable } from '../domain/row.ts';
import { parseRowsText } from '../domain/rows-text.ts';
import { sayList } from '../domain/say-list.ts';
import { asBuffer } from './flat-csv/flat-text.ts';

const HTML = /^\s*<(?:!doctype\s+html|html)\b/i;
const XML = /^\s*<(?:\?xml|testsuites?)\b/i;
const HEADING = /^\s*## /;
const REPORT_FOOT = '<sub>sheetorder <code>';
const JSON_START = /^\s*[[{]/;
const LOOKED_AT = 4096;

/** Throws a SheetError for a table that we wrote about orders: its lines are no orders. */
export function refuseOwnFile(table: SheetTable): void {
  const kind = ownFileOf(table.header);
  if (!kind) return;
  const { file, sheet } = table;
  const named = sheet === undefined ? file : `${file}, worksheet "${sheet}",`;
  const what =
    kind === 'results'
      ? 'is a results file: it tells what became of orders'
      : 'was written by status: it tells where placed orders stand';
  const sources = kind === 'results' ? sourcesOf(table) : [];
  const from = sources.length === 0 ? '' : ` It tells of orders from ${sayList(sources)}.`;
  const own = sources.length === 0 ? 'the sheet that the orders stand in' : sayList(sources);
  throw new SheetError(
    `${named} ${what}, so nothing is ordered from it.${from}`,
    `Name ${own} instead, or an annotated copy, which can be corrected and given again.`,
    'SHEET-IS-RESULTS',
  );
}

/** Throws a SheetError for a report, a plan or a page, which are text but no table. */
export function refuseReport(bytes: Uint8Array, name: string): void {
  const start = Buffer.from(bytes.subarray(0, LOOKED_AT))
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const what = markupKind(bytes, start) ?? jsonKind(bytes, start);
  if (!what) return;
  if (what !== 'plan') throw reportAsSheet(what, name);
  throw noSheet(
    name,
    'a plan that check saved',
    `Send it with: sheetorder submit ${name}. Every other command takes the sheets themselves.`,
  );
}

/** The error for a report, or what looks like one, given where a sheet or a plan belongs. */
export function reportAsSheet(what: string, name: string): SheetError {
  return noSheet(name, `${what}, such as a report`, 'Name the sheet that it tells of.');
}

function noSheet(name: string, kind: string, hint: string): SheetError {
  return new SheetError(`${name} is ${kind}, and no sheet: nothing is ordered from it.`, hint, 'SHEET-IS-REPORT');
}

function markupKind(bytes: Uint8Array, start: string): string | null {
  if (HTML.test(start)) return 'an HTML page';
  if (XML.test(start)) return 'an XML file';
  return HEADING.test(start) && asBuffer(bytes).includes(REPORT_FOOT) ? 'a Markdown file' : null;
}

function jsonKind(bytes: Uint8Array, start: string): string | null {
  if (!JSON_START.test(start)) return null;
  try {
    const value: unknown = JSON.parse(
      asBuffer(bytes)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
    const isPlan = typeof value === 'object' && value !== null && 'sheetorder_plan' in value;
    return isPlan ? 'plan' : 'a JSON file';
  } catch {
    return null;
  }
}

/** The files that the lines of a results file name, in their order. */
function sourcesOf({ header, rows }: SheetTable): readonly string[] {
  const index = header.findIndex((name) => normaliseHeader(name) === 'rows');
  const files = new Set<string>();
  for (const { cells } of rows) for (const { file } of parseRowsText(unguardCell(cells[index] ?? ''))) files.add(file);
  return [...files];
}
