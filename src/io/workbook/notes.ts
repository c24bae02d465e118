import { columnLetters } from '../../domain/place.ts';
import type { WorksheetColumn } from '../../domain/worksheet.ts';
import { cellText, XML } from './xml.ts';

/** A note on a cell; rows and columns count from 0. */
export interface CellNote {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

const AUTHOR = 'sheetorder';
const WIDE = 330;
const CHARACTERS_A_LINE = 50;
const LINE = 16;
const ROW = 20;
const DEFAULT_WIDTH = 9;

/** The part that holds the words of notes. */
export function commentsXml(notes: readonly CellNote[]): string {
  const list = notes.map(
    ({ row, column, text }) =>
      `<comment ref="${columnLetters(column)}${row + 1}" authorId="0"><text><r><rPr><sz val="10"/><color rgb="FF000000"/><rFont val="Calibri"/><family val="2"/></rPr><t xml:space="preserve">${cellText(text)}</t></r></text></comment>`,
  );
  return `${XML}<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>${AUTHOR}</author></authors><commentList>${list.join('')}</commentList></comments>`;
}

/** The part that says where notes are drawn and how large; without it spreadsheet programs do not show them. */
export function drawingXml(notes: readonly CellNote[], columns: readonly WorksheetColumn[]): string {
  const shapes = notes.map((note, index) => shapeXml(note, index, columns));
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes.join('')}</xml>`;
}

function shapeXml({ row, column, text }: CellNote, index: number, columns: readonly WorksheetColumn[]): string {
  const tall = heightOf(text);
  const right = spanned(column + 1, columns);
  const top = Math.max(0, row - 1);
  const anchor = [column + 1, 12, top, 8, right.column, right.rest, top + Math.floor(tall / ROW), 8 + (tall % ROW)];
  const size = `width:${WIDE * 0.75}pt;height:${tall * 0.75}pt`;
  return `<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;${size};z-index:${index + 1};visibility:hidden" fillcolor="#fffbe0" o:insetmode="auto"><v:fill color2="#fffbe0"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor.join(', ')}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
}

function heightOf(text: string): number {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_A_LINE)), 0);
  return (lines + 1) * LINE;
}

/** The column in which a note of the usual width ends that begins in this one, and how far into it. */
function spanned(
  from: number,
  columns: readonly WorksheetColumn[],
): { readonly column: number; readonly rest: number } {
  let left = WIDE + 12;
  let column = from;
  for (; ; column += 1) {
    const pixels = Math.round((columns[column]?.width ?? DEFAULT_WIDTH) * 7 + 5);
    if (left <= pixels) return { column, rest: left };
    left -= pixels;
  }
}
