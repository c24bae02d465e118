import { writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { Bench, hurriedClock } from '../support/command.ts';

const ORDERS = 30;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function sheet(): string {
  const header =
    'order,vendor,domain,is_free_order,owner_first_name,owner_last_name,company_name,address,city,state,country,zipcode,phone_number,email_service_provider,alias,first_name,last_name';
  const rest = 'true,Ada,Sample,Sample Ltd,1 Test Street,Testville,CA,US,90001,+12025550123,Google,ada,Ada,Sample';
  const rows = Array.from({ length: ORDERS }, (_, n) => `hand-${n},saleshandy,d${n}.example,${rest}`);
  return [header, ...rows].join('\n');
}

test('more orders than a minute holds keep to the vendor’s pace, and are never turned away', async () => {
  // Ten times as fast only: what a busy machine holds up stays well within the margin of a minute.
  const clock = hurriedClock(10);
  const credits = { free: ORDERS, replacement: 0 };
  const stand: Sandbox = await startSandbox({ recordFile: null, faults: [], seed: 1, credits, now: () => clock.now() });
  closers.push(() => stand.close());
  const bench = new Bench({ SALESHANDY_API_KEY: 'sandbox', SALESHANDY_BASE_URL: stand.urls.saleshandy ?? '' }, clock);
  closers.push(() => bench.close());
  writeFileSync(bench.path('may.csv'), sheet());
  const began = clock.now();
  const ran = await bench.run('submit', bench.path('may.csv'), '--yes', '--results', bench.path('r.csv'));
  expect(ran.exit, ran.err).toBe(0);
  const rows = bench.csv('r.csv');
  expect(rows.map(({ status, attempts }) => `${status} ${attempts}`)).toEqual(Array(ORDERS).fill('placed 1'));
  expect(clock.now() - began).toBeGreaterThan(60_000);
}, 60_000);
