import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { HalfVendor } from '../support/half-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const BOTH = ['alpha.example', 'beta.example'];
const MAY = sheetOf(googleOrder('may-1', 'alpha.example'), googleOrder('may-1', 'beta.example'));

let vendor: HalfVendor;
let bench: Bench;
let others: Bench[] = [];

beforeEach(async () => {
  vendor = await HalfVendor.open();
  bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
  writeFileSync(bench.path('may.csv'), MAY);
});
afterEach(async () => {
  await vendor.close();
  for (const one of [bench, ...others]) one.close();
  others = [];
});

function submit(name: string, on = bench) {
  return on.run('submit', on.path(name), '--yes', '--results', on.path('r.csv'));
}

function forms(...words: readonly string[]) {
  return bench.run('forms', ...words.map((word) => (word.startsWith('-') ? word : bench.path(word))));
}

function results(on = bench): string[] {
  return on
    .csv('r.csv')
    .map(({ order, status, order_id, error_code }) => `${order} ${status} ${order_id} ${error_code}`);
}

/** A machine whose ledger never heard of anything. */
function elsewhere(sheet = MAY): Bench {
  const other = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
  writeFileSync(other.path('may.csv'), sheet);
  others.push(other);
  return other;
}

describe('an order that was charged, whose reply was lost, and of which only a form shows', () => {
  test('is found by its domains and never bought again, also by a ledger that knows nothing', async () => {
    const first = await submit('may.csv');
    expect(first.exit, first.err).toBe(0);
    expect(results()).toEqual(['may-1 placed rec1 FORM-PENDING']);
    expect(bench.csv('r.csv')[0]?.fix).toContain('sheetorder forms');
    expect((await submit('may.csv')).exit).toBe(0);
    expect(results()).toEqual(['may-1 already_placed rec1 FORM-PENDING']);

    const other = elsewhere();
    expect((await submit('may.csv', other)).exit).toBe(3);
    const [row] = other.csv('r.csv');
    expect(row).toMatchObject({ status: 'invalid', error_code: 'DUP-DOMAIN-ORDERED' });
    expect(row?.error).toContain('form-1');
    expect(row?.error).toContain('rec1');
    expect(row?.fix).toContain('sheetorder forms');
    expect(vendor.spends).toEqual(['/create-custom-order']);
  });

  test('is finished from the very sheet that ordered it, once', async () => {
    await submit('may.csv');
    const listed = await forms('may.csv', '--output', 'forms.csv');
    expect(listed.exit, listed.err).toBe(0);
    expect(listed.err).toContain('1 form waits to be filled in, for 2 domains.');
    expect(listed.err).toContain('may-1 (may.csv:2-5)');
    expect(listed.err).toContain(`sheetorder submit ${bench.path('forms.csv')} --results`);
    expect((await bench.run('check', bench.path('forms.csv'))).exit).toBe(0);
    expect((await submit('forms.csv')).exit).toBe(0);
    expect(results()).toEqual(['rec1 placed rec1 ']);
    expect(bench.csv('r.csv')[0]).toMatchObject({ amount: '', operation: 'submit-form' });
    expect((await submit('forms.csv')).exit).toBe(0);
    expect(results()).toEqual(['rec1 already_placed rec1 ']);
    expect((await submit('may.csv')).exit).toBe(0);
    expect(results()).toEqual(['may-1 already_placed rec1 ']);
    expect(vendor.spends).toEqual(['/create-custom-order', '/submit-form/form-1']);
    expect((await forms()).err).toContain('No form waits');
  });

  test('is adopted by a ledger that lost its memory, and waits for its form there', async () => {
    await submit('may.csv');
    const other = elsewhere();
    const ran = await other.run('reconcile', other.path('may.csv'), '--rebuild', '--results', other.path('r.csv'));
    expect(ran.exit, ran.err).toBe(0);
    expect((await submit('may.csv', other)).exit).toBe(0);
    expect(results(other)).toEqual(['may-1 already_placed rec1 FORM-PENDING']);
    expect(vendor.spends).toHaveLength(1);
  });

  test('is finished by another ledger, which then does not buy it either', async () => {
    await submit('may.csv');
    const other = elsewhere();
    await other.run('forms', other.path('may.csv'), '--output', other.path('forms.csv'));
    expect((await submit('forms.csv', other)).exit).toBe(0);
    expect((await submit('may.csv', other)).exit).toBe(3);
    expect(results(other)).toEqual(['may-1 invalid  DUP-DOMAIN-ORDERED']);
    expect(other.csv('r.csv')[0]?.error).toContain('which this ledger has as order');
    expect(vendor.spends).toEqual(['/create-custom-order', '/submit-form/form-1']);
  });

  test('is not bought while its form is gone and its domains are not listed yet', async () => {
    vendor.sell(BOTH);
    vendor.listsLate = true;
    await forms('may.csv', '--output', 'forms.csv');
    expect((await submit('forms.csv')).exit).toBe(0);
    expect(results()).toEqual(['rec1 placed  ']);
    expect((await submit('may.csv')).exit).toBe(3);
    expect(bench.csv('r.csv')[0]?.error).toContain('has filled in its form');
    vendor.listsLate = false;
    expect((await submit('may.csv')).exit).toBe(3);
    expect(vendor.spends).toEqual(['/submit-form/form-1']);
  });

  test.each(['reconcile', 'submit'] as const)(
    'that is filled in in the app is plain placed after %s',
    async (command) => {
      await submit('may.csv');
      const [sale] = vendor.sales;
      if (!sale) throw new Error('nothing was sold');
      sale.configured = true;
      const words = command === 'submit' ? ['--yes'] : [];
      const ran = await bench.run(command, bench.path('may.csv'), ...words, '--results', bench.path('r.csv'));
      expect(ran.exit, ran.err).toBe(0);
      expect(results()).toEqual([`may-1 ${command === 'submit' ? 'already_placed' : 'placed'} rec1 `]);
      expect((await bench.run('ledger', 'verify')).exit).toBe(0);
      expect(vendor.spends).toHaveLength(1);
    },
  );

  test('waits for no form with --wait', async () => {
    await submit('may.csv');
    const began = bench.clock.now();
    const ran = await bench.run('reconcile', bench.path('may.csv'), '--wait', '10m', '--results', bench.path('r.csv'));
    expect(ran.exit).toBe(0);
    expect(results()).toEqual(['may-1 placed rec1 FORM-PENDING']);
    expect(bench.clock.now() - began).toBeLessThan(600_000);
    expect(ran.err).not.toContain('still open');
  });

  test('keeps its cause while what follows cannot be told', async () => {
    await submit('may.csv');
    const [sale] = vendor.sales;
    if (!sale) throw new Error('nothing was sold');
    // Neither a form nor a domain shows it: somebody may have thrown the form away.
    vendor.hidden.add(sale.uuid);
    await bench.run('reconcile', bench.path('may.csv'), '--results', bench.path('r.csv'));
    expect(results()).toEqual(['may-1 placed rec1 FORM-PENDING']);
    vendor.failing.add('/pending-forms');
    sale.configured = true;
    await bench.run('reconcile', bench.path('may.csv'), '--results', bench.path('r.csv'));
    expect(results()).toEqual(['may-1 placed rec1 FORM-PENDING']);
  });
});

