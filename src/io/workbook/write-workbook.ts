import type { Worksheet } from '../../domain/worksheet.ts';
import { zip } from '../zip-package.ts';
import { commentsXml, drawingXml } from './notes.ts';
import { stylesXml } from './styles.ts';
import { filterRange, type WrittenSheet, worksheetXml } from './worksheet-xml.ts';
import { plainXml, XML } from './xml.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Workbooks of the same content are the same bytes, whenever they are written. */
const NO_TIME = new Date(1980, 0, 2);

/** A workbook (XLSX) of these worksheets, in this order; every cell is text unless its look says otherwise. */
export function writeWorkbook(sheets: readonly Worksheet[]): Buffer {
  const archive = new Archive();
  const written = sheets.map((sheet, index) => writeSheet(archive, sheet, index));
  archive.add('xl/styles.xml', [stylesXml()]);
  archive.add('xl/workbook.xml', [workbookXml(sheets, written)]);
  archive.add('xl/_rels/workbook.xml.rels', [
    relationsXml([
      ...sheets.map((_, index) => [`${OFFICE}/worksheet`, `worksheets/sheet${index + 1}.xml`] as const),
      [`${OFFICE}/styles`, 'styles.xml'],
    ]),
  ]);
  archive.add('_rels/.rels', [relationsXml([[`${OFFICE}/officeDocument`, 'xl/workbook.xml']])]);
  archive.add('[Content_Types].xml', [typesXml(written)]);
  return archive.end();
}

function writeSheet(archive: Archive, sheet: Worksheet, index: number): WrittenSheet {
  const number = index + 1;
  const written: WrittenSheet = { notes: [], rows: 0 };
  archive.add(`xl/worksheets/sheet${number}.xml`, worksheetXml(sheet, index === 0, written));
  if (written.notes.length === 0) return written;
  archive.add(`xl/comments${number}.xml`, [commentsXml(written.notes)]);
  archive.add(`xl/drawings/vmlDrawing${number}.vml`, [drawingXml(written.notes, sheet.columns)]);
  archive.add(`xl/worksheets/_rels/sheet${number}.xml.rels`, [
    relationsXml([
      [`${OFFICE}/vmlDrawing`, `../drawings/vmlDrawing${number}.vml`],
      [`${OFFICE}/comments`, `../comments${number}.xml`],
    ]),
  ]);
  return written;
}

function workbookXml(sheets: readonly Worksheet[], written: readonly WrittenSheet[]): string {
  const names = sheets.map(
    ({ name }, index) => `<sheet name="${plainXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const filters = sheets.flatMap((sheet, index) => {
    const range = filterRange(sheet, written[index]?.rows ?? 0);
    const place = `'${sheet.name.replaceAll("'", "''")}'!${range}`;
    return range === null
      ? []
      : [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${plainXml(place)}</definedName>`,
        ];
  });
  const defined = filters.length === 0 ? '' : `<definedNames>${filters.join('')}</definedNames>`;
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${names.join('')}</sheets>${defined}</workbook>`;
}

function relationsXml(relations: readonly (readonly [type: string, target: string])[]): string {
  const items = relations.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function typesXml(written: readonly WrittenSheet[]): string {
  const part = (name: string, type: string) => `<Override PartName="/xl/${name}" ContentType="${TYPE}.${type}+xml"/>`;
  const parts = [
    part('workbook.xml', 'sheet.main'),
    part('styles.xml', 'styles'),
    ...written.map((_, index) => part(`worksheets/sheet${index + 1}.xml`, 'worksheet')),
    ...written.flatMap(({ notes }, index) => (notes.length > 0 ? [part(`comments${index + 1}.xml`, 'comments')] : [])),
  ];
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>${parts.join('')}</Types>`;
}

/** A zip archive whose parts are packed while they are made. */
class Archive {
  readonly #chunks: Uint8Array[] = [];
  readonly #zip = new (zip().Zip)((error, chunk) => {
    if (error) throw error;
    this.#chunks.push(chunk);
  });

  add(name: string, pieces: Iterable<string>): void {
    const part = new (zip().ZipDeflate)(name, { level: 6 });
    part.mtime = NO_TIME;
    this.#zip.add(part);
    for (const piece of pieces) part.push(zip().strToU8(piece));
    part.push(new Uint8Array(0), true);
  }

  end(): Buffer {
    this.#zip.end();
    return Buffer.concat(this.#chunks);
  }
}
