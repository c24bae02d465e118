import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLedger } from '../src/io/sqlite/ledger.ts';
import { systemClock } from '../src/io/system-clock.ts';
import { used } from './command.ts';
import { growLedger } from './grown-ledger.ts';
import { figureOf, ratioOf, say, short, table } from './measure.ts';

export interface ReplaySizes {
  readonly rounds: number;
  /** Smallest first. */
  readonly entries: readonly number[];
}

interface Read {
  readonly ms: number;
  readonly peakBytes: number;
}

interface Replayed {
  readonly entries: number;
  readonly orders: number;
  readonly path: string;
  readonly ways: ReadonlyMap<string, Read[]>;
}

const READER = fileURLToPath(new URL('./replay-entries.js', import.meta.url));
const WAYS = { replay: 'replay of every order', parse: 'bare rows, each parsed as JSON', scan: 'bare rows' } as const;

/** The order book of a whole ledger, beside a bare read of the same table: each in turn, in processes of their own. */
export function benchReplay(scratch: string, { rounds, entries }: ReplaySizes): string {
  const folder = mkdtempSync(join(scratch, 'replay-'));
  try {
    const all = entries.map((count) => grown(folder, count));
    for (let round = 0; round < rounds; round += 1) for (const one of all) measure(one, folder);
    return sayReplays(all);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function grown(folder: string, entries: number): Replayed {
  const path = join(folder, `replay-${entries}.sqlite`);
  const orders = growLedger(path, entries, Date.now());
  openLedger(path, systemClock).close();
  return { entries, orders, path, ways: new Map(Object.keys(WAYS).map((way) => [way, []])) };
}

function measure({ orders, path, ways }: Replayed, folder: string): void {
  for (const [way, reads] of ways) {
    const { out, peakBytes } = used({ words: [READER, path, way], cwd: folder });
    const { count, ms } = JSON.parse(out) as { readonly count: number; readonly ms: number };
    if (count !== orders) throw new Error(`${way} saw ${count} of ${orders} orders`);
    reads.push({ ms, peakBytes });
  }
}

function sayReplays(all: readonly Replayed[]): string {
  const header = ['entries', 'read as', 'time, s', 'µs an entry', 'peak memory, MB', 'replay for one of these'];
  const rows = all.flatMap(({ entries, ways }) => {
    const ours = ways.get('replay') ?? [];
    return Object.entries(WAYS).map(([way, name]) => {
      const own = ways.get(way) ?? [];
      const ms = own.map((read) => read.ms);
      return [
        entries.toLocaleString('en-US'),
        name,
        say(figureOf(ms.map((value) => value / 1_000))),
        short((figureOf(ms).median * 1_000) / entries),
        say(figureOf(own.map(({ peakBytes }) => peakBytes / 1e6))),
        way === 'replay'
          ? '1'
          : say(
              ratioOf(
                ours.map((read) => read.ms),
                ms,
              ),
            ),
      ];
    });
  });
  return table(header, rows);
}
