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

/** Sheets that keep both vendors busy: header and one row for an order. */
const SHEETS = {
  scaledmail: {
    header: 'order,domain_source,domain,mailbox_type,first_name,last_name',
    row: (n: number) => `order-${n},other,pace-${n}.example,google,Ada,Sample`,
    more: { hosting: 'h' },
  },
  saleshandy: {
    header: 'order,vendor,domain,email_service_provider,registrant,alias,first_name,last_name',
    row: (n: number) => `order-${n},saleshandy,pace-${n}.example,Google,r,ada,Ada,Sample`,
    more: {},
  },
} as const;

const CONFIG = {
  hosting: { h: { provider: 'Registrar', username: 'env:SHEETORDER_SECRET_H', password: 'env:SHEETORDER_SECRET_H' } },
  registrant: {
    r: {
      owner_first_name: 'Ada',
      owner_last_name: 'Sample',
      company_name: 'Sample Ltd',
      address: '1 Test Street',
      city: 'Testville',
      state: 'CA',
      country: 'US',
      zipcode: '90001',
      phone_number: '+12025550123',
    },
  },
};

/**
 * The built program submits orders to stand-ins that turn nothing away and note when each request came in: how many were
 * there at most within any stretch of a window, and how long it took against what the window allows at best.
 */
export async function benchPace(
  folder: string,
  counts: Readonly<Record<keyof typeof SHEETS, number>>,
): Promise<string> {
  const lines: string[] = [];
  for (const id of Object.keys(SHEETS) as (keyof typeof SHEETS)[]) {
    const arrivals = await arrivalsOf(id, counts[id], join(folder, id));
    lines.push(...tell(vendors[id], arrivals));
  }
  return lines.join('\n');
}

async function arrivalsOf(id: keyof typeof SHEETS, count: number, folder: string): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  const sandbox = await startSandbox({
    recordFile: null,
    faults: [],
    rate: null,
    seed: 1,
    now: Date.now,
    onRequest: (vendor, name) => arrivals.push({ vendor, name, at: performance.now() }),
  });
  try {
    mkdirSync(folder, { recursive: true });
    const { header, row, more } = SHEETS[id];
    const extra = Object.entries(more);
    const rows = Array.from({ length: count }, (_, n) => [row(n), ...extra.map(([, value]) => value)].join(','));
    writeFileSync(join(folder, 'pace.csv'), [[header, ...extra.map(([name]) => name)].join(','), ...rows].join('\n'));
    writeFileSync(join(folder, 'sheetorder.json'), JSON.stringify(CONFIG));
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
    SHEETORDER_SECRET_H: 'bench',
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
  return vendor.limits.rate.windows.flatMap((window) => {
    const groups = window.counts === 'endpoint' ? [...new Set(own.map(({ name }) => name))] : ['all together'];
    return groups.flatMap((group) => {
      const times = own.filter(({ name }) => covers(window, group, name)).map(({ at }) => at);
      return times.length > window.requests ? [sayWindow(vendor, group, window, times)] : [];
    });
  });
}

function covers({ counts, endpoints }: RateWindow, group: string, name: string): boolean {
  return counts === 'endpoint' ? name === group : (endpoints?.includes(name) ?? true);
}

function sayWindow(vendor: Vendor, group: string, { requests, perMs }: RateWindow, times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const most = Math.max(...sorted.map((at) => sorted.filter((other) => other >= at && other < at + perMs).length));
  const took = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  const best = (Math.ceil(sorted.length / requests) - 1) * perMs;
  const share = ((best / took) * 100).toFixed(1);
  return `${vendor.title}, ${group}: ${sorted.length} requests; at most ${most} within any ${perMs / 1_000} s, where ${requests} are allowed; ${(took / 1_000).toFixed(1)} s, at best ${(best / 1_000).toFixed(1)} s: ${share} % of what is allowed`;
}
