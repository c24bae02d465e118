import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { type Script, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';

const KEY = 'key-of-the-second-vendor-0002';
const LINK = 'https://checkout.example/pay-here-7c1';
const SHEET = [
  'order,vendor,domain_source,domain,mailbox_type,registrant,email_service_provider,is_free_order,alias,first_name,last_name',
  'mail-1,,scaledmail,alpha.example,smtp,,,,,Ada,Sample',
  'hand-1,Saleshandy,,beta.example,,main,google,,ada,Ada,Sample',
  'hand-1,,,beta.example,,,,,sam,Sam,Sample',
].join('\n');
const REGISTRANT = {
  owner_first_name: 'Ada',
  owner_last_name: 'Sample',
  company_name: 'Sample Ltd',
  address: '1 Test Street',
  city: 'Testville',
  state: 'CA',
  country: 'US',
  zipcode: '90001',
  phone_number: '+12025550123',
};
const EMPTY: Script = { 'GET /domain': [{ body: { message: 'ok', payload: { domains: [] } } }] };

let bench: Bench;
let vendor: ScriptedVendor | null = null;

beforeEach(() => {
  bench = new Bench({ SALESHANDY_API_KEY: KEY });
  write('may.csv', SHEET);
});
afterEach(async () => {
  bench.close();
  await vendor?.close();
  vendor = null;
});

function write(name: string, text: string): string {
  writeFileSync(bench.path(name), text);
  return bench.path(name);
}

function configure(saleshandy: object, more: object = {}): void {
  mkdirSync(bench.path('config/sheetorder'), { recursive: true });
  const config = { registrant: { main: REGISTRANT }, vendors: { saleshandy }, ...more };
  writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify(config));
}

function onlySecond(): string {
  const [header = '', , ...rows] = SHEET.split('\n');
  return write('second.csv', [header, ...rows].join('\n'));
}

async function results(...words: readonly [string, ...string[]]) {
  const ran = await bench.run(...words, '--results', bench.path('r.csv'));
  return { ...ran, rows: bench.csv('r.csv') };
}

describe('check', () => {
  test('two vendors in one sheet, each by its own rules', async () => {
    configure({ schemaVerified: true });
    const { exit, rows, out } = await results('check', bench.path('may.csv'));
    expect(exit, out).toBe(0);
    expect(rows.map((row) => [row.order, row.vendor, row.operation, row.mailboxes, row.status])).toEqual([
      ['mail-1', 'scaledmail', 'create-custom-order', '4', 'ready'],
      ['hand-1', 'saleshandy', 'purchase', '2', 'ready'],
    ]);
  });

  test('a domain that both vendors would get is a warning at both places, and another one is not', async () => {
    configure({ schemaVerified: true });
    write('may.csv', SHEET.replace('alpha.example', 'beta.example'));
    const { exit, rows, out } = await results('check', bench.path('may.csv'));
    expect([exit, rows.map((row) => row.status)]).toEqual([0, ['ready', 'ready']]);
    expect(out).toMatch(/warning DUP-DOMAIN-BATCH, 2 times: beta\.example is in 2 orders .* at different vendors/);
    write('may.csv', SHEET);
    expect((await results('check', bench.path('may.csv'))).out).not.toContain('DUP-DOMAIN-BATCH');
  });

  test('while the names of the fields are not verified, a dry run warns', async () => {
    configure({});
    const { exit, rows, out } = await results('check', bench.path('may.csv'));
    expect(exit).toBe(0);
    expect(rows.map((row) => row.status)).toEqual(['ready', 'ready']);
    expect(out).toContain('warning SH-SCHEMA-UNVERIFIED');
  });

  test('in the sandbox the names are known, so the warning only speaks of the vendor', async () => {
    configure({});
    const checked = await results('check', bench.path('may.csv'), '--sandbox');
    expect(checked.exit, checked.out).toBe(0);
    expect(checked.out).toContain('warning SH-SCHEMA-UNVERIFIED');
    expect(checked.out).toContain('The sandbox goes by the names that we think right');
    const { exit, rows, err } = await results('submit', bench.path('may.csv'), '--sandbox', '--yes');
    expect(exit, err).toBe(0);
    expect(rows.map(({ status }) => status)).toEqual(['placed', 'awaiting_payment']);
    expect(err).toContain('the pace that Saleshandy allows is lifted');
    expect(err).not.toContain('the pace that ScaledMail allows');
  });

  test('names in the configuration that are not the vendor’s are refused there, and nothing is sold', async () => {
    configure({ fields: { domain: 'domainName' } });
    const { exit, rows } = await results('submit', onlySecond(), '--sandbox', '--yes');
    expect(exit).toBe(3);
    expect(rows).toMatchObject([{ status: 'refused', error_code: 'SH-NO-EXTRA' }]);
    expect(rows[0]?.error).toContain('property domainName should not exist');
  });

  test('a registrant that the configuration spells wrongly is said', async () => {
    configure({}, { registrant: { main: { ...REGISTRANT, email: 'ada@main.example' } } });
    const ran = await bench.run('check', bench.path('may.csv'));
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('registrant.main');
  });
});

