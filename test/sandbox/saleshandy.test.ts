import { describe, expect, test } from 'vitest';
import { STAND_INS } from '../../src/sandbox/stand-ins.ts';
import { vendors } from '../../src/vendors/index.ts';
import { RATE } from '../../src/vendors/saleshandy/rate.ts';
import { askHandy, domainItem, order } from './saleshandy-stand.ts';
import { ask, buy, ORG, standForEach } from './stand.ts';

const stand = standForEach();
const FREE = { isFreeOrder: true };

describe('who may ask', () => {
  test('a key that is missing, bad, or of another environment', async () => {
    const sandbox = await stand().start();
    const bad = await askHandy(sandbox, 'GET', '/v1/domain', undefined, { 'x-api-key': 'bad-key' });
    expect([bad.status, bad.json.error_message]).toEqual([401, 'Unauthorized']);
    expect((await askHandy(sandbox, 'GET', '/v1/domain', undefined, {})).status).toBe(401);
    const wrong = await askHandy(sandbox, 'GET', '/v1/domain', undefined, { 'x-api-key': 'wrong-env-1' });
    expect([wrong.status, wrong.json.message]).toEqual([400, 'Invalid token']);
  });

  test('the paths of the vendor’s own tool want its header', async () => {
    const sandbox = await stand().start();
    const path = '/api/open-api/v1/domain';
    expect((await askHandy(sandbox, 'GET', path)).status).toBe(401);
    const headers = { 'x-api-key': 'good', 'sh-application': 'open-api' };
    expect((await askHandy(sandbox, 'GET', path, undefined, headers)).status).toBe(200);
  });
});

