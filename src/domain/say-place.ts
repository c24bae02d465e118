import type { Place } from './place.ts';
import { visibleText } from './visible-text.ts';

/** A place as a person finds it in the spreadsheet: `may.csv line 14, column "redirect" (C14)`. */
export function sayPlace(at: Place): string {
  const file = at.sheet === undefined ? at.file : `${at.file}#${at.sheet}`;
  const line = at.line > 0 ? ` line ${at.line}` : '';
  const column = at.column === undefined ? '' : `, column "${at.column}"`;
  const cell = at.cell === undefined ? '' : at.column === undefined ? `, cell ${at.cell}` : ` (${at.cell})`;
  return visibleText(`${file}${line}${column}${cell}`);
}