describe('a form that was paid for elsewhere', () => {
  test('holds up every order of one of its domains, and no other', async () => {
    vendor.sell(['beta.example', 'other.example']);
    vendor.losesReplies = false;
    writeFileSync(bench.path('two.csv'), `${MAY}${googleOrder('may-2', 'gamma.example')}\n`);
    expect((await submit('two.csv')).exit).toBe(3);
    expect(results()).toEqual(['may-1 invalid  DUP-DOMAIN-ORDERED', 'may-2 placed rec2 FORM-PENDING']);
    expect(bench.csv('r.csv')[0]?.error).not.toContain('alpha.example');
    expect(vendor.spends).toHaveLength(1);
  });

  test('is adopted by resolve, and is then placed', async () => {
    vendor.sell(BOTH);
    await submit('may.csv');
    const key = bench.csv('r.csv')[0]?.key ?? '';
    await bench.run('resolve', key, '--placed', 'rec1', '--note', 'bought in the app');
    expect((await submit('may.csv')).exit).toBe(0);
    expect(results()).toEqual(['may-1 already_placed rec1 ']);
    expect(vendor.spends).toEqual([]);
  });

  test('that was answered in the app meanwhile is not sent', async () => {
    const sale = vendor.sell(BOTH);
    await forms('may.csv', '--output', 'forms.csv');
    sale.configured = true;
    expect((await submit('forms.csv')).exit).toBe(3);
    expect(results()).toEqual(['rec1 invalid  DUP-DOMAIN-ORDERED']);
    expect(vendor.spends).toEqual([]);
  });

  test('with other domains than the sheet is refused, and still waits', async () => {
    vendor.sell(['alpha.example', 'gamma.example']);
    await forms('may.csv', '--output', 'forms.csv');
    const rows = bench.csv('forms.csv');
    expect(rows.map(({ domain, alias }) => `${domain} ${alias}`)).toEqual([
      'alpha.example ada',
      'alpha.example sam',
      'gamma.example ',
      'gamma.example ',
    ]);
    const text = sheetOf(googleOrder('rec1', 'alpha.example')).replaceAll('create-custom-order', 'submit-form');
    writeFileSync(
      bench.path('wrong.csv'),
      text.replaceAll(/^(order|rec1)/gm, (word) => `${word === 'order' ? 'form_uuid' : 'form-1'},${word}`),
    );
    expect((await submit('wrong.csv')).exit).toBe(3);
    expect(results()).toEqual(['rec1 refused  HTTP-400']);
    expect((await forms()).err).toContain('1 form waits');
  });

  test('twice with the same domains is filled in once, and says so', async () => {
    vendor.sell(BOTH);
    vendor.sell(BOTH);
    const ran = await forms('may.csv', '--output', 'forms.csv');
    expect(ran.err).toContain('alpha.example stands in two forms, form-1 of order rec1 and form-2 of order rec2');
    expect((await submit('forms.csv')).exit).toBe(3);
    expect(results()).toEqual(['rec1 placed rec1 ', 'rec2 invalid  SM-FORMAT-NONE']);
    expect((await submit('may.csv')).exit).toBe(3);
    expect(vendor.spends).toEqual(['/submit-form/form-1']);
  });

  test('without names of its own gets them from the ledger', async () => {
    await submit('may.csv');
    const [sale] = vendor.sales;
    if (!sale) throw new Error('nothing was sold');
    sale.named = [];
    await forms('may.csv', '--output', 'forms.csv');
    expect(new Set(bench.csv('forms.csv').map(({ domain }) => domain))).toEqual(new Set(BOTH));
    expect((await submit('forms.csv')).exit).toBe(0);
    expect(sale.configured).toBe(true);
  });

  test('without names of its own holds up nothing', async () => {
    vendor.sell(['gamma.example', 'delta.example']).named = [];
    vendor.losesReplies = false;
    expect((await submit('may.csv')).exit).toBe(0);
    expect(vendor.spends).toHaveLength(1);
    const { out } = await forms();
    expect(out.split('\n').filter((line) => line.startsWith('rec1,'))).toHaveLength(4);
  });

  test('that is new and names nothing leaves the doubt about an order of as many domains', async () => {
    vendor.namesNothing = true;
    expect((await submit('may.csv')).exit).toBe(4);
    expect(results()[0]).toMatch(/^may-1 unknown/);
    expect(bench.csv('r.csv')[0]?.error).toContain('names no domains and waits for 2');
    expect((await submit('may.csv')).exit).toBe(4);
    expect(vendor.spends).toHaveLength(1);
  });
});

