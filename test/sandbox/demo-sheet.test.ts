import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, type ResultRow } from '../../src/sandbox/audit.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { Bench } from '../support/command.ts';

const DEMO = fileURLToPath(new URL('../../fixtures/demo/', import.meta.url));
const SHEET = `${DEMO}may.csv`;
const GOOD = 29;

/** What the demo's README says of each order it names: the code in its line, or `refused`. */
function promised(): ReadonlyMap<string, string> {
  const lines = readFileSync(`${DEMO}README.md`, 'utf8').matchAll(/^\| (`[^|]+) \| (?:`([A-Z-]+)`|(refused)):/gm);
  return new Map(
    [...lines].flatMap(([, orders = '', code, refused]) =>
      orders.split(', ').map((order) => [order.replaceAll('`', ''), code ?? refused ?? ''] as const),
    ),
  );
}

describe("the demo's sheet", () => {
  let sandbox: Sandbox;
  let bench: Bench;

  beforeAll(async () => {
    sandbox = await startSandbox({ recordFile: null, faults: [], rate: null, seed: 1, now: () => bench.clock.now() });
    bench = new Bench({ SCALEDMAIL_BASE_URL: sandbox.url });
    expect((await bench.run('catalog', 'pull')).exit).toBe(0);
  });
  afterAll(async () => {
    await sandbox.close();
    bench.close();
  });

  test('comes out as its README says, each good order sold once', async () => {
    const mistakes = promised();
    expect(mistakes.size).toBe(13);
    const results = bench.path('results.csv');
    const { exit } = await bench.run('submit', SHEET, '--yes', '--rate', 'none', '--results', results);
    expect(exit).toBe(3);
    const rows = bench.csv('results.csv');
    const came = rows.filter((row) => row.status !== 'placed').map((row) => [row.order, row.status, row.error_code]);
    expect(came.map(([order]) => order).sort()).toEqual([...mistakes.keys()].sort());
    for (const [order = '', status, code] of came) {
      if (mistakes.get(order) === 'refused') expect([order, status]).toEqual([order, 'refused']);
      else
        expect([order, status, code?.split(';')]).toEqual([
          order,
          'invalid',
          expect.arrayContaining([mistakes.get(order)]),
        ]);
    }
    expect(sandbox.sold()).toHaveLength(GOOD);
    const found = audit(sandbox.sold(), rows as unknown as readonly ResultRow[]);
    expect(found).toEqual({ soldTwice: [], lost: [], wrongIds: [] });
  });
});
