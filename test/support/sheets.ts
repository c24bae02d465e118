import type { Finding } from '../../src/domain/finding.ts';
import type { MappedSheet, SheetTable } from '../../src/domain/row.ts';
import { mapColumns } from '../../src/steps/map-columns.ts';

/** A table of texts, header first, as a reader would give it; blank rows are left out. */
export function tableOf(rows: readonly (readonly string[])[], file = 'may.csv'): SheetTable {
  const [header = [], ...body] = rows;
  const numbered = body.map((cells, index) => ({ line: index + 2, cells }));
  return { file, delimiter: ',', encoding: 'utf-8', headerLine: 1, header, rows: numbered, blankRows: 0, findings: [] };
}

/** Lines with `|` between the cells, mapped to canonical columns. */
export function sheetOf(text: string, file = 'may.csv'): MappedSheet {
  const lines = text.trim().split('\n');
  return mapColumns(
    tableOf(
      lines.map((line) => line.split('|').map((cell) => cell.trim())),
      file,
    ),
  );
}

/** Code, severity and cell of each finding, e.g. `GROUP-CONFLICT error B2`. */
export function brief(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, severity, at }) => `${code} ${severity} ${at.cell ?? `line ${at.line}`}`);
}
