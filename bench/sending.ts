import { setMaxListeners } from 'node:events';
import { performance } from 'node:perf_hooks';
import { Composition } from '../src/cli/compose.ts';
import type { Flags } from '../src/cli/options.ts';
import { SANDBOX_READ_BACK_MS } from '../src/cli/sandbox-session.ts';
import { runOptions } from '../src/cli/speak.ts';
import type { HttpRequest } from '../src/domain/http.ts';
import { accountId } from '../src/domain/identity.ts';
import type { Ledger } from '../src/domain/ports.ts';
import { openLedger } from '../src/io/sqlite/ledger.ts';
import { systemClock } from '../src/io/system-clock.ts';
import { executePlan } from '../src/run/execute-plan.ts';
import { replayLedger } from '../src/steps/replay-ledger.ts';
import { scaledmail } from '../src/vendors/scaledmail/index.ts';
import { memoryShelf } from '../test/simulation/memory-ledger.ts';
import { type Flushed, watchFlushes } from './flush-watch.ts';
import { type Calls, timedLedger } from './timed-ledger.ts';

/** What a process that sends is asked to do; it comes as JSON, so it is plain. */
export interface SendingJob {
  readonly url: string;
  readonly sheet: string;
  readonly orders: number;
  readonly concurrency: number;
  /** The ledger's file, or null for one in this process alone. */
  readonly ledger: string | null;
  /** A folder of its own, in which there is no configuration. */
  readonly folder: string;
}

export interface Sent {
  readonly account: string;
  readonly ms: number;
  readonly calls: readonly (readonly [string, { readonly count: number; readonly ms: number }])[];
  /** Of the witness: one for each commit of the ledger. */
  readonly flushed: Flushed;
}

export const ORGANIZATION = 'org_bench';

export function compositionOf(job: SendingJob): { readonly composition: Composition; readonly flags: Flags } {
  const { url, sheet, ledger, concurrency, folder } = job;
  const more = ledger === null ? {} : { ledger };
  const flags = { sheets: [sheet], vendor: 'scaledmail', 'base-url': url, rate: 'none', concurrency, ...more };
  const keys = { SCALEDMAIL_API_KEY: 'key-of-this-bench', SCALEDMAIL_ORGANIZATION_ID: ORGANIZATION };
  return { composition: new Composition(flags, { ...keys, XDG_CONFIG_HOME: folder }, systemClock), flags };
}

/**
 * Places every order of one sheet by the hands that `submit` uses, and times it from the plan to the last order. Throws
 * when an order was not placed at its first attempt: such a run has no figure.
 */
export async function sendAll(job: SendingJob): Promise<Sent> {
  const flushed = watchFlushes();
  const { composition, flags } = compositionOf(job);
  const ledger = job.ledger === null ? memoryShelf().open(systemClock) : openLedger(job.ledger, systemClock);
  try {
    const account = accountId('scaledmail', composition.origin(scaledmail), ORGANIZATION);
    const calls: Calls = new Map();
    const before = { ...flushed };
    const ms = await timedRun(composition, flags, ledger, calls, job.orders);
    const own = { count: flushed.count - before.count, ms: flushed.ms - before.ms };
    return { account, ms, calls: [...calls], flushed: own };
  } finally {
    await composition.close();
    ledger.close();
  }
}

async function timedRun(composition: Composition, flags: Flags, ledger: Ledger, calls: Calls, orders: number) {
  const watched = timedLedger(ledger, calls);
  const transport = await composition.transport(scaledmail);
  const { locks, clock, redactor, log } = composition;
  const drain = new AbortController().signal;
  setMaxListeners(0, drain);
  const ports = { ledger: watched, locks, transport: () => transport, clock, redactor, log, drain };
  const options = { ...runOptions(flags, composition, ledger), readBackAfterMs: SANDBOX_READ_BACK_MS };
  const batch = composition.prepare();
  const plan = batch.plan(ledger);
  const began = performance.now();
  await executePlan(plan, () => batch.plan(watched), ports, options);
  const ms = performance.now() - began;
  const keys = plan.orders.map(({ order }) => order.key);
  const book = [...replayLedger(ledger.entriesFor(keys)).values()];
  const placed = book.filter((record) => record.state === 'placed' && record.attempts === 1).length;
  if (placed !== orders) throw new Error(`only ${placed} of ${orders} orders of this bench were placed at once`);
  return ms;
}

/** The requests that those orders are placed with, in their order. */
export async function requestsOf(job: SendingJob): Promise<readonly HttpRequest[]> {
  const { composition } = compositionOf(job);
  const ledger = memoryShelf().open(systemClock);
  try {
    const requests = composition
      .prepare()
      .plan(ledger)
      .orders.flatMap(({ order }) => order.payload?.request ?? []);
    if (requests.length !== job.orders) throw new Error(`${requests.length} of ${job.orders} orders have a request`);
    return requests;
  } finally {
    await composition.close();
    ledger.close();
  }
}
