import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/domain/http.ts';
import type { Operation } from '../../../src/domain/vendor.ts';
import { answer } from '../../../src/vendors/sample.ts';
import { scaledmail } from '../../../src/vendors/scaledmail/index.ts';
import { draftOf, factsWith, type SheetRow } from '../../support/drafts.ts';
import { playBack, remember } from '../playback.ts';

function operationOf(id: string): Operation {
  const operation = scaledmail.operations[id];
  if (!operation) throw new Error(`no operation ${id}`);
  return operation;
}

function requestOf(id: string, rows: readonly SheetRow[]): HttpRequest {
  return operationOf(id).assemble(draftOf(rows), factsWith(), 'so-marker');
}

const BUY = operationOf('buy-domains');
const WARM = operationOf('buy-pre-warm');
const TWO = requestOf('buy-domains', [{ domain: 'alpha.example', max_price: '20.00' }, { domain: 'beta.example' }]);
const offer = (domain: string, more: object = {}) => ({ domain, status: 'available', price: 15.5, ...more });
const ALPHA = offer('alpha.example');
const OK = { status: 200, body: {} };

function place(request: HttpRequest, found: unknown) {
  const path = request.path === '/buy-domains' ? '/search-domains' : '/pre-warm-inboxes';
  const operation = request.path === '/buy-domains' ? BUY : WARM;
  return playBack(operation.place(request), { [path]: { status: 200, body: found }, [request.path]: OK });
}

