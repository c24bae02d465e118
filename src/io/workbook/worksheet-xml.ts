import { columnLetters } from '../../domain/place.ts';
import {
  LONGEST_WORKSHEET_TEXT,
  type Look,
  type Worksheet,
  type WorksheetColumn,
  type WorksheetRow,
} from '../../domain/worksheet.ts';
import type { CellNote } from './notes.ts';
import { styleOf } from './styles.ts';
import { cellText, XML } from './xml.ts';

const NAMESPACES =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const NUMBERS: ReadonlySet<Look> = new Set(['number', 'sum of numbers']);
const ROWS_AT_ONCE = 500;
const LINE_HEIGHT = 15;
const MOST_LINES = 8;
/** So many notes a spreadsheet program still opens quickly. */
export const MOST_NOTES = 2_000;

/** What was written of a worksheet, besides its XML. */
export interface WrittenSheet {
  readonly notes: CellNote[];
  rows: number;
}

/** The XML of a worksheet, piece by piece; `written` is filled on the way. */
export function* worksheetXml(sheet: Worksheet, active: boolean, written: WrittenSheet): Generator<string> {
  yield `${XML}<worksheet ${NAMESPACES}><sheetPr>${active ? '' : '<tabColor rgb="FF2F4A6D"/>'}<pageSetUpPr fitToPage="1"/></sheetPr>${viewXml(sheet, active)}<sheetFormatPr defaultRowHeight="15"/>${columnsXml(sheet.columns)}<sheetData>`;
  let pieces: string[] = [];
  let widest = sheet.columns.length;
  for (const row of sheet.rows) {
    pieces.push(rowXml(row, written.rows, sheet.columns, written.notes));
    widest = Math.max(widest, row.cells.length);
    written.rows += 1;
    if (pieces.length < ROWS_AT_ONCE) continue;
    yield pieces.join('');
    pieces = [];
  }
  yield `${pieces.join('')}</sheetData>${filterXml(sheet, written.rows)}${afterXml(widest, written)}</worksheet>`;
}

/** The cells that filters stand on, such as `$A$3:$F$90`; null for none. */
export function filterRange({ filter }: Worksheet, rows: number): string | null {
  if (!filter || filter.columns === 0) return null;
  return `$A$${filter.row + 1}:$${columnLetters(filter.columns - 1)}$${Math.max(rows, filter.row + 1)}`;
}

function viewXml({ frozen }: Worksheet, active: boolean): string {
  const below = `A${frozen + 1}`;
  const pane =
    frozen === 0
      ? ''
      : `<pane ySplit="${frozen}" topLeftCell="${below}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="${below}" sqref="${below}"/>`;
  return `<sheetViews><sheetView ${active ? 'tabSelected="1" ' : ''}workbookViewId="0">${pane}</sheetView></sheetViews>`;
}

function columnsXml(columns: readonly WorksheetColumn[]): string {
  const items = columns.map(
    ({ width, look }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styleOf(look)}" customWidth="1"/>`,
  );
  return items.length === 0 ? '' : `<cols>${items.join('')}</cols>`;
}

function rowXml(row: WorksheetRow, index: number, columns: readonly WorksheetColumn[], notes: CellNote[]): string {
  const cells = row.cells.map((text, column) => {
    const look = row.looks?.get(column) ?? row.look;
    if (text === '' && look === undefined) return '';
    const own = look ?? columns[column]?.look ?? 'text';
    const at = `r="${columnLetters(column)}${index + 1}" s="${styleOf(own)}"`;
    if (text === '') return `<c ${at}/>`;
    if (NUMBERS.has(own) && /^\d{1,15}$/.test(text)) return `<c ${at}><v>${text}</v></c>`;
    return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${cellText(fitting(text))}</t></is></c>`;
  });
  for (const [column, text] of row.notes ?? []) if (notes.length < MOST_NOTES) notes.push({ row: index, column, text });
  return `<row r="${index + 1}"${heightXml(row, columns)}${row.hidden ? ' hidden="1"' : ''}>${cells.join('')}</row>`;
}

/** Rows are as high as their words, up to a height at which a screen still shows several; not every program sees to it. */
function heightXml({ cells, look }: WorksheetRow, columns: readonly WorksheetColumn[]): string {
  if (look === 'title') return ' ht="26" customHeight="1"';
  const lines = columns.reduce(
    (most, column, index) =>
      column.look === 'words' ? Math.max(most, Math.ceil((cells[index]?.length ?? 0) / column.width)) : most,
    1,
  );
  if (lines === 1) return '';
  return lines > MOST_LINES ? ` ht="${MOST_LINES * LINE_HEIGHT}" customHeight="1"` : ` ht="${lines * LINE_HEIGHT}"`;
}

/** Only words of ours can be longer: a sheet with such a cell is refused before. */
function fitting(text: string): string {
  if (text.length <= LONGEST_WORKSHEET_TEXT) return text;
  return `${text.slice(0, LONGEST_WORKSHEET_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function filterXml(sheet: Worksheet, rows: number): string {
  const range = filterRange(sheet, rows);
  return range === null ? '' : `<autoFilter ref="${range.replaceAll('$', '')}"/>`;
}

function afterXml(widest: number, { notes, rows }: WrittenSheet): string {
  const all = `A1:${columnLetters(Math.max(0, widest - 1))}${Math.max(1, rows)}`;
  return [
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    // Digits are text here on purpose; without this every such cell gets a green corner.
    `<ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors>`,
    notes.length > 0 ? '<legacyDrawing r:id="rId1"/>' : '',
  ].join('');
}
