import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { RateWindow } from '../src/domain/rate.ts';
import type { Vendor } from '../src/domain/vendor.ts';
import { startSandbox } from '../src/sandbox/start-sandbox.ts';
import { vendors } from '../src/vendors/index.ts';

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

/**
 * The built program submits orders to stand-ins that turn nothing away and note when each request came in: how many were
 * there at most within any stretch of a window, and how long it took, as long as orders waited, against what the window
 * allows at best.
 */
export async function benchPace(folder: string, counts: Readonly<Record<string, number>>): Promise<string> {
  const lines: string[] = [];
  for (const asked of ASKED) {
    const { vendor } = asked;
    lines.push(...tell(vendor, await arrivalsOf(asked, counts[vendor.id] ?? 0, join(folder, vendor.id))));
  }
  return lines.join('\n');
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
    mkdirSync(folder, { recursive: true });
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

function tell(vendor: Vendor, arrivals: readonly Arrival[]): readonly string[] {
  const own = arrivals.filter((arrival) => arrival.vendor === vendor.id);
  const lastSpend = Math.max(...own.filter(({ name }) => name.startsWith('POST ')).map(({ at }) => at));
  return vendor.limits.rate.windows.flatMap((window) => {
    const groups = window.counts === 'endpoint' ? [...new Set(own.map(({ name }) => name))] : ['all together'];
    return groups.flatMap((group) => {
      const times = own.filter(({ name }) => covers(window, group, name)).map(({ at }) => at);
      return times.length > window.requests ? [sayWindow(vendor, group, window, times, lastSpend)] : [];
    });
  });
}

function covers({ counts, endpoints }: RateWindow, group: string, name: string): boolean {
  return counts === 'endpoint' ? name === group : (endpoints?.includes(name) ?? true);
}

function sayWindow(
  vendor: Vendor,
  group: string,
  { requests, perMs }: RateWindow,
  times: readonly number[],
  lastSpend: number,
): string {
  const sorted = times.toSorted((a, b) => a - b);
  const most = Math.max(...sorted.map((at) => sorted.filter((other) => other >= at && other < at + perMs).length));
  const busy = sorted.filter((at) => at <= lastSpend);
  const took = (busy.at(-1) ?? 0) - (busy[0] ?? 0);
  const best = (Math.ceil(busy.length / requests) - 1) * perMs;
  const share = ((best / took) * 100).toFixed(1);
  return `${vendor.title}, ${group}: ${sorted.length} requests, ${busy.length} of them until the last order was sent; at most ${most} within any ${perMs / 1_000} s, where ${requests} are allowed; ${(took / 1_000).toFixed(1)} s, at best ${(best / 1_000).toFixed(1)} s: ${share} % of what is allowed`;
}
