/** A quoted cell that does not end as one; `row` counts as a spreadsheet does, blank rows included. */
export interface QuoteFault {
  readonly kind: 'unclosed' | 'text-after';
  readonly row: number;
}

/**
 * The first quoted cell that never ends, or ends in the middle of a cell. Looked for before parsing, because a lenient
 * parser swallows the rows in between and a strict one also refuses harmless quotes inside a cell.
 */
export function quoteFault(text: string, delimiter: string): QuoteFault | null {
  let row = 1;
  let position = 0;
  const next = new RegExp(`["${escaped(delimiter)}\\r\\n]`, 'g');
  while (position < text.length) {
    if (text[position] === '"') {
      const end = closingQuote(text, position + 1);
      if (end < 0) return { kind: 'unclosed', row };
      position = end + 1;
      if (position < text.length && !isEdge(text[position], delimiter)) return { kind: 'text-after', row };
    } else {
      position = cellEnd(text, position, next, delimiter);
    }
    if (text[position] === '\r' && text[position + 1] === '\n') position += 1;
    if (text[position] === '\r' || text[position] === '\n') row += 1;
    position += 1;
  }
  return null;
}

function closingQuote(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end;
}

function cellEnd(text: string, from: number, next: RegExp, delimiter: string): number {
  next.lastIndex = from;
  for (let match = next.exec(text); match; match = next.exec(text)) {
    if (isEdge(match[0], delimiter)) return match.index;
  }
  return text.length;
}

function isEdge(character: string | undefined, delimiter: string): boolean {
  return character === delimiter || character === '\r' || character === '\n';
}

function escaped(delimiter: string): string {
  return delimiter.replace(/[\\\]^|-]/g, '\\$&');
}