describe('what it sells', () => {
  test('an order waits to be paid, shows no status till then, and is set up after', async () => {
    const sandbox = await stand().start({ provisionMs: 60_000 });
    const placed = await askHandy(
      sandbox,
      'POST',
      '/v1/domain',
      order('failed-one.example', {
        domains: [domainItem('failed-one.example'), domainItem('two.example')],
      }),
    );
    expect(placed.status).toBe(201);
    const { orderId, checkoutUrl } = placed.json.payload;
    const statuses = async () =>
      (await askHandy(sandbox, 'GET', `/v1/domain/orders/${orderId}`)).json.payload.domains.map(
        (row: { status?: string }) => row.status,
      );
    expect(await statuses()).toEqual([undefined, undefined]);
    expect((await askHandy(sandbox, 'GET', '/v1/domain?search=two')).json.payload.domains).toEqual([]);
    const path = new URL(checkoutUrl).pathname.replace('/saleshandy', '');
    expect((await askHandy(sandbox, 'GET', '/checkout')).text).toContain(checkoutUrl);
    const paid = await askHandy(sandbox, 'GET', path, undefined, {});
    expect([paid.status, paid.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(paid.text).toContain(`Order ${orderId} is paid`);
    expect(await statuses()).toEqual(['inProgress', 'inProgress']);
    stand().now += 60_000;
    expect(await statuses()).toEqual(['failed', 'active']);
    expect((await askHandy(sandbox, 'GET', path)).text).toContain('was paid before');
    expect(sandbox.sold()).toMatchObject([{ vendor: 'saleshandy', terms: { pays: 'checkout' } }]);
  });

  test('credits pay free and replacement orders, until they are used up', async () => {
    const sandbox = await stand().start({ credits: { free: 1, replacement: 1 } });
    const free = await askHandy(sandbox, 'POST', '/v1/domain', order('a.example', FREE));
    expect(free.json.payload).toEqual({ orderId: sandbox.sold()[0]?.id });
    const more = await askHandy(sandbox, 'POST', '/v1/domain', order('b.example', FREE));
    expect([more.status, more.json.type]).toEqual([400, 'CREDITS']);
    expect((await askHandy(sandbox, 'POST', '/v1/domain', order('b.example', { isReplacement: true }))).status).toBe(
      201,
    );
  });

  test('a domain that is paid for is not sold again; one that waits to be paid shows as a repeat', async () => {
    const sandbox = await stand().start();
    await askHandy(sandbox, 'POST', '/v1/domain', order('a.example', FREE));
    const again = await askHandy(sandbox, 'POST', '/v1/domain', order('a.example'));
    expect([again.status, again.json.message]).toEqual([400, 'a.example is already purchased in this account']);
    for (let n = 0; n < 2; n += 1) await askHandy(sandbox, 'POST', '/v1/domain', order('b.example'));
    expect(sandbox.sold().map(({ domains }) => domains[0])).toEqual(['a.example', 'b.example', 'b.example']);
    expect(sandbox.repeats()).toEqual(['a.example', 'b.example']);
    expect(new Set(sandbox.sold().map(({ id }) => id)).size).toBe(3);
  });

  const refusals: readonly [string, object, string][] = [
    ['a field it does not know', { tag: 'x' }, 'property tag should not exist'],
    [
      'an unknown field of a domain',
      { domains: [domainItem('a.example', { name: 'x' })] },
      'domains.0.property name should not exist',
    ],
    ['an empty field', { city: '' }, 'city should not be empty'],
    [
      'a field that is too long',
      { domainOwnerFirstname: 'x'.repeat(51) },
      'domainOwnerFirstname must be shorter than or equal to 50 characters',
    ],
    ['a phone number with spaces', { phoneNumber: '+1 202 555 0123' }, 'phoneNumber must be a valid phone number'],
    ['a country by name', { country: 'UK' }, 'country must be a valid ISO31661 Alpha2 code'],
    ['a zipcode of elsewhere', { zipcode: 'SW1A 1AA' }, 'zipcode must be valid for US'],
    ['a provider in lower case', { emailServiceProvider: 'google' }, 'emailServiceProvider must be one of'],
    ['a plan that is none', { planType: 'monthly' }, 'planType must be one of'],
    [
      'Azure by the year',
      { emailServiceProvider: 'Azure', planType: 'annualFlexi' },
      'Azure only supports the quarterly planType',
    ],
    [
      'a redirect with a scheme',
      { domains: [domainItem('a.example', { redirectUrl: 'https://main.example' })] },
      'domains.0.redirectUrl must be a bare domain',
    ],
    [
      'a domain without mailboxes',
      { domains: [domainItem('a.example', { mailboxes: [] })] },
      'domains.0.mailboxes should not be empty',
    ],
    [
      'a mailbox of another domain',
      { domains: [domainItem('a.example', { mailboxes: [{ firstName: 'A', lastName: 'S', email: 'a@b.example' }] })] },
      'domains.0.mailboxes.0.email must be an email of the domain',
    ],
    [
      'a domain twice',
      { domains: [domainItem('a.example'), domainItem('a.example')] },
      "All domains's elements must be unique",
    ],
    ['no domains', { domains: [] }, 'domains should not be empty'],
    ['both flags', { isFreeOrder: true, isReplacement: true }, 'must not both be true'],
    ['a flag as text', { isFreeOrder: 'true' }, 'isFreeOrder must be a boolean value'],
  ];

  test.each(refusals)('%s is refused', async (_, more, message) => {
    const sandbox = await stand().start();
    const reply = await askHandy(sandbox, 'POST', '/v1/domain', order('a.example', more));
    expect(reply.status).toBe(400);
    expect(reply.json.statusCode).toBe(400);
    expect(reply.json.message.join('; ')).toContain(message);
    expect(sandbox.sold()).toEqual([]);
  });
});

describe('what it shows', () => {
  test('domains by a part of their name, in either order', async () => {
    const sandbox = await stand().start();
    for (const name of ['b-one.example', 'a-one.example'])
      await askHandy(sandbox, 'POST', '/v1/domain', order(name, FREE));
    const names = async (query: string) =>
      (await askHandy(sandbox, 'GET', `/v1/domain?${query}`)).json.payload.domains.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('search=ONE')).toEqual(['a-one.example', 'b-one.example']);
    expect(await names('search=one&order=Desc')).toEqual(['b-one.example', 'a-one.example']);
    expect((await askHandy(sandbox, 'GET', '/v1/domain?order=down')).status).toBe(400);
    expect(await names('')).toContain('held-before.example');
  });

  test('orders, unless those that wait to be paid are to be hidden', async () => {
    const sandbox = await stand().start({ showsUnpaid: false });
    const { orderId } = (await askHandy(sandbox, 'POST', '/v1/domain', order('a.example'))).json.payload;
    expect((await askHandy(sandbox, 'GET', `/v1/domain/orders/${orderId}`)).status).toBe(404);
    expect((await askHandy(sandbox, 'GET', '/v1/domain/orders')).json.payload.orders).toHaveLength(1);
    const open = await stand().start();
    expect((await askHandy(open, 'GET', '/v1/domain/orders')).json.payload.orders).toHaveLength(2);
  });

  test('names for mailboxes, from 1 to 100', async () => {
    const sandbox = await stand().start();
    const ask = (count: number) =>
      askHandy(sandbox, 'POST', '/v1/domain/generate-mailbox-names', {
        firstName: 'Ada',
        lastName: 'Sample',
        domain: 'a.example',
        count,
      });
    const { suggestions } = (await ask(4)).json.payload;
    expect(suggestions).toEqual([
      'ada.sample@a.example',
      'sampleada@a.example',
      'asample@a.example',
      'ada.sample2@a.example',
    ]);
    expect((await ask(0)).status).toBe(400);
    expect((await ask(101)).status).toBe(400);
  });

  test('search, plans, and nothing else', async () => {
    const sandbox = await stand().start();
    const { domains } = (await askHandy(sandbox, 'GET', '/v1/domain/search?search=a.example')).json.payload;
    expect(domains).toEqual([{ name: 'a.example', available: true }]);
    expect((await askHandy(sandbox, 'GET', '/v1/domain/plans')).json.payload.plans).toHaveLength(3);
    expect((await askHandy(sandbox, 'GET', '/v1/else')).status).toBe(404);
    expect((await askHandy(sandbox, 'GET', '/v2/domain')).status).toBe(404);
    expect((await askHandy(sandbox, 'GET', '/checkout/none')).status).toBe(404);
  });
});

describe('pace', () => {
  test('20 a minute for an endpoint, told in headers; order ids are one endpoint', async () => {
    const sandbox = await stand().start({ rate: 5 });
    const most = RATE.windows[0]?.requests ?? 0;
    const ask = (n: number) => askHandy(sandbox, 'GET', `/v1/domain/orders/o${n}`);
    expect((await ask(0)).headers['x-ratelimit-remaining']).toBe(String(most - 1));
    for (let n = 1; n < most; n += 1) expect((await ask(n)).status).toBe(404);
    const over = await ask(most);
    expect([over.status, over.json.error_code]).toEqual([429, 4000]);
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(50);
    expect(Date.parse(String(over.headers['x-ratelimit-reset']))).toBeGreaterThan(stand().now);
    expect((await askHandy(sandbox, 'GET', '/v1/domain')).status).toBe(200);
    stand().now += 60_000;
    expect((await ask(1)).status).toBe(404);
  });

  test('300 a minute in all', async () => {
    const sandbox = await stand().start({ rate: 5 });
    const paths = Array.from({ length: 300 }, (_, n) => `/v1/other-${n % 20}`);
    for (const path of paths) expect((await askHandy(sandbox, 'GET', path)).status).toBe(404);
    expect((await askHandy(sandbox, 'GET', '/v1/domain')).status).toBe(429);
  });

  test('lifted by name, or with all others', async () => {
    for (const more of [{ rate: null }, { rate: 5, lifted: ['saleshandy'] }]) {
      const sandbox = await stand().start(more);
      for (let n = 0; n < 25; n += 1) expect((await askHandy(sandbox, 'GET', '/v1/domain')).status).toBe(200);
    }
  });
});

describe('faults', () => {
  test.each([
    ['500', [500, 'gateway']],
    ['html', [502, 'html']],
    ['429', [429, 'gateway']],
  ] as const)('%s', async (fault, [status, shape]) => {
    const sandbox = await stand().start({ faults: [fault] });
    const reply = await askHandy(sandbox, 'POST', '/v1/domain', order('a.example'));
    expect(reply.status).toBe(status);
    expect(shape === 'html' ? reply.text : reply.json.error_message).toBeTruthy();
    expect(
      (await askHandy(sandbox, 'POST', '/v1/domain', order('b.example', { domains: [domainItem('a.example')] })))
        .status,
    ).toBe(201);
  });

  test('a lost reply is a sale; a late one is listed later; a failed charge has no meaning', async () => {
    const lost = await stand().start({ faults: ['lost-reply'] });
    await expect(askHandy(lost, 'POST', '/v1/domain', order('a.example'))).rejects.toThrow();
    expect(lost.sold()).toHaveLength(1);
    const late = await stand().start({ faults: ['late-listing', 'charge-failed'], lateMs: 5_000 });
    const { orderId } = (await askHandy(late, 'POST', '/v1/domain', order('b.example'))).json.payload;
    const status = async () => (await askHandy(late, 'GET', `/v1/domain/orders/${orderId}`)).status;
    expect(await status()).toBe(404);
    stand().now += 5_000;
    expect(await status()).toBe(200);
  });
});

test('two vendors on one port share a record, and each knows only its own', async () => {
  const sandbox = await stand().start();
  await buy(sandbox, 'mail.example');
  const placed = await askHandy(sandbox, 'POST', '/v1/domain', order('hand.example'));
  await askHandy(sandbox, 'GET', new URL(placed.json.payload.checkoutUrl).pathname.replace('/saleshandy', ''));
  const other = await stand().start();
  expect(other.sold().map(({ domains, vendor }) => [domains[0], vendor])).toEqual([
    ['mail.example', undefined],
    ['hand.example', 'saleshandy'],
  ]);
  const mail = await ask(other, 'GET', `/domains?${ORG}`);
  expect(mail.text).toContain('mail.example');
  expect(mail.text).not.toContain('hand.example');
  const hand = await askHandy(other, 'GET', '/v1/domain');
  expect(hand.text).toContain('hand.example');
  expect(hand.text).not.toContain('mail.example');
  expect(other.requests()).toEqual({ 'GET /domains': 1, 'GET /saleshandy/domain': 1 });
});

test('every vendor has a stand-in', () => {
  expect(Object.keys(STAND_INS).sort()).toEqual(Object.keys(vendors).sort());
});
