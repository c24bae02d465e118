import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { used } from './command.ts';
import { figureOf, ratioOf, say, short, table } from './measure.ts';

export interface ReportSizes {
  readonly rounds: number;
  /** Smallest first. */
  readonly orders: readonly number[];
  readonly rowsOfEach: number;
}

interface Made {
  readonly ms: number[];
  readonly peaks: number[];
  bytes: number;
}

const MAKER = fileURLToPath(new URL('./make-report.js', import.meta.url));
const WAYS = {
  html: 'HTML report, written',
  json: 'JSON.stringify of the same orders, written',
  none: 'nothing: the orders in memory',
} as const;

/** The time and memory of making an HTML report, beside the least that could be written: each in turn, alone in a process. */
export function benchReport(scratch: string, { rounds, orders, rowsOfEach }: ReportSizes): string {
  const folder = mkdtempSync(join(scratch, 'report-'));
  const all = orders.flatMap((count) =>
    Object.entries(WAYS).map(([way, name]) => ({ count, way, name, made: { ms: [], peaks: [], bytes: 0 } as Made })),
  );
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const { count, way, made } of all) measure(made, [String(count), String(rowsOfEach), way], folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const htmlOf = (count: number) => all.find((one) => one.count === count && one.way === 'html')?.made.ms ?? [];
  const header = [`orders of ${rowsOfEach} rows`, 'made', 'MB', 'time, ms', 'µs an order', 'HTML for one of these'];
  const rows = all.map(({ count, way, name, made: { ms, peaks, bytes } }) => [
    count.toLocaleString('en-US'),
    name,
    short(bytes / 1e6),
    way === 'none' ? '' : say(figureOf(ms)),
    way === 'none' ? '' : short((figureOf(ms).median * 1_000) / count),
    way === 'json' ? say(ratioOf(htmlOf(count), ms)) : '',
    say(figureOf(peaks.map((peak) => peak / 1e6))),
  ]);
  return table([...header, 'peak memory, MB'], rows);
}

function measure(made: Made, words: readonly string[], folder: string): void {
  const file = join(folder, 'made');
  rmSync(file, { force: true });
  const { out, peakBytes } = used({ words: [MAKER, ...words, file], cwd: folder });
  made.ms.push(Number(out));
  made.peaks.push(peakBytes);
  made.bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
