import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { type Scripted, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let vendor: ScriptedVendor;
let bench: Bench;

async function open(reply: Scripted): Promise<void> {
  vendor = await scriptedVendor({
    'POST /create-custom-order': [{ body: { id: 'rec1' } }],
    'GET /pending-forms': [reply],
  });
  bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
  writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('may-1', 'alpha.example')));
}

afterEach(async () => {
  await vendor.close();
  bench.close();
});

function submit() {
  return bench.run('submit', bench.path('may.csv'), '--yes', '--results', bench.path('r.csv'));
}

function listed(...forms: readonly unknown[]): Scripted {
  return { body: { total: forms.length, forms } };
}

const FORM = { uuid: 'form-1', payment_id: 'rec9', description: 'Google', created_at: '2026-05-01', amount: 14 };

describe('forms that cannot be read', () => {
  test.each<[string, Scripted]>([
    ['more than they list', { body: { total: 2, forms: [FORM] } }],
    ['fewer than they list', { body: { total: 0, forms: [FORM] } }],
    ['no list', { body: { total: 0 } }],
    ['a list of texts', listed('form-1')],
    ['domains as a text', listed({ ...FORM, data: { domains: 'alpha.example' } })],
    ['domains as numbers', listed({ ...FORM, data: { domains: [1, 2] } })],
    ['data as a list', listed({ ...FORM, data: ['alpha.example'] })],
    ['an id as an object', listed({ ...FORM, uuid: {} })],
    ['a page', { text: '<html>Please wait</html>' }],
    ['an error', { status: 500, body: { error: 'Internal server error' } }],
    ['a connection that closes', { drop: true }],
  ])('%s: nothing is sent, and no sheet is written', async (_, reply) => {
    await open(reply);
    const ran = await submit();
    expect(ran.exit, ran.err).toBe(75);
    expect(bench.csv('r.csv')[0]).toMatchObject({ status: 'not_sent', error_code: 'SURVEY-FAILED' });
    const forms = await bench.run('forms', '--output', bench.path('forms.csv'));
    expect(forms).toMatchObject({ exit: 75, out: '' });
    expect(forms.err).toContain('FORMS-FAILED');
    expect(() => readFileSync(bench.path('forms.csv'))).toThrow();
    expect(vendor.spends).toEqual([]);
  });

  test('a key that is refused is said as that', async () => {
    await open({ status: 401, body: { message: 'Unauthorized' } });
    const ran = await bench.run('forms');
    expect(ran.exit).toBe(7);
    expect(ran.err).toContain('UNAUTHORISED');
  });
});

describe('forms that say little or odd things', () => {
  test.each<[string, object]>([
    ['no data', {}],
    ['data of null', { data: null }],
    ['no domains', { data: { domains_required: 1 } }],
    ['domains of null', { data: { domains: null } }],
    [
      'hints of odd types',
      { description: [], created_at: {}, amount: '14', data: { domains_required: {}, provider: 7 } },
    ],
    ['a count beyond reason', { data: { domains_required: 1e15 } }],
    ['no order', { payment_id: null }],
  ])('%s: hold up nothing, and are still listed', async (_, odd) => {
    await open(listed({ ...FORM, ...odd }));
    const forms = await bench.run('forms', '--output', bench.path('forms.csv'));
    expect(forms.exit, forms.err).toBe(0);
    expect(forms.err).toContain('1 form waits');
    expect(bench.csv('forms.csv').length).toBeGreaterThan(0);
    expect(bench.csv('forms.csv').length).toBeLessThan(5);
    expect((await submit()).exit).toBe(0);
    expect(vendor.spends).toHaveLength(1);
  });

  test.each([
    ['as they are', ['alpha.example']],
    ['in capitals, with spaces', [' Alpha.EXAMPLE ']],
    ['as objects', [{ domain: 'alpha.example' }]],
    ['as objects with a name', [{ name: 'alpha.example', status: '' }]],
  ])('a domain %s holds its order up', async (_, domains) => {
    await open(listed({ ...FORM, data: { domains } }));
    expect((await submit()).exit).toBe(3);
    expect(bench.csv('r.csv')[0]).toMatchObject({ status: 'invalid', error_code: 'DUP-DOMAIN-ORDERED' });
    expect(vendor.spends).toEqual([]);
  });

  test('a form without an order id holds its domains up as well', async () => {
    await open(listed({ ...FORM, payment_id: '', data: { domains: ['alpha.example'] } }));
    expect((await submit()).exit).toBe(3);
    expect(bench.csv('r.csv')[0]?.error).toContain('an order that the form does not name');
  });

  test('texts that would run or move a screen are written as text', async () => {
    const domains = ['=HYPERLINK("http://x.example")', '\u001b[2Jalpha.example', 'a.example\r\nrecX,scaledmail'];
    await open(listed({ ...FORM, description: '\u001b[31mGoogle', data: { domains } }));
    const ran = await bench.run('forms', '--output', bench.path('forms.csv'));
    expect(ran.err).not.toContain('\u001b');
    const text = readFileSync(bench.path('forms.csv'), 'utf8');
    expect(text).toContain(`"'=hyperlink(`);
    expect(new Set(bench.csv('forms.csv').map(({ domain }) => domain)).size).toBe(3);
    expect(bench.csv('forms.csv').every((row) => row.order === 'rec9')).toBe(true);
    expect((await bench.run('check', bench.path('forms.csv'))).exit).toBe(3);
  });

  test('a long list is read, written and looked through in reasonable time', async () => {
    const forms = Array.from({ length: 2_000 }, (_, n) => ({
      ...FORM,
      uuid: `form-${n}`,
      payment_id: `rec-${n}`,
      data: { domains: Array.from({ length: 50 }, (_, index) => `d${n}-${index}.example`) },
    }));
    await open(listed(...forms, { ...FORM, data: { domains: ['alpha.example'] } }));
    const ran = await bench.run('forms', '--output', bench.path('forms.csv'));
    expect(ran.exit, ran.err).toBe(0);
    expect(ran.err).toContain('2001 forms wait to be filled in, for 100001 domains.');
    expect(ran.err.split('\n').length).toBeLessThan(40);
    expect((await submit()).exit).toBe(3);
    expect(vendor.spends).toEqual([]);
  }, 30_000);
});
