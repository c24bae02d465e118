import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { ID, NASTY } from '../support/hostile-sheet.ts';
import { hostileIn } from '../support/hostile-text.ts';
import { type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: Bench;
let vendor: ScriptedVendor | undefined;
beforeEach(() => {
  bench = new Bench();
});
afterEach(async () => {
  await vendor?.close();
  bench.close();
});

describe('files', () => {
  /** Writes every file about a sheet of plain orders; what is hostile in one comes from the vendor. */
  async function written(name: string, vendorSays: { id?: string; error?: string }): Promise<string> {
    const status = vendorSays.error === undefined ? 200 : 422;
    vendor = await scriptedVendor({ 'POST /create-custom-order': [{ status, body: vendorSays }] });
    bench.env.SCALEDMAIL_BASE_URL = vendor.url;
    writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('may-1', 'alpha.example')));
    const files = ['--results', 'r.csv', '--annotated', 'a.csv', '--report', 'r.html', '--report', 'r.json'];
    const paths = files.map((word) => (word.startsWith('--') ? word : bench.path(word)));
    await bench.run('submit', bench.path('may.csv'), '--yes', ...paths);
    expect(vendor.spends).toHaveLength(1);
    return readFileSync(bench.path(name), 'utf8');
  }
  const error = `Domain is required ${NASTY}`;

  test('the HTML report holds no control character of a vendor', async () => {
    const report = await written('r.html', { error });
    expect(report).toContain('\\u001b');
    expect(hostileIn(report)).toEqual([]);
  });

  test("a results file holds no control character of a vendor's words", async () => {
    expect(hostileIn(await written('r.csv', { error }))).toEqual([]);
  });

  test("a results file holds no control character of a vendor's id", async () => {
    expect(hostileIn(await written('r.csv', { id: ID }))).toEqual([]);
  });

  test("an annotated sheet holds no control character of a vendor's words", async () => {
    expect(hostileIn(await written('a.csv', { error }))).toEqual([]);
  });

  test('the JSON report holds no 8-bit control, direction mark or line separator', async () => {
    expect(hostileIn(await written('r.json', { error }))).toEqual([]);
  });

  test('a results file cannot be given a line of its own by a vendor', async () => {
    await written('r.csv', { error: 'Domain is required\r\n"may-9","placed"\n=cmd()\u2028x' });
    expect(bench.csv('r.csv').map((row) => [row.order, row.status])).toEqual([['may-1', 'refused']]);
  });
});
