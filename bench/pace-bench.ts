import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { RateWindow } from '../src/domain/rate.ts';
import type { Vendor } from '../src/domain/vendor.ts';
import { startSandbox } from '../src/sandbox/start-sandbox.ts';
import { vendors } from '../src/vendors/index.ts';
import { figureOf, say, short, table } from './measure.ts';

interface Arrival {
  readonly vendor: string;
  readonly name: string;
  /** Milliseconds of a clock that only goes forward. */
  readonly at: number;
}

/** For each vendor an operation whose example keeps it busy, one row for an order. */
const ASKED: readonly Asked[] = [
  { vendor: vendors.scaledmail, row: vendors.scaledmail.operations['create-custom-order']?.example.at(-1) },
  { vendor: vendors.saleshandy, row: vendors.saleshandy.operations.purchase?.example[0] },
];

interface Asked {
  readonly vendor: Vendor;
  readonly row: Readonly<Record<string, string>> | undefined;
}

/** What one run showed of one window of a vendor's limit. */
interface Paced {
  readonly window: string;
  readonly requests: number;
  /** Most requests within any stretch of the window, and how many more there were than are allowed. */
  readonly most: number;
  readonly over: number;
  /** Percent of what the window allows, as long as orders waited. */
  readonly share: number;
}

/** How often and with how many orders each vendor is asked. */
export type PaceSizes = Readonly<Record<string, { readonly rounds: number; readonly orders: number }>>;

/**
 * The built program submits orders to stand-ins that turn nothing away and note when each request came in: how many were
 * there at most within any stretch of a window, and how long it took, as long as orders waited, against what the window
 * allows at best.
 */
export async function benchPace(scratch: string, sizes: PaceSizes): Promise<string> {
  const rows: string[][] = [];
  for (const asked of ASKED) {
    const { vendor } = asked;
    const { rounds, orders } = sizes[vendor.id] ?? { rounds: 0, orders: 0 };
    const runs: (readonly Paced[])[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const arrivals = await arrivalsOf(asked, orders, mkdtempSync(join(scratch, `pace-${vendor.id}-`)));
      runs.push(pacesOf(vendor, arrivals));
    }
    rows.push(...sayRuns(runs, rounds));
  }
  const header = ['limit', 'rounds', 'requests', 'share of it used', 'most in any stretch', 'over the limit'];
  return table(header, rows);
}

function sayRuns(runs: readonly (readonly Paced[])[], rounds: number): string[][] {
  const windows = [...new Set(runs.flatMap((run) => run.map(({ window }) => window)))];
  return windows.map((window) => {
    const own = runs.flatMap((run) => run.filter((one) => one.window === window));
    return [
      window,
      String(rounds),
      short(figureOf(own.map(({ requests }) => requests)).median),
      say(figureOf(own.map(({ share }) => share)), ' %'),
      String(Math.max(...own.map(({ most }) => most))),
      String(own.reduce((sum, { over }) => sum + over, 0)),
    ];
  });
}

async function arrivalsOf({ vendor, row = {} }: Asked, count: number, folder: string): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  const sandbox = await startSandbox({
    recordFile: null,
    faults: [],
    rate: null,
    seed: 1,
    now: Date.now,
    onRequest: (id, name) => arrivals.push({ vendor: id, name, at: performance.now() }),
  });
  try {
    const orders = Array.from({ length: count }, (_, n) =>
      Object.values({ ...row, vendor: vendor.id, order: `order-${n}`, domain: `pace-${n}.example` }),
    );
    const header = Object.keys({ ...row, vendor: '', order: '', domain: '' });
    writeFileSync(join(folder, 'pace.csv'), [header, ...orders].map((cells) => cells.join(',')).join('\n'));
    await submit(folder, sandbox.urls);
    if (sandbox.sold().length !== count) throw new Error(`${sandbox.sold().length} of ${count} orders were sold`);
  } finally {
    await sandbox.close();
  }
  return arrivals;
}

function submit(folder: string, urls: Readonly<Record<string, string>>): Promise<void> {
  const main = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
  const env = {
    ...process.env,
    SCALEDMAIL_API_KEY: 'sandbox',
    SCALEDMAIL_ORGANIZATION_ID: 'org_SANDBOX',
    SCALEDMAIL_BASE_URL: urls.scaledmail,
    SALESHANDY_API_KEY: 'sandbox',
    SALESHANDY_BASE_URL: urls.saleshandy,
  };
  const words = ['submit', 'pace.csv', '--yes', '--quiet', '--concurrency', '8', '--ledger', 'pace.sqlite'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...words], {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`submit ended with ${code}`))));
  });
}

function pacesOf(vendor: Vendor, arrivals: readonly Arrival[]): readonly Paced[] {
  const own = arrivals.filter((arrival) => arrival.vendor === vendor.id);
  const lastSpend = Math.max(...own.filter(({ name }) => name.startsWith('POST ')).map(({ at }) => at));
  return vendor.limits.rate.windows.flatMap((window) => {
    const groups = window.counts === 'endpoint' ? [...new Set(own.map(({ name }) => name))] : ['all together'];
    return groups.flatMap((group) => {
      const times = own.filter(({ name }) => covers(window, group, name)).map(({ at }) => at);
      return times.length > window.requests ? [paceOf(vendor, group, window, times, lastSpend)] : [];
    });
  });
}

function covers({ counts, endpoints }: RateWindow, group: string, name: string): boolean {
  return counts === 'endpoint' ? name === group : (endpoints?.includes(name) ?? true);
}

function paceOf(
  vendor: Vendor,
  group: string,
  { requests, perMs }: RateWindow,
  times: readonly number[],
  lastSpend: number,
): Paced {
  const sorted = times.toSorted((a, b) => a - b);
  const within = sorted.map((at) => sorted.filter((other) => other <= at && other > at - perMs).length);
  const busy = sorted.filter((at) => at <= lastSpend);
  const took = (busy.at(-1) ?? 0) - (busy[0] ?? 0);
  const best = (Math.ceil(busy.length / requests) - 1) * perMs;
  return {
    window: `${vendor.title}, ${group}: ${requests} in ${perMs / 1_000} s`,
    requests: sorted.length,
    most: Math.max(...within),
    over: within.filter((count) => count > requests).length,
    share: (best / took) * 100,
  };
}
