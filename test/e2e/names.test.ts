import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { workbook } from '../support/workbooks.ts';

const PATH = 'POST /domain/generate-mailbox-names';
const SHEET = [
  'order,vendor,domain,first_name,last_name,Their note,email_service_provider,alias',
  'one,saleshandy,alpha.example,Ada,Sample,=keep,google,',
  'one,,beta.example,Ada,Sample,,,own',
  'one,,gamma.example,,,,,',
  'two,scaledmail,delta.example,Sam,Sample,,,',
].join('\n');

let bench: Bench;
let vendor: ScriptedVendor | null = null;

beforeEach(() => {
  bench = new Bench({ SALESHANDY_API_KEY: 'key-of-the-second-vendor-0002' });
  writeFileSync(bench.path('june.csv'), SHEET);
});
afterEach(async () => {
  bench.close();
  await vendor?.close();
  vendor = null;
});

async function names(...flags: readonly string[]) {
  const where = vendor ? ['--base-url', vendor.url] : [];
  return bench.run('names', bench.path('june.csv'), ...where, ...flags);
}

describe('names', () => {
  test('writes the sheet with a row for each suggested mailbox, and leaves every other row as it was', async () => {
    vendor = await scriptedVendor({ [PATH]: [{ status: 201, body: { payload: ['ada.sample', 'asample', 'sada'] } }] });
    const { exit, err } = await names('--output', bench.path('named.csv'));
    expect(exit).toBe(0);
    expect(
      readFileSync(bench.path('named.csv'), 'utf8')
        .replace(/^\ufeff/, '')
        .trimEnd()
        .split('\r\n'),
    ).toEqual([
      'order,vendor,domain,first_name,last_name,Their note,email_service_provider,alias',
      "one,saleshandy,alpha.example,Ada,Sample,'=keep,google,ada.sample",
      "one,saleshandy,alpha.example,Ada,Sample,'=keep,google,asample",
      'one,,beta.example,Ada,Sample,,,own',
      'one,,gamma.example,,,,,',
      'two,scaledmail,delta.example,Sam,Sample,,,',
    ]);
    expect(err).toContain('Suggested 2 mailboxes for 1 row.');
    expect(err).toContain('ScaledMail suggests no mailboxes; 1 row left as they were.');
    expect(vendor.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([PATH]);
  });

  test('refuses hidden rows that nobody has decided about, before anybody is asked', async () => {
    vendor = await scriptedVendor({ [PATH]: [{ status: 201, body: { payload: ['ada'] } }] });
    const rows = SHEET.split('\n').map((line) => line.split(','));
    writeFileSync(bench.path('june.xlsx'), workbook({ rows, hiddenRows: [2] }));
    const words = ['names', bench.path('june.xlsx'), '--base-url', vendor.url, '--output', bench.path('named.csv')];
    const { exit, err } = await bench.run(...words);
    expect(exit).toBe(2);
    expect(err).toMatch(/^OUTPUT-HIDDEN: --output .*named\.csv cannot hide rows/m);
    expect([vendor.seen, existsSync(bench.path('named.csv'))]).toEqual([[], false]);
    expect((await bench.run(...words, '--hidden-rows', 'include')).exit).toBe(0);
  });

  test('says where fewer came than were wanted', async () => {
    vendor = await scriptedVendor({ [PATH]: [{ status: 201, body: { payload: ['ada'] } }] });
    const { exit, err, out } = await names('--mailboxes', '5');
    expect(exit).toBe(0);
    expect(out).toContain("alpha.example,Ada,Sample,'=keep,google,ada");
    expect(err).toContain('line 2: Saleshandy suggested 1 usable mailboxes for alpha.example, and 5 were wanted.');
  });

  test('writes nothing when the vendor answers in another form, or refuses the key', async () => {
    vendor = await scriptedVendor({ [PATH]: [{ status: 201, body: { names: 7 } }] });
    const odd = await names('--output', bench.path('named.csv'));
    expect(odd.exit).toBe(75);
    expect(odd.err).toContain('NAMES-FAILED');
    await vendor.close();
    vendor = await scriptedVendor({ [PATH]: [{ status: 401, body: { message: 'no' } }] });
    expect((await names('--output', bench.path('named.csv'))).exit).toBe(7);
    expect(() => readFileSync(bench.path('named.csv'))).toThrow();
  });

  test.each([['0'], ['101'], ['2.5']])('refuses %s mailboxes', async (count) => {
    expect((await names('--mailboxes', count)).exit).toBe(2);
  });
});
