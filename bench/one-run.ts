import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Composition } from '../src/cli/compose.ts';
import type { Flags } from '../src/cli/options.ts';
import { SANDBOX_READ_BACK_MS } from '../src/cli/sandbox-session.ts';
import { runOptions } from '../src/cli/speak.ts';
import { accountId } from '../src/domain/identity.ts';
import type { Ledger } from '../src/domain/ports.ts';
import { openLedger } from '../src/io/sqlite/ledger.ts';
import { systemClock } from '../src/io/system-clock.ts';
import { executePlan } from '../src/run/execute-plan.ts';
import { replayLedger } from '../src/steps/replay-ledger.ts';
import { scaledmail } from '../src/vendors/scaledmail/index.ts';
import { memoryShelf } from '../test/simulation/memory-ledger.ts';
import { googleOrder, sheetOf } from '../test/support/sheets-of-orders.ts';
import { growLedger } from './grown-ledger.ts';
import { type Calls, timedLedger } from './timed-ledger.ts';
import { startVendor } from './vendor.ts';

type BenchFlags = Flags & { readonly ledger: string };

/** Where the ledger of a run is kept, and how many entries it has already; or in this process alone. */
export type Keeping = { readonly folder: string; readonly history?: number } | 'memory';

export interface OneRun {
  readonly ms: number;
  readonly calls: Calls;
}

const ORGANIZATION = 'org_bench';

/**
 * Places every order of one sheet with a fresh sandbox, by the hands that `submit` uses, and times it from the plan to the
 * last order. Throws when an order was not placed: such a run has no figure.
 */
export async function oneRun(scratch: string, keeping: Keeping, orders: number, concurrency: number): Promise<OneRun> {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const shelf = keeping === 'memory' ? folder : mkdtempSync(join(keeping.folder, 'ledger-'));
  const vendor = await startVendor();
  const sheet = join(folder, 'may.csv');
  const rows = Array.from({ length: orders }, (_, at) => googleOrder(`may-${at}`, `may-${at}.example`));
  writeFileSync(sheet, sheetOf(...rows));
  const ledger = join(shelf, 'ledger.sqlite');
  const flags = { sheets: [sheet], vendor: 'scaledmail', 'base-url': vendor.url, rate: 'none', ledger, concurrency };
  try {
    return await placeAll(flags, keeping, folder, orders);
  } finally {
    await vendor.close();
    for (const made of new Set([folder, shelf])) rmSync(made, { recursive: true });
  }
}

async function placeAll(flags: BenchFlags, keeping: Keeping, folder: string, orders: number): Promise<OneRun> {
  const keys = { SCALEDMAIL_API_KEY: 'key-of-this-bench', SCALEDMAIL_ORGANIZATION_ID: ORGANIZATION };
  const composition = new Composition(flags, { ...keys, XDG_CONFIG_HOME: folder }, systemClock);
  const account = accountId('scaledmail', composition.origin(scaledmail), ORGANIZATION);
  if (keeping !== 'memory' && keeping.history) growLedger(flags.ledger, keeping.history, Date.now(), account);
  const ledger = keeping === 'memory' ? memoryShelf().open(systemClock) : openLedger(flags.ledger, systemClock);
  try {
    return await sendAll(composition, ledger, flags, orders);
  } finally {
    await composition.close();
    ledger.close();
  }
}

async function sendAll(composition: Composition, ledger: Ledger, flags: Flags, orders: number): Promise<OneRun> {
  const calls: Calls = new Map();
  const watched = timedLedger(ledger, calls);
  const transport = await composition.transport(scaledmail);
  const { locks, clock, redactor, log } = composition;
  const drain = new AbortController().signal;
  setMaxListeners(0, drain);
  const ports = { ledger: watched, locks, transport: () => transport, clock, redactor, log, drain };
  const options = { ...runOptions(flags, composition, ledger), readBackAfterMs: SANDBOX_READ_BACK_MS };
  const batch = composition.prepare();
  const plan = batch.plan(ledger);
  const since = performance.now();
  await executePlan(plan, () => batch.plan(watched), ports, options);
  const ms = performance.now() - since;
  const keys = plan.orders.map(({ order }) => order.key);
  const book = [...replayLedger(ledger.entriesFor(keys)).values()];
  const placed = book.filter((record) => record.state === 'placed' && record.attempts === 1).length;
  if (placed !== orders) throw new Error(`only ${placed} of ${orders} orders of this bench were placed at once`);
  return { ms, calls };
}