describe('a registration', () => {
  test('is the names alone; the search has the same body, and neither carries the ceiling', () => {
    const { requests, result } = place(TWO, [ALPHA, offer('beta.example')]);
    expect(result).toMatchObject({ kind: 'placed', receipt: { amount: { minor: 3100, currency: 'USD' } } });
    const body = { domains: ['alpha.example', 'beta.example'] };
    const query = { organization_id: 'org-1' };
    expect(requests).toEqual([
      { effect: 'read', method: 'POST', path: '/search-domains', query, body, contentType: 'application/json' },
      TWO,
    ]);
    expect(TWO).toMatchObject({ effect: 'spend', body, query, conditions: { max_price: '20.00' } });
  });

  test.each([
    [
      'taken',
      [ALPHA, offer('beta.example', { status: 'taken', price: null })],
      'SM-BUY-UNAVAILABLE',
      'beta.example is taken.',
    ],
    [
      'in a word we do not know',
      [ALPHA, offer('beta.example', { status: 'pending' })],
      'SM-BUY-UNAVAILABLE',
      'pending',
    ],
    ['without a status', [ALPHA, { domain: 'beta.example', price: 1 }], 'SM-BUY-UNAVAILABLE', 'not called available'],
    ['blacklisted', [ALPHA, offer('beta.example', { blacklisted: ['list'] })], 'SM-BUY-UNAVAILABLE', 'blacklist'],
    [
      'blacklisted in another form',
      [ALPHA, offer('beta.example', { blacklisted: 'yes' })],
      'SM-BUY-UNAVAILABLE',
      'blacklist',
    ],
    ['left out', [ALPHA], 'SM-BUY-UNAVAILABLE', 'does not name beta.example'],
    ['named twice', [ALPHA, ALPHA, offer('beta.example')], 'SM-BUY-UNAVAILABLE', 'alpha.example more than once'],
    ['dearer', [ALPHA, offer('beta.example', { price: 20.01 })], 'SM-BUY-PRICE', 'costs 20.01 USD, and may cost 20.00'],
    ['without a price', [ALPHA, offer('beta.example', { price: null })], 'SM-BUY-PRICE', 'no price for beta.example'],
    ['priced in words', [ALPHA, offer('beta.example', { price: '1' })], 'SM-BUY-PRICE', 'no price for beta.example'],
    ['below nothing', [ALPHA, offer('beta.example', { price: -1 })], 'SM-BUY-PRICE', 'no price for beta.example'],
    ['in another shape', { domains: [ALPHA, offer('beta.example')] }, 'SM-BUY-UNREAD', 'in a form we do not know'],
  ])('one domain %s: nothing is sent', (_, found, code, words) => {
    const { requests, result } = place(TWO, found);
    expect(result).toMatchObject({
      kind: 'not_placed',
      cause: 'not_sent',
      code,
      reason: expect.stringContaining(words),
    });
    expect(result).toMatchObject({ fix: expect.stringMatching(/\.$/) });
    expect(requests.map(({ effect }) => effect)).toEqual(['read']);
  });

  test('exactly at the ceiling is bought', () => {
    expect(place(TWO, [ALPHA, offer('beta.example', { price: 20 })]).result.kind).toBe('placed');
  });

  test('a yes that was cut short is a doubt: what failed may stand in the part that is gone', () => {
    const cut = (body: string) => BUY.readReply(answer(200, body));
    for (const body of ['{"id":"rec1","purchased":["alpha.example"],"fai', '\uFEFF{"failed":["beta.example"]}'])
      expect(cut(body).kind).toBe('unknown');
    for (const body of ['', ' ', '{}', '\uFEFF{"id":"rec1"}']) expect(cut(body).kind).toBe('placed');
  });

  test('without a ceiling, or with one that is no amount, nothing is sent', () => {
    const { conditions: _none, ...open } = TWO;
    for (const request of [open, { ...TWO, conditions: { max_price: 'much' } }])
      expect(place(request, [ALPHA, offer('beta.example')]).result).toMatchObject({ code: 'SM-BUY-PRICE' });
  });

  test('whatever the search says: at most one spend, last, and only when every domain is to be had for its ceiling', () => {
    const status = fc.constantFrom('available', 'taken', 'AVAILABLE', '', 'error');
    const price = fc.oneof(fc.constantFrom(15.5, 20, 20.01, 0, null, '15'), fc.double());
    const row = fc.record(
      {
        domain: fc.constantFrom('alpha.example', 'beta.example', 'Beta.example'),
        status,
        price,
        blacklisted: fc.constantFrom([], ['x'], null),
      },
      { requiredKeys: ['domain'] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(row), fc.jsonValue()), (found) => {
        const { requests, result } = place(TWO, found);
        const spends = requests.filter(({ effect }) => effect === 'spend');
        expect(spends).toEqual(result.kind === 'placed' ? [TWO] : []);
        if (spends.length === 0) return;
        const rows = found as { domain: string; status: string; price: number; blacklisted?: unknown[] | null }[];
        for (const name of ['alpha.example', 'beta.example']) {
          const [own, ...more] = rows.filter(({ domain }) => domain.toLowerCase() === name);
          expect(more).toEqual([]);
          expect(own?.status.toLowerCase()).toBe('available');
          expect(own?.price).toBeLessThanOrEqual(20);
          expect(own?.blacklisted ?? []).toEqual([]);
        }
      }),
    );
  });

  test('its identity is its names: neither the ceiling nor the order of rows is part of it', () => {
    const check = (rows: readonly SheetRow[]) => BUY.check(draftOf(rows), factsWith());
    const one = check([{ domain: 'alpha.example', max_price: '20.00' }, { domain: 'beta.example' }]);
    const other = check([{ domain: 'Beta.example', max_price: '35' }, { domain: 'alpha.example' }]);
    expect(other.identity).toEqual(one.identity);
    expect(one).toMatchObject({
      claims: ['registration:alpha.example', 'registration:beta.example'],
      price: null,
      ceiling: { minor: 4000, currency: 'USD' },
      tag: null,
    });
  });
});