describe('submit', () => {
  async function against(script: Script) {
    configure({ schemaVerified: true });
    vendor = await scriptedVendor({ ...EMPTY, ...script });
    bench.env.SALESHANDY_BASE_URL = vendor.url;
    const log = bench.path('log.txt');
    return results('submit', onlySecond(), '--yes', '--log-file', log, '--rate', 'none');
  }

  test('an order that was taken waits for a person to pay, and its link stands in the results alone', async () => {
    const first = await against({
      'POST /domain': [{ status: 201, body: { message: 'ok', payload: { orderId: 'o1', checkoutUrl: LINK } } }],
    });
    expect(first.exit, first.err).toBe(0);
    expect(first.rows).toMatchObject([{ status: 'awaiting_payment', order_id: 'o1', checkout_url: LINK }]);
    const [spend] = vendor?.spends ?? [];
    expect(spend?.body).toMatchObject({ emailServiceProvider: 'Google', phoneNumber: '+12025550123' });
    const { key = '' } = first.rows[0] ?? {};
    const told = await bench.run('explain', key);
    const report = await bench.run('results', bench.path('second.csv'), '--report', bench.path('r.html'));
    const texts = [first.out, first.err, told.out, report.out, readFileSync(bench.path('log.txt'), 'utf8')];
    for (const text of [...texts, readFileSync(bench.path('r.html'), 'utf8')]) {
      expect(text).not.toContain(LINK);
      expect(text).not.toContain(KEY);
    }
    const again = await results('submit', bench.path('second.csv'), '--yes', '--rate', 'none');
    expect(again.rows).toMatchObject([{ status: 'awaiting_payment', order_id: 'o1', checkout_url: LINK }]);
    expect(vendor?.spends).toHaveLength(1);
  });

  test('the key of the first vendor is not asked for', async () => {
    bench.env.SCALEDMAIL_API_KEY = '';
    bench.env.SCALEDMAIL_ORGANIZATION_ID = '';
    const ran = await against({ 'POST /domain': [{ status: 201, body: { payload: { orderId: 'o1' } } }] });
    expect(ran.rows).toMatchObject([{ status: 'payment_pending', error_code: 'SH-NO-CHECKOUT' }]);
  });

  test('a field that the vendor does not know is refused, and nothing is ordered', async () => {
    const message = ['domains.0.property domain should not exist'];
    const ran = await against({ 'POST /domain': [{ status: 400, body: { statusCode: 400, message } }] });
    expect(ran.exit).toBe(3);
    expect(ran.rows).toMatchObject([{ status: 'refused', error_code: 'SH-NO-EXTRA', error: message[0] }]);
  });

  test('a domain that the account has is not ordered', async () => {
    const domains = [{ id: 'd1', name: 'beta.example', status: 'active' }];
    const ran = await against({ 'GET /domain': [{ body: { payload: { domains } } }] });
    expect(ran.rows).toMatchObject([{ status: 'invalid', error_code: 'DUP-DOMAIN-ORDERED' }]);
    expect(vendor?.spends).toEqual([]);
  });

  test('a lost reply is found by its domains', async () => {
    const domains = [{ name: 'beta.example', orderId: 'o1', status: 'inProgress' }];
    const ran = await against({
      'POST /domain': [{ drop: true }],
      'GET /domain': [{ body: { payload: { domains: [] } } }, { body: { payload: { domains } } }],
      'GET /domain/orders/o1': [{ body: { payload: { domains } } }],
    });
    expect(ran.rows).toMatchObject([{ status: 'placed', order_id: 'o1' }]);
    expect(vendor?.spends).toHaveLength(1);
  });

  test('one address for two vendors is refused before anything is sent', async () => {
    configure({ schemaVerified: true });
    vendor = await scriptedVendor(EMPTY);
    const ran = await bench.run('submit', bench.path('may.csv'), '--yes', '--base-url', vendor.url);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('--base-url names one address');
    expect(vendor.seen).toEqual([]);
  });
});

test('the key goes in x-api-key, and the tool’s own header with the tool’s own paths', async () => {
  const seen: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', headers: request.headers });
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    for (const path of ['/v1', '/api/open-api/v1']) {
      bench.env.SALESHANDY_BASE_URL = `http://127.0.0.1:${port}${path}`;
      const ran = await bench.run('catalog', 'pull', '--vendor', 'saleshandy');
      expect(ran.exit).toBe(75);
      expect(ran.err).toContain('does not describe its list of plans');
    }
  } finally {
    server.close();
  }
  expect(
    seen.map(({ url, headers }) => [url, headers['x-api-key'], headers['sh-application'], headers.authorization]),
  ).toEqual([
    ['/v1/domain/plans', KEY, undefined, undefined],
    ['/api/open-api/v1/domain/plans', KEY, 'open-api', undefined],
  ]);
});
