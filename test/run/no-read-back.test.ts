import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import type { Vendor } from '../../src/domain/vendor.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { readSheet } from '../../src/io/read-sheet.ts';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { sqliteLocks } from '../../src/io/sqlite/locks.ts';
import { executePlan } from '../../src/run/execute-plan.ts';
import { prepareBatch } from '../../src/run/prepare-batch.ts';
import { resolveOrder } from '../../src/run/resolve-order.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { vendor as template } from '../../src/vendors/_template/index.ts';
import { order as templateOrder } from '../../src/vendors/_template/operation.ts';
import { answer } from '../../src/vendors/sample.ts';
import { hurriedClock } from '../support/command.ts';

const SHEET = 'order,domain,alias,first_name,last_name\nmay,alpha.example,ada,Ada,Sample\n';
const CLOCK = hurriedClock(5_000);

let folder: string;
let correlation: 'tag' | 'none';
let verdicts: Verdict[];
let spends: number;
let lookedUp: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-blind-'));
  correlation = 'none';
  [spends, lookedUp] = [0, 0];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The invented vendor, whose orders can be looked up by nobody. */
function blindVendor(): Vendor {
  const order = {
    ...templateOrder,
    capabilities: { ...templateOrder.capabilities, correlation },
    readReply: () => verdicts.shift() ?? PLACED,
    *place(request: HttpRequest): Generator<HttpRequest, Verdict, HttpReply> {
      yield request;
      return order.readReply();
    },
    // biome-ignore lint/correctness/useYield: a conversation that needs no request.
    *find(): Generator<HttpRequest, { readonly kind: 'inconclusive'; readonly note: string }, HttpReply> {
      lookedUp += 1;
      return { kind: 'inconclusive', note: 'Nothing is shown.' };
    },
  };
  return { ...template, operations: { order } };
}

async function submit(said: readonly Verdict[], { retryRefused = false, says = false } = {}) {
  verdicts = [...said];
  const path = join(folder, 'ledger.sqlite');
  const ledger = openLedger(path, CLOCK);
  const vendor = blindVendor();
  const batch = prepareBatch({
    sheets: [readSheet(Buffer.from(SHEET), 'may.csv')],
    aliases: [],
    headers: {},
    defaults: { vendor: 'example', operation: null, set: {} },
    pack: 'orders',
    profiles: { hosting: {}, sequencer: {} },
    check: {
      vendors: { example: vendor },
      facts: () => ({ catalogue: null, settings: {}, organization: 'org_test' }),
      domains: { primary: {} },
      origin: () => 'sandbox',
      secretProblem: () => null,
    },
    retryRefused,
    budgets: [],
    counting: () => ({}),
    allowClaimed: () => [],
  });
  const transport = {
    read: async () => answer(200, { total: 0, orders: [] }),
    spend: async (_: HttpRequest, onStart: () => void) => {
      onStart();
      spends += 1;
      return answer(200, {});
    },
    close: async () => {},
  };
  const ports = {
    ledger,
    locks: sqliteLocks(path, CLOCK),
    transport: () => transport,
    clock: CLOCK,
    redactor: { add: () => {}, cover: (text: string) => text },
    log: { event: () => {} },
    drain: new AbortController().signal,
  };
  try {
    await executePlan(batch.plan(ledger), () => batch.plan(ledger), ports, { ...OPTIONS, retryRefused });
    const [key = ''] = batch.plan(ledger).orders.map(({ order }) => order.key);
    const saysNo = { as: 'not_placed', orderId: null, note: 'support says no', who: 'ada' } as const;
    const record = replayLedger(ledger.entriesFor([key])).get(key);
    if (says && record) await resolveOrder(record, saysNo, vendor, ports, { ...OPTIONS, retryRefused });
    return ledger.entriesFor([key]).at(-1)?.type;
  } finally {
    ledger.close();
  }
}

const PLACED: Verdict = { kind: 'placed', receipt: { orderId: null, payment: 'taken' }, reason: 'x' };
const REFUSED: Verdict = { kind: 'refused', code: 'HTTP-400', reason: 'x', confirm: false };
const UNSURE: Verdict = { kind: 'refused', code: 'HTTP-400', reason: 'x', confirm: true };
const DOUBT: Verdict = { kind: 'unknown', code: 'HTTP-500', reason: 'x' };
const THROTTLED: Verdict = { kind: 'not_placed', cause: 'throttled', code: 'THROTTLED', reason: 'x' };
const OPTIONS = {
  batch: 'run',
  concurrency: 1,
  lockWaitMs: 0,
  allowClaimed: [],
  keepGoingOnUnknown: false,
  stopAfter: null,
  budgets: [],
  canary: false,
  readBackAfterMs: [],
};

test('an order that is placed without an id is not asked for, and not sent again', async () => {
  await submit([PLACED]);
  await submit([]);
  expect([spends, lookedUp]).toEqual([1, 0]);
});

test('where orders are shown, its id is asked for', async () => {
  correlation = 'tag';
  await submit([PLACED]);
  expect(spends).toBe(1);
  expect(lookedUp).toBeGreaterThan(0);
});

test('what was turned away is sent again without a read-back, which could never end', async () => {
  await submit([THROTTLED, THROTTLED]);
  const last = await submit([PLACED]);
  expect([spends, lookedUp, last]).toEqual([3, 0, 'spend_finished']);
});

test('what was refused is sent again only with --retry-refused', async () => {
  await submit([REFUSED]);
  await submit([PLACED]);
  expect(spends).toBe(1);
  await submit([PLACED], { retryRefused: true });
  expect([spends, lookedUp]).toEqual([2, 0]);
});

test.each([
  ['a doubt', DOUBT],
  ['a refusal that is to be confirmed', UNSURE],
])('%s stays one until a person ends it', async (_, verdict) => {
  await submit([verdict]);
  await submit([PLACED], { retryRefused: true });
  expect(spends).toBe(1);
  expect(await submit([PLACED], { says: true })).toBe('resolved');
  expect(spends).toBe(1);
  await submit([PLACED]);
  expect(spends).toBe(2);
});
