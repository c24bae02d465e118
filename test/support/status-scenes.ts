import type { NewEntry } from '../../src/domain/ledger-entry.ts';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { Bench, hurriedClock, type Ran } from './command.ts';
import { entriesOf, VERDICTS } from './entries.ts';
import { type Script, type ScriptedVendor, scriptedVendor } from './scripted-vendor.ts';

const opened: { close(): unknown }[] = [];

/** Closes what the test opened, the newest first. */
export async function closeAll(): Promise<void> {
  for (const one of opened.splice(0).reverse()) await one.close();
}

export function closeLater(one: { close(): unknown }): void {
  opened.push(one);
}

export function makeBench(env: Record<string, string> = {}, clock = hurriedClock()): Bench {
  const bench = new Bench(env, clock);
  opened.push(bench);
  return bench;
}

export async function makeVendor(script: Script): Promise<ScriptedVendor> {
  const vendor = await scriptedVendor(script);
  opened.push(vendor);
  return vendor;
}

export interface Told {
  readonly totals: { readonly orders: Record<string, number>; readonly domains: Record<string, number> };
  readonly orders: readonly {
    readonly order: string;
    readonly stands: string;
    readonly order_id: string;
    readonly domains: readonly { readonly domain: string; readonly state: string }[];
    readonly problems: readonly { readonly code: string }[];
  }[];
}

export const told = ({ out }: Ran) => JSON.parse(out) as Told;

export const key = (number: number) => number.toString(16).padStart(64, 'ab');

/** Orders of the ledger as if they were placed, each a minute after the one before: `may-1` with `d1.example` as `rec1`. */
function placeAt(
  bench: Bench,
  vendor: { readonly url: string },
  count: number,
  more: Partial<{ payment: 'pending' }> = {},
): void {
  const ledger = openLedger(bench.path('ledger.sqlite'), bench.clock);
  const account = `scaledmail ${new URL(vendor.url).origin} org_test`;
  for (let number = 1; number <= count; number++) {
    const entries = entriesOf(key(number));
    const domains = [`d${number}.example`];
    const receipt = { ...VERDICTS.placed.receipt, orderId: `rec${number}`, ...more };
    const steps: NewEntry[] = [
      entries.claimed({ account, name: `may-${number}`, domains, claims: domains }),
      entries.started(),
      {
        ...entries.answered(),
        reply: {
          kind: 'answer',
          status: 200,
          headers: {},
          body: '{}',
          receivedAt: 0,
          evidence: { reached: 'body_read', ms: 1 },
        },
      } as NewEntry,
      entries.finished({ ...VERDICTS.placed, receipt }),
    ];
    for (const entry of steps) ledger.append(entry);
  }
  ledger.close();
}

export const domainRow = (number: number, more: object = {}) => ({
  domain: `d${number}.example`,
  status: 'Active',
  order_type: 'google',
  payment_id: `rec${number}`,
  total_mailboxes: 2,
  ...more,
});
export const orderBody = (number: number, more: object = {}) => ({
  id: `rec${number}`,
  status: 'Active',
  packages: [{ domains: [{ name: `d${number}.example` }] }],
  ...more,
});

/** An account that shows `count` orders as they should be. */
export function wholeAccount(count: number): Script {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return {
    'GET /domains': [{ body: { domains: numbers.map((number) => domainRow(number)) } }],
    ...Object.fromEntries(numbers.map((number) => [`GET /orders/rec${number}`, [{ body: orderBody(number) }]])),
  };
}

/** Time that has gone on by an hour, so that what is not listed is missing. */
function anHourLater(bench: Bench): Bench {
  const { clock } = bench;
  const later = makeBench({ ...bench.env }, { ...clock, now: () => clock.now() + 3_600_000 });
  return later;
}

export async function scene(script: Script, count: number, more: Partial<{ payment: 'pending' }> = {}) {
  const vendor = await makeVendor(script);
  const bench = makeBench({ SCALEDMAIL_BASE_URL: vendor.url });
  placeAt(bench, vendor, count, more);
  return { vendor, bench: anHourLater(bench) };
}