describe('a registration that is read back', () => {
  const bought = (domain: string, created_at: string) => ({ domain, created_at, renewal_at: '' });
  const find = (domains: unknown, more = {}) =>
    playBack(BUY.find(remember({ operation: 'buy-domains', ...more })), {
      '/purchased-domains': { status: 200, body: { domains } },
    }).result;
  const NOW = '2026-11-02T09:00:00.000Z';

  test('keeps the id that is known', () => {
    const rows = [bought('alpha.example', NOW), bought('beta.example', NOW)];
    expect(find(rows, { orderId: 'rec1' })).toMatchObject({ kind: 'found', receipt: { orderId: 'rec1' } });
  });

  test('has the same id at every look, whatever the order of the list', () => {
    const rows = [bought('beta.example', '2026-11-02T09:00:01Z'), bought('ALPHA.example', NOW)];
    const id = { receipt: { orderId: `purchased:alpha.example@${NOW}+1` } };
    expect(find(rows)).toMatchObject(id);
    expect(find(rows.toReversed())).toMatchObject(id);
  });

  test('a domain that was bought before is not this order', () => {
    const rows = [bought('alpha.example', '2026-10-01T09:00:00Z'), bought('beta.example', NOW)];
    expect(find(rows, { notBefore: NOW })).toMatchObject({
      kind: 'inconclusive',
      note: expect.stringContaining('before'),
    });
  });

  test('no date at all is no reason to doubt what the search called free right before', () => {
    expect(find([bought('alpha.example', ''), bought('beta.example', 'soon')], { notBefore: NOW })).toMatchObject({
      kind: 'found',
      receipt: { orderId: 'purchased:alpha.example+1' },
    });
  });
});

describe('a pre-warmed domain', () => {
  const request = (more: SheetRow = {}) =>
    requestOf('buy-pre-warm', [{ domain: 'alpha.example', stock_id: 'rec1', redirect: 'main.example', ...more }]);
  const item = (more: object = {}) => ({
    id: 'rec1',
    domain: 'Alpha.example',
    pricing: { oneTimePrice: 25, monthlyPrice: 7 },
    ...more,
  });

  test('is ordered by its stock id, under our marker', () => {
    const { requests, result } = place(request(), { total: 1, google: [item()] });
    expect(result).toMatchObject({ kind: 'placed', receipt: { amount: { minor: 3200 } } });
    expect(requests.map(({ effect, path }) => `${effect} ${path}`)).toEqual([
      'read /pre-warm-inboxes',
      'spend /buy-pre-warm-inboxes',
    ]);
    expect(requests[1]?.body).toEqual({
      tag: 'so-marker',
      domains: [{ id: 'rec1', domain: 'alpha.example', redirect: 'main.example' }],
    });
  });

  test.each([
    ['gone', { google: [] }, 'SM-STOCK-GONE', 'rec1 (alpha.example) is not in stock any more.'],
    ['another domain', { outlook: [item({ domain: 'beta.example' })] }, 'SM-STOCK-GONE', 'is beta.example now'],
    ['listed twice', { google: [item()], outlook: [item()] }, 'SM-STOCK-GONE', 'more than once'],
    ['dearer', { google: [item({ pricing: { oneTimePrice: 25, monthlyPrice: 7.01 } })] }, 'SM-BUY-PRICE', '32.01 USD'],
    ['without a price', { google: [item({ pricing: null })] }, 'SM-BUY-PRICE', 'no price'],
    ['in another shape', { items: [item()] }, 'SM-BUY-UNREAD', 'a form we do not know'],
  ])('%s: nothing is sent', (_, stock, code, words) => {
    const { requests, result } = place(request({ max_price: '32.00' }), stock);
    expect(result).toMatchObject({
      kind: 'not_placed',
      cause: 'not_sent',
      code,
      reason: expect.stringContaining(words),
    });
    expect(requests.map(({ effect }) => effect)).toEqual(['read']);
  });

  test('at its ceiling it is bought, and without one at whatever it costs', () => {
    expect(place(request({ max_price: '32' }), { google: [item()] }).result.kind).toBe('placed');
    expect(place(request(), { google: [item({ pricing: null })] }).result).toMatchObject({
      kind: 'placed',
      receipt: { orderId: null, payment: 'taken' },
    });
  });

  test('claims its stock id and its domain', () => {
    const checked = WARM.check(draftOf([{ domain: 'alpha.example', stock_id: 'rec1' }]), factsWith());
    expect(checked.claims).toEqual(['alpha.example', 'stock:rec1']);
  });
});

