import type { WorkSheet } from '@e965/xlsx';
import { columnLetters } from '../domain/place.ts';
import { xlsx } from './xlsx-package.ts';
import { zip } from './zip-package.ts';

export interface TemplateShape {
  /** Header first. */
  readonly rows: readonly (readonly string[])[];
  /** Header → what is shown when its cell is pointed at. */
  readonly notes: Readonly<Record<string, string>>;
  /** Header → the values to choose from. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

const AUTHOR = 'sheetorder';
const FIRST_COLUMN_WIDTH = 18;
const LAST_ROW = 1000;
const SHEET_XML = 'xl/worksheets/sheet1.xml';
/** What follows the validations in a worksheet, by the order that the file format demands. */
const AFTER =
  /<(hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|ignoredErrors|drawing|legacyDrawing)\b|<\/worksheet>/;

/** A workbook to fill in: every cell is text, headers carry notes, and columns with few values offer them. */
export function templateXlsx(shape: TemplateShape): Buffer {
  const [header = []] = shape.rows;
  const sheet = xlsx().utils.aoa_to_sheet(shape.rows.map((row) => [...row]));
  sheet['!cols'] = header.map(() => ({ wch: FIRST_COLUMN_WIDTH }));
  addNotes(sheet, header, shape.notes);
  const book = xlsx().utils.book_new();
  xlsx().utils.book_append_sheet(book, sheet, 'Orders');
  const { strFromU8, strToU8, unzipSync, zipSync } = zip();
  const parts = unzipSync(xlsx().write(book, { type: 'buffer', bookType: 'xlsx' }));
  const xml = strFromU8(parts[SHEET_XML] ?? new Uint8Array());
  return Buffer.from(zipSync({ ...parts, [SHEET_XML]: strToU8(withChoices(xml, header, shape.choices)) }));
}

function addNotes(sheet: WorkSheet, header: readonly string[], notes: TemplateShape['notes']): void {
  for (const [index, name] of header.entries()) {
    const cell = sheet[`${columnLetters(index)}1`];
    if (cell && notes[name]) cell.c = Object.assign([{ a: AUTHOR, t: notes[name] }], { hidden: true });
  }
}

/** The writer of workbooks does not know drop-downs, so they are written into its XML. */
function withChoices(xml: string, header: readonly string[], choices: TemplateShape['choices']): string {
  const lists = header.flatMap((name, index) => {
    const values = choices[name];
    if (!values || values.length === 0) return [];
    const letters = columnLetters(index);
    const list = escaped(values.join(','));
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${letters}2:${letters}${LAST_ROW}"><formula1>"${list}"</formula1></dataValidation>`;
  });
  if (lists.length === 0) return xml;
  const block = `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
  return xml.replace(AFTER, (tag) => `${block}${tag}`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
