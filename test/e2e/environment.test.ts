import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let vendor: ScriptedVendor;
let bench: Bench;
beforeEach(async () => {
  vendor = await scriptedVendor({ 'POST /create-custom-order': [{ body: { id: 'rec1' } }] });
  bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
  writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('may-1', 'alpha.example')));
});
afterEach(async () => {
  await vendor.close();
  bench.close();
});

const submit = (...flags: string[]) => bench.run('submit', bench.path('may.csv'), '--yes', ...flags);

describe('where settings come from', () => {
  test('a key from a file that a variable names', async () => {
    bench.env.SCALEDMAIL_API_KEY = '';
    bench.env.SCALEDMAIL_API_KEY_FILE = bench.path('key');
    writeFileSync(bench.path('key'), 'key-in-a-file-77\n');
    expect((await submit()).exit).toBe(0);
  });

  test('an --env-file, which the environment outranks', async () => {
    bench.env.SCALEDMAIL_API_KEY = '';
    writeFileSync(bench.path('.env'), 'SCALEDMAIL_API_KEY=from-the-file\nSCALEDMAIL_ORGANIZATION_ID=org_of_the_file\n');
    expect((await submit()).exit).toBe(2);
    expect((await submit('--env-file', bench.path('.env'))).exit).toBe(0);
    expect(vendor.spends[0]?.query.organization_id).toBe('org_test');
    expect((await submit('--env-file', bench.path('no-such-file'))).exit).toBe(2);
  });

  test('a flag outranks its variable; an empty variable is unset; --yes has none', async () => {
    bench.env.SHEETORDER_MAX_ORDERS = '0';
    expect((await submit()).exit).toBe(9);
    expect((await submit('--max-orders', '1')).exit).toBe(0);
    bench.env.SHEETORDER_MAX_ORDERS = '';
    expect((await submit()).exit).toBe(0);
    bench.env.SHEETORDER_YES = '1';
    writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('may-2', 'beta.example')));
    expect((await bench.run('submit', bench.path('may.csv'))).exit).toBe(9);
  });

  test('a variable that its flag cannot be is a usage error; one of another command is ignored', async () => {
    bench.env.SHEETORDER_CONCURRENCY = 'many';
    expect((await submit()).exit).toBe(2);
    expect((await bench.run('check', bench.path('may.csv'))).exit).toBe(0);
  });

  test('a configuration with a login in the clear, or a setting that is not known, is a usage error', async () => {
    mkdirSync(bench.path('config/sheetorder'), { recursive: true });
    const file = bench.path('config/sheetorder/sheetorder.json');
    for (const config of [
      { hosting: { a: { provider: 'R', username: 'u', password: 'in the clear' } } },
      { nothing: 1 },
      { vendors: { scaledmail: { nothing: 1 } } },
      { vendors: { nobody: {} } },
    ]) {
      writeFileSync(file, JSON.stringify(config));
      const ran = await bench.run('check', bench.path('may.csv'));
      expect(ran.exit, JSON.stringify(config)).toBe(2);
      expect(ran.err).not.toContain('in the clear');
    }
  });

  test('a login named in the sheet and kept in the configuration is sent', async () => {
    mkdirSync(bench.path('config/sheetorder'), { recursive: true });
    const hosting = { a: { provider: 'Registrar', username: 'file:USER', password: 'env:REGISTRAR_PASSWORD' } };
    hosting.a.username = `file:${bench.path('user')}`;
    writeFileSync(bench.path('user'), 'registrar-user\n');
    writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify({ hosting }));
    bench.env.REGISTRAR_PASSWORD = 'registrar password';
    const sheet = sheetOf(googleOrder('may-1', 'alpha.example').replaceAll('scaledmail', 'other')).split('\n');
    writeFileSync(
      bench.path('may.csv'),
      sheet.map((line, index) => `${line},${['hosting', 'a', ''][Math.min(index, 2)]}`).join('\n'),
    );
    const ran = await submit();
    expect(ran.exit, ran.out + ran.err).toBe(0);
    expect(vendor.spends[0]?.body).toMatchObject({
      hosting: { provider: 'Registrar', username: 'registrar-user', password: 'registrar password' },
    });
  });
});