describe('an order of mailboxes that buys its domains too', () => {
  const CUSTOM = operationOf('create-custom-order');
  const row = (domain: string, more: SheetRow = {}) => ({
    domain,
    domain_source: 'buy',
    mailbox_type: 'google',
    first_name: 'Ada',
    last_name: 'Sample',
    ...more,
  });
  const facts = factsWith({ allowBuy: true, maxDomainPrice: '20.00' });
  const request = (rows: readonly SheetRow[], known = facts) => CUSTOM.assemble(draftOf(rows), known, 'so-marker');
  const placed = (asked: HttpRequest, found: unknown) =>
    playBack(CUSTOM.place(asked), { '/search-domains': { status: 200, body: found }, '/create-custom-order': OK });

  test.each([
    ['dearer', offer('beta.example', { price: 2500 }), 'SM-BUY-PRICE'],
    ['taken', offer('beta.example', { status: 'taken', price: null }), 'SM-BUY-UNAVAILABLE'],
  ])('one %s than may be: nothing is sent, without --online too', (_, beta, code) => {
    const { requests, result } = placed(request([row('alpha.example'), row('beta.example')]), [ALPHA, beta]);
    expect(result).toMatchObject({ kind: 'not_placed', cause: 'not_sent', code });
    expect(requests.map(({ effect }) => effect)).toEqual(['read']);
  });

  test("at its ceiling it is bought, each ten domains asked for at once, and the amount stays the vendor's", () => {
    const names = Array.from({ length: 11 }, (_, i) => `d${i}.example`);
    const sent = request(names.map((name) => row(name)));
    const { requests, result } = placed(
      sent,
      names.map((name) => offer(name, { price: 20 })),
    );
    expect(requests.map(({ path }) => path)).toEqual(['/search-domains', '/search-domains', '/create-custom-order']);
    expect(requests.slice(0, 2).map(({ query, body }) => ({ query, body }))).toEqual([
      { query: { organization_id: 'org-1' }, body: { domains: names.slice(0, 10) } },
      { query: { organization_id: 'org-1' }, body: { domains: names.slice(10) } },
    ]);
    expect(result).toMatchObject({ kind: 'placed', receipt: { orderId: null, payment: 'taken' } });
    expect(result).not.toHaveProperty('receipt.amount');
  });

  test('the column outranks the setting; without either nobody is asked', () => {
    const dear = request([row('alpha.example', { max_price: '15.00' })]);
    expect(placed(dear, [ALPHA]).result).toMatchObject({ code: 'SM-BUY-PRICE' });
    const open = placed(request([row('alpha.example')], factsWith({ allowBuy: true })), []);
    expect(open.requests.map(({ path }) => path)).toEqual(['/create-custom-order']);
  });

  test('other sources are not asked for, whatever the setting', () => {
    const sent = request([row('alpha.example', { domain_source: 'scaledmail' })]);
    expect(sent).not.toHaveProperty('conditions');
    expect(placed(sent, []).requests).toHaveLength(1);
  });

  test('budgets count mailboxes and the ceiling of every domain, and nothing that leaves the domains out', () => {
    const prices = { prices: { googleMailbox: '3.50' } };
    const check = (settings: object, source = 'buy') =>
      CUSTOM.check(
        draftOf([row('alpha.example', { domain_source: source })]),
        factsWith({ allowBuy: true, ...settings }),
      );
    expect(check({ ...prices, maxDomainPrice: '20.00' })).toMatchObject({ price: null, ceiling: { minor: 2700 } });
    expect(check(prices)).toMatchObject({ price: null });
    expect(check(prices)).not.toHaveProperty('ceiling');
    expect(check({ ...prices, maxDomainPrice: '20.00' }, 'scaledmail')).toMatchObject({ price: { minor: 700 } });
  });
});
