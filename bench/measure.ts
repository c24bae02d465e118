import { performance } from 'node:perf_hooks';

/** The median of several rounds, with the smallest and the largest. */
export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Throws for no values: a figure of nothing must not be told. */
export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[0];
  const high = sorted.at(-1);
  const middle = sorted[sorted.length >> 1];
  if (low === undefined || high === undefined || middle === undefined) throw new Error('no round was measured');
  const before = sorted[(sorted.length - 1) >> 1] ?? middle;
  return { median: (before + middle) / 2, low, high };
}

/** The median of many, with what the middle nine tenths lie between. */
export function spreadOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length / 20);
  return figureOf(sorted.slice(cut, sorted.length - cut));
}

/** How many times as much, round by round, so that a slow moment of the machine touches both sides. */
export function ratioOf(values: readonly number[], beside: readonly number[]): Figure {
  return figureOf(values.slice(0, beside.length).map((value, round) => value / (beside[round] ?? Number.NaN)));
}

/** Milliseconds that the work takes. */
export function timed(work: () => void): number {
  const since = performance.now();
  work();
  return performance.now() - since;
}

/** The median of many small calls, milliseconds. */
export function eachTimed(calls: number, work: (index: number) => void): number {
  return figureOf(Array.from({ length: calls }, (_, index) => timed(() => work(index)))).median;
}

export function say(figure: Figure, unit = ''): string {
  return `${short(figure.median)}${unit} (${short(figure.low)}–${short(figure.high)})`;
}

/** Three digits that matter. */
export function short(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-US', {
    minimumFractionDigits: Math.min(4, digits),
    maximumFractionDigits: Math.min(4, digits),
  });
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