describe('what forms writes', () => {
  test('nothing but the header without a form', async () => {
    const ran = await forms('--output', 'forms.csv');
    expect(ran).toMatchObject({ exit: 0, out: '' });
    expect(ran.err).toContain('No form waits');
    expect(readFileSync(bench.path('forms.csv'), 'utf8')).toMatch(/^\ufefforder,vendor,operation,[a-z_,]+\r\n$/);
    expect(await forms('--json')).toMatchObject({ exit: 0, out: '[]' });
  });

  test('a workbook that submits as it is', async () => {
    vendor.sell(BOTH);
    expect((await forms('may.csv', '--output', 'forms.xlsx')).exit).toBe(0);
    expect((await submit('forms.xlsx')).exit).toBe(0);
    expect(results()).toEqual(['rec1 placed rec1 ']);
  });

  test('JSON with what the ledger knows', async () => {
    await submit('may.csv');
    const ran = await forms('--json');
    expect(JSON.parse(ran.out)).toEqual([
      {
        form_uuid: 'form-1',
        order_id: 'rec1',
        description: 'Google',
        created_at: vendor.sales[0]?.createdAt.slice(0, 10),
        amount: '14.00',
        currency: 'USD',
        mailbox_type: 'google',
        domain_source: 'scaledmail',
        domains_wanted: 2,
        domains: BOTH,
        order: 'may-1',
        rows: 'may.csv:2-5',
        key: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ]);
  });

  test('names, pictures, source and logins by name come along; no password does', async () => {
    const sale = vendor.sell(BOTH);
    const header =
      'order,domain_source,domain,mailbox_type,first_name,last_name,profile_picture,tag,hosting_provider,hosting_username,hosting_password';
    const row = (domain: string) =>
      `may-1,other,${domain},google,Ada,Sample,https://p.example/a.png,mine,Registrar,ops,in-the-clear-7`;
    writeFileSync(bench.path('names.csv'), `${[header, ...BOTH.map(row)].join('\n')}\n`);
    const ran = await forms('names.csv', '--output', 'forms.csv');
    const text = readFileSync(bench.path('forms.csv'), 'utf8');
    expect(text + ran.out + ran.err).not.toContain('in-the-clear-7');
    expect(bench.csv('forms.csv')).toEqual(
      BOTH.map((domain) =>
        expect.objectContaining({
          order: sale.id,
          form_uuid: sale.uuid,
          domain_source: 'other',
          domain,
          mailbox_type: 'google',
          first_name: 'Ada',
          last_name: 'Sample',
          profile_picture: 'https://p.example/a.png',
          tag: 'mine',
          hosting_provider: 'Registrar',
          hosting_username: '',
          hosting_password: '',
        }),
      ),
    );
  });

  test('no file over one of its sheets, and none of another kind', async () => {
    for (const output of ['may.csv', 'forms.pdf']) expect((await forms('may.csv', '--output', output)).exit).toBe(2);
    expect(readFileSync(bench.path('may.csv'), 'utf8')).toBe(MAY);
    expect(existsSync(bench.path('ledger.sqlite'))).toBe(false);
  });
});

test('a form that is in doubt can be said to be placed under the id of the order that paid for it', async () => {
  await submit('may.csv');
  expect((await bench.run('forms', bench.path('may.csv'), '--output', bench.path('form.csv'))).exit).toBe(0);
  vendor.listsLate = true;
  vendor.losesFormReplies = true;
  expect((await submit('form.csv')).exit).toBe(4);
  const [row] = bench.csv('r.csv');
  expect(row?.status).toBe('unknown');
  const right = await bench.run('resolve', row?.key ?? '', '--placed', 'rec1', '--note', 'seen in the app');
  expect(right.exit, right.err).toBe(0);
  vendor.listsLate = false;
  expect((await submit('form.csv')).exit).toBe(0);
  expect(results()).toEqual([expect.stringContaining('already_placed rec1')]);
});
