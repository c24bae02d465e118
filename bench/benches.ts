import { benchBatches } from './batches-bench.ts';
import { benchDurability, benchHistory } from './durability-bench.ts';
import { benchGrowth } from './growth-bench.ts';
import { benchPast } from './history-bench.ts';
import { benchAppends, benchParts } from './ledger-bench.ts';
import { benchPace, type PaceSizes } from './pace-bench.ts';
import { benchPage } from './page-bench.ts';
import { benchRead } from './read-bench.ts';
import { benchReplay } from './replay-bench.ts';
import { benchReport } from './report-bench.ts';
import { benchRules } from './rules-bench.ts';
import { benchSize } from './size-bench.ts';
import { benchStart } from './start-bench.ts';
import { benchSubmit } from './submit-bench.ts';

export interface Asked {
  /** A short form, to see that everything works; its figures say little. */
  readonly smoke: boolean;
  readonly rounds: number;
  /** Rows of the sheets that `read` reads. */
  readonly sizes: readonly number[];
}

export type Bench = (folder: string) => string | Promise<string>;

const YEARS = [1_000, 10_000, 100_000];

/** Every bench by its name, in the order in which they run. */
export function benchesFor(asked: Asked): Readonly<Record<string, Bench>> {
  const { smoke, rounds, sizes } = asked;
  const appends = { rounds, orders: smoke ? 3 : 50 };
  const entries = smoke ? [1_000] : YEARS;
  return {
    read: (folder) => benchRead(folder, { rounds, rows: sizes }),
    start: (folder) => benchStart(folder, { rounds, starts: smoke ? 1 : 5 }),
    rules: () => benchRules({ rounds, orders: smoke ? 200 : 2_000 }),
    history: async (folder) => {
      const past = benchPast(folder, { rounds, entries: smoke ? [1_000] : [100_000, 1_000_000] });
      return `${past}\n\n${await benchHistory(folder, { rounds, entries, orders: smoke ? 5 : 50 })}`;
    },
    ledger: (folder) => `${benchAppends(folder, appends)}\n\n${benchParts(folder, appends)}`,
    replay: (folder) => benchReplay(folder, { rounds, entries: smoke ? [1_000] : [100_000, 1_000_000] }),
    growth: (folder) => benchGrowth(folder, { ...appends, entries: smoke ? [1_000, 4_000] : YEARS }),
    submit: (folder) =>
      benchSubmit(folder, { rounds, orders: smoke ? 10 : 2_000, concurrency: smoke ? [8] : [1, 8, 32] }),
    durability: (folder) =>
      benchDurability(folder, { rounds, orders: smoke ? 10 : 500, concurrency: smoke ? [8] : [1, 8, 32] }),
    report: (folder) => benchReport(folder, { rounds, orders: smoke ? [100] : [1_000, 50_000], rowsOfEach: 10 }),
    page: (folder) => benchPage(folder, { rounds, orders: smoke ? [100] : [1_000, 10_000, 50_000], rowsOfEach: 10 }),
    pace: (folder) => benchPace(folder, pacesFor(asked)),
    size: (folder) => benchSize(folder, { network: !smoke }),
    batches: (folder) => benchBatches(folder, smoke ? { batches: 1, orders: 1 } : { batches: 200, orders: 25 }),
  };
}

/** A vendor of twenty requests a minute is asked once: that alone takes two minutes. */
function pacesFor({ smoke, rounds }: Asked): PaceSizes {
  if (smoke) return { scaledmail: { rounds: 1, orders: 6 } };
  return { scaledmail: { rounds, orders: 150 }, saleshandy: { rounds: 1, orders: 50 } };
}
