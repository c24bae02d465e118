import { normaliseHeader } from '../domain/columns.ts';
import { unguardCell } from '../domain/formula-guard.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { RowPlace } from '../domain/place.ts';
import type { SheetTable } from '../domain/row.ts';
import { errorText, oneLine } from './result-rows.ts';

/** A row's place as a text to compare by. */
type RowName = string;

const ADDED = ['status', 'order_id', 'error', 'fix'] as const;

/**
 * A sheet with what became of each row: the header, then every input row in input order, then `status`, `order_id`, `error`
 * and `fix`. Cells come without the formula guard, which the writer puts on again, so that it never grows.
 */
export function annotatedRows(table: SheetTable, outcomes: readonly Outcome[]): string[][] {
  const width = table.header.findLastIndex((header) => header.trim() !== '') + 1;
  const byRow = outcomesByRow(outcomes);
  const header = table.header.slice(0, width).map(unguardCell);
  const rows = table.rows.map((row) => {
    const cells = row.cells.map(unguardCell);
    const named = Array.from({ length: width }, (_, index) => cells[index] ?? '');
    // Cells beyond the header stay beyond it, so that the sheet read again is still refused there.
    const name = rowName({ ...table, line: row.line });
    return [...named, ...addedCells(name, byRow.get(name) ?? []), ...beyond(cells, width)];
  });
  return [[...header, ...addedHeaders(header)], ...rows];
}

function outcomesByRow(outcomes: readonly Outcome[]): ReadonlyMap<RowName, readonly Outcome[]> {
  const byRow = new Map<RowName, Outcome[]>();
  for (const outcome of outcomes) {
    for (const name of new Set(outcome.rows.map(rowName))) {
      const known = byRow.get(name);
      if (known) known.push(outcome);
      else byRow.set(name, [outcome]);
    }
  }
  return byRow;
}

function rowName({ file, sheet, line }: RowPlace): RowName {
  return JSON.stringify([file, sheet ?? null, line]);
}

function addedCells(row: RowName, outcomes: readonly Outcome[]): readonly string[] {
  const said = outcomes.map((outcome) => saidOf(row, outcome));
  return [
    joined(outcomes.map((outcome) => outcome.status)),
    joined(outcomes.map((outcome) => outcome.orderId)),
    joined(said.map(({ error }) => error)),
    joined(said.map(({ fix }) => fix)),
  ];
}

/** A row with findings of its own says those; any other row of the order says what the order says. */
function saidOf(row: RowName, outcome: Outcome): { readonly error: string; readonly fix: string } {
  const errors = outcome.status === 'invalid' ? outcome.findings.filter(({ severity }) => severity === 'error') : [];
  const own = errors.filter((finding) => rowName(finding.at) === row);
  if (own.length === 0) return { error: errorText(outcome.errors), fix: oneLine(outcome.fix) };
  return {
    error: errorText(own.map((finding) => finding.message)),
    fix: oneLine(joined(own.map((finding) => finding.fix ?? ''))),
  };
}

function joined(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join('; ');
}

function addedHeaders(header: readonly string[]): readonly string[] {
  const taken = new Set(header.map(normaliseHeader));
  return ADDED.map((name) => {
    let free: string = name;
    for (let suffix = 2; taken.has(normaliseHeader(free)); suffix += 1) free = `${name}_${suffix}`;
    return free;
  });
}

function beyond(cells: readonly string[], width: number): readonly string[] {
  const rest = cells.slice(width);
  return rest.some((cell) => cell.trim() !== '') ? rest : [];
}
