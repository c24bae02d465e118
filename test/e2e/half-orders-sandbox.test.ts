import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SANDBOX_FORMS } from '../../src/sandbox/scaledmail/standing-account.ts';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

function run(command: string, name: string, ...words: readonly string[]) {
  return bench.run(command, ...(name ? [bench.path(name)] : []), '--sandbox', ...words);
}

function submit(name: string, ...words: readonly string[]) {
  return run('submit', name, '--yes', '--results', bench.path('r.csv'), ...words);
}

/** Fills in every row, as a person does: another alias on each row of a domain. */
function fillIn(from: string, to: string): void {
  const [header = '', ...rows] = readFileSync(bench.path(from), 'utf8').trim().split('\r\n');
  expect(header).toMatch(/,alias,first_name,last_name$/);
  const filled = rows.map((row, index) => row.replace(/,,,$/, `,a${index},Ada,Sample`));
  writeFileSync(bench.path(to), `${[header, ...filled].join('\r\n')}\r\n`);
}

describe('the forms of the sandbox', () => {
  test('are one row for each mailbox, and check finds nothing but what is still empty', async () => {
    const ran = await run('forms', '', '--output', bench.path('forms.csv'));
    expect(ran).toMatchObject({ exit: 0, out: '' });
    expect(ran.err).toContain('4 forms wait to be filled in, for 7 domains.');
    const rows = bench.csv('forms.csv');
    const counted = SANDBOX_FORMS.map(({ uuid }) => rows.filter((row) => row.form_uuid === uuid).length);
    expect(counted).toEqual([4, 6, 4, 25]);
    const checked = await run('check', 'forms.csv', '--json');
    expect(checked.exit).toBe(3);
    const { orders } = JSON.parse(checked.out) as { orders: { findings: { code: string; value: string }[] }[] };
    const findings = orders.flatMap((order) => order.findings);
    expect(findings.map(({ code }) => code)).toEqual(findings.map(() => 'SM-FORMAT-NONE'));
    expect(findings.map(({ value }) => value)).toEqual(SANDBOX_FORMS.flatMap(({ domains }) => domains));
  });

  test('filled in are ready, then placed, then already placed, and wait no more', async () => {
    await run('forms', '', '--output', bench.path('forms.csv'));
    fillIn('forms.csv', 'filled.csv');
    expect((await run('check', 'filled.csv')).exit).toBe(0);
    const placed = await submit('filled.csv');
    expect(placed.exit, placed.err).toBe(0);
    const ids = SANDBOX_FORMS.map(({ paymentId }) => paymentId);
    expect(bench.csv('r.csv').map(({ status, order_id }) => `${status} ${order_id}`)).toEqual(
      ids.map((id) => `placed ${id}`),
    );
    expect((await submit('filled.csv')).exit).toBe(0);
    expect(bench.csv('r.csv').map(({ status }) => status)).toEqual(ids.map(() => 'already_placed'));
    expect((await run('forms', '')).err).toContain('No form waits');
  });

  test.each(['lost-reply', '500', 'html', 'late-listing'])('are placed once with the fault %s', async (fault) => {
    await run('forms', '', '--output', bench.path('forms.csv'));
    fillIn('forms.csv', 'filled.csv');
    await submit('filled.csv', '--fault', fault, '--fault-rate', '1');
    await run('reconcile', 'filled.csv', '--wait', '2m', '--results', bench.path('r.csv'));
    // The vendor did not take every form behind these faults; such a form still waits, and a person may say so.
    const open = bench.csv('r.csv').filter(({ status }) => status !== 'placed');
    if (fault === 'lost-reply' || fault === 'late-listing') expect(open).toEqual([]);
    for (const { key = '', status } of open) {
      expect(status).toBe('unknown');
      expect((await bench.run('resolve', key, '--sandbox', '--not-placed', '--note', 'it still waits')).exit).toBe(0);
    }
    const again = await submit('filled.csv');
    expect(again.exit, again.out).toBe(0);
    expect((await run('forms', '')).err).toContain('No form waits');
  });

  test('are never bought as orders, whichever way they are ordered', async () => {
    const custom = googleOrder('may-1', 'form-a1.example');
    writeFileSync(bench.path('may.csv'), sheetOf(custom, googleOrder('may-2', 'alpha.example')));
    expect((await submit('may.csv')).exit).toBe(3);
    expect(bench.csv('r.csv').map(({ status, error_code }) => `${status} ${error_code}`)).toEqual([
      'invalid DUP-DOMAIN-ORDERED',
      'placed ',
    ]);
    expect(bench.csv('r.csv')[0]?.error).toContain(SANDBOX_FORMS[0]?.uuid);
    expect(bench.csv('r.csv')[0]?.error).toContain('recFORM1');
    const domains = ['form-a1.example', 'beta.example', 'gamma.example'];
    const rows = domains.map((domain) => `p-1,price_SANDBOX_GOOGLE_3,scaledmail,${domain},Ada,Sample`);
    const header = 'order,price_id,domain_source,domain,first_name,last_name';
    writeFileSync(bench.path('package.csv'), `${[header, ...rows].join('\n')}\n`);
    expect((await submit('package.csv')).exit).toBe(3);
    expect(bench.csv('r.csv')[0]).toMatchObject({ status: 'invalid', error_code: 'DUP-DOMAIN-ORDERED' });
  });
});
