import { visibleText } from '../domain/visible-text.ts';

/** Columns side by side under their headers, two spaces apart; lines are cut where the screen ends. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], screen?: number | null): string {
  const all = [header, ...rows.map((row) => row.map(visibleText))];
  const widths = header.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)));
  return all
    .map((row) =>
      row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0))).join('  '),
    )
    .map((line) => (screen && line.length > screen ? `${line.slice(0, screen - 1)}…` : line.trimEnd()))
    .join('\n');
}
