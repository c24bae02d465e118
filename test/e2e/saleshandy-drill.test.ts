import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { start } from '../support/built.ts';

const ORDERS = readFileSync('fixtures/saleshandy/orders.csv', 'utf8');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-drill-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function drill(text: string, ...words: string[]) {
  writeFileSync(join(folder, 'may.csv'), text);
  const env = { HOME: folder, XDG_STATE_HOME: folder, TMPDIR: folder, SALESHANDY_API_KEY: 'a-real-key-0002' };
  return start(['drill', join(folder, 'may.csv'), '--json', ...words], env).ended;
}

/** The same sheet with orders of the other vendor below. */
function mixed(count: number): string {
  const [header = '', ...rows] = ORDERS.trimEnd().split('\n');
  const pad = ','.repeat(header.split(',').length - 1);
  const mail = Array.from({ length: count }, (_, n) => {
    const cells = pad.split(',');
    Object.assign(cells, { 0: `mail-${n}`, 1: 'scaledmail', 2: `mail-${n}.example`, 18: 'Ada', 19: 'Sample' });
    return `${cells.join(',')},scaledmail,smtp`;
  });
  return [`${header},domain_source,mailbox_type`, ...rows.map((row) => `${row},,`), ...mail].join('\n');
}

test('a drill of orders at Saleshandy: killed, with faults, and nothing bought twice or lost', async () => {
  const ran = await drill(ORDERS, '--crashes', '2', '--seed', '4', '--fault-rate', '0.6');
  expect(ran.exit, ran.err).toBe(0);
  expect(JSON.parse(ran.out)).toMatchObject({ wanted: 6, doubled: 0, lost: 0 });
  expect(ran.err).not.toContain('a-real-key-0002');
}, 120_000);

test('a sheet of both vendors', async () => {
  const ran = await drill(mixed(4), '--crashes', '2', '--seed', '5', '--fault-rate', '0.5');
  expect(ran.exit, ran.err).toBe(0);
  const found = JSON.parse(ran.out);
  expect(found).toMatchObject({ wanted: 10, doubled: 0, lost: 0 });
  expect(found.sold + found.refused + found.doubts_for_a_person).toBeGreaterThanOrEqual(10);
}, 120_000);
