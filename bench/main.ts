import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchBatches } from './batches-bench.ts';
import { benchGrowth } from './growth-bench.ts';
import { benchAppends, benchParts } from './ledger-bench.ts';
import { isInMemory, sayLoad, sayMachine } from './machine.ts';
import { benchPace } from './pace-bench.ts';
import { benchPage } from './page-bench.ts';
import { benchRules } from './rules-bench.ts';
import { benchHistory, benchSubmit } from './submit-bench.ts';

const { values } = parseArgs({
  options: {
    /** A short form, to see that everything works; its figures say little. */
    smoke: { type: 'boolean', default: false },
    /** `ledger`, `growth`, `submit`, `history`, `pace`, `page`, `rules` or `batches`; all of them when left out. */
    only: { type: 'string' },
    /** Where to write; must be on the disk that is to be measured. */
    folder: { type: 'string', default: fileURLToPath(new URL('../..', import.meta.url)) },
    rounds: { type: 'string' },
  },
});

const rounds = Number(values.rounds ?? 5);
const sizes = values.smoke
  ? { rounds: 2, orders: 3, entries: [1_000, 4_000], submits: 10 }
  : { rounds, orders: 50, entries: [1_000, 10_000, 100_000], submits: 500 };

const benches: Readonly<Record<string, (folder: string) => string | Promise<string>>> = {
  ledger: (folder) => `${benchAppends(folder, sizes)}\n\n${benchParts(folder, sizes)}`,
  growth: (folder) => benchGrowth(folder, sizes),
  submit: (folder) =>
    benchSubmit(folder, { rounds: sizes.rounds, orders: sizes.submits, concurrency: values.smoke ? [8] : [1, 8, 32] }),
  history: (folder) => benchHistory(folder, { ...sizes, ...(values.smoke ? { entries: [1_000], orders: 5 } : {}) }),
  page: (folder) =>
    benchPage(folder, { rounds: sizes.rounds, orders: values.smoke ? [100] : [1_000, 10_000, 50_000], rowsOfEach: 10 }),
  pace: (folder) =>
    benchPace(folder, values.smoke ? { scaledmail: 12, saleshandy: 6 } : { scaledmail: 600, saleshandy: 100 }),
  rules: () => benchRules({ rounds: sizes.rounds, orders: values.smoke ? 200 : 2_000 }),
  batches: (folder) => benchBatches(folder, values.smoke ? { batches: 10, orders: 3 } : { batches: 200, orders: 25 }),
};

if (values.only !== undefined && !Object.hasOwn(benches, values.only))
  throw new Error(`--only ${values.only} is not known. Choose among ${Object.keys(benches).join(', ')}.`);

mkdirSync(resolve(values.folder), { recursive: true });
const scratch = mkdtempSync(join(resolve(values.folder), 'scratch-'));
try {
  const say = (text: string) => process.stdout.write(`${text}\n\n`);
  say(`${sayMachine(scratch)}; ${sayLoad()}. Medians, with the smallest and largest round in brackets.`);
  if (isInMemory(scratch))
    say('This folder is in memory: nothing here says what a disk costs. Choose one with --folder.');
  for (const [name, bench] of Object.entries(benches)) {
    if (values.only !== undefined && values.only !== name) continue;
    say(`## ${name}`);
    say(await bench(scratch));
    say(`(${sayLoad()})`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}
