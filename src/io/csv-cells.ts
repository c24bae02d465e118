/** Where a cell's text stands in a CSV, its quotes included. Rows and columns count from 0. */
export interface CellSpan {
  readonly row: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** Every cell of a CSV whose quotes were checked, in its order; rows count as a spreadsheet's do. */
export function* cellSpans(text: string, delimiter: string): Generator<CellSpan> {
  let row = 0;
  let column = 0;
  let position = 0;
  while (position <= text.length) {
    const start = position;
    position = text[position] === '"' ? afterQuotes(text, position) : position;
    while (position < text.length && !isEdge(text[position], delimiter)) position += 1;
    yield { row, column, start, end: position };
    if (position >= text.length) return;
    if (text[position] === delimiter) column += 1;
    else {
      if (text[position] === '\r' && text[position + 1] === '\n') position += 1;
      row += 1;
      column = 0;
      if (position + 1 >= text.length) return;
    }
    position += 1;
  }
}

/** A cell's value without its quotes. */
export function cellValue(raw: string): string {
  return raw.length >= 2 && raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw;
}

/** A value written as the cell was: quoted if it was quoted, or if it has to be. */
export function writtenLike(value: string, raw: string, delimiter: string): string {
  const quoted = raw.startsWith('"') || value.includes(delimiter) || /["\r\n]/.test(value);
  return quoted ? `"${value.replaceAll('"', '""')}"` : value;
}

function afterQuotes(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end < 0 ? text.length : end + 1;
}

function isEdge(character: string | undefined, delimiter: string): boolean {
  return character === delimiter || character === '\r' || character === '\n';
}
