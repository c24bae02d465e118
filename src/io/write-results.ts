import { stringify } from 'csv-stringify/sync';
import { guardCell } from '../domain/formula-guard.ts';

const BOM = '\ufeff';

/** CSV after RFC 4180 with CRLF; no cell can run as a formula in a spreadsheet. */
export function csvText(
  rows: readonly (readonly string[])[],
  options: { readonly bom: boolean; readonly delimiter?: string },
): string {
  const guarded = rows.map((cells) => cells.map(guardCell));
  // Left alone it does not quote a lone CR or LF, which our reader and most others take for the end of a line.
  return (
    (options.bom ? BOM : '') +
    stringify(guarded, {
      record_delimiter: '\r\n',
      quoted_match: /[\r\n]/,
      delimiter: options.delimiter ?? ',',
    })
  );
}
