import { describe, expect, test } from 'vitest';
import type { HttpReply } from '../../../src/domain/http.ts';
import type { Remembered } from '../../../src/domain/remembered.ts';
import { saleshandy } from '../../../src/vendors/saleshandy/index.ts';
import { purchase } from '../../../src/vendors/saleshandy/operation.ts';
import { readReply } from '../../../src/vendors/saleshandy/place.ts';
import { answer } from '../../../src/vendors/sample.ts';
import { draftOf } from '../../support/drafts.ts';
import { type Answers, playBack, remember } from '../playback.ts';
import { row, VERIFIED } from './rule-cases/rule-case.ts';

const ok = (payload: unknown) => ({ status: 200, body: { message: 'ok', payload } });
const ALPHA = { id: 'd1', name: 'Alpha.example', orderId: 'new1', status: 'active' };
const BETA = { id: 'd2', name: 'beta.example', orderId: 'new1', status: 'inProgress' };

function survey(answers: Answers) {
  return playBack(saleshandy.survey({ organization: '' }), answers);
}

function find(answers: Answers, fields: Partial<Remembered> = {}) {
  return playBack(purchase.find(remember({ operation: 'purchase', ...fields })), answers);
}

function place(reply: HttpReply, change: Parameters<typeof row>[0] = {}) {
  const request = purchase.assemble(draftOf(row(change), '', 'saleshandy'), VERIFIED, '');
  return playBack(purchase.place(request), { '/domain': reply }).result;
}

describe('survey', () => {
  test('holds what is there, not what is gone, and an unknown status counts as there', () => {
    const rows = ['deleted', 'failed', 'expired', 'pausedByVendor'].map((status) => ({
      ...ALPHA,
      name: `${status}.example`,
      status,
    }));
    const { result, requests } = survey({
      '/domain': ok({ domains: [ALPHA, ...rows] }),
      '/domain/orders': ok({ orders: [{ id: 'old1' }] }),
    });
    expect(result).toMatchObject({ kind: 'read', surroundings: { orderIds: ['new1', 'old1'], forms: [] } });
    expect(Object.keys(result.kind === 'read' ? result.surroundings.domains : {})).toEqual([
      'alpha.example',
      'pausedByVendor.example'.toLowerCase(),
    ]);
    expect(requests.every(({ effect, method }) => effect === 'read' && method === 'GET')).toBe(true);
  });

  test('does without a list of orders that is not there or not readable', () => {
    for (const orders of [{ status: 404, body: {} }, ok({ strange: 1 })])
      expect(survey({ '/domain': ok({ domains: [ALPHA] }), '/domain/orders': orders }).result).toMatchObject({
        kind: 'read',
        surroundings: { orderIds: ['new1'] },
      });
  });

  test.each([
    ['a list with more pages', { '/domain': ok({ domains: [ALPHA], total: 2 }) }],
    ['a row without a name', { '/domain': ok({ domains: [{ id: 'd1', status: 'active' }] }) }],
    [
      'a list of orders that fails in passing',
      { '/domain': ok({ domains: [] }), '/domain/orders': { status: 500, body: {} } },
    ],
  ])('%s is a failure', (_, answers) => {
    expect(survey(answers).result.kind).toBe('failed');
  });

  test('a key that is answered 400 is a refused key', () => {
    const answers = { '/domain': { status: 400, body: { code: 400, type: 'AUTH', message: 'Invalid token' } } };
    expect(survey(answers).result).toMatchObject({ kind: 'failed', failure: { unauthorised: true } });
  });
});

test('the catalogue says plainly that there is none', () => {
  const { result } = playBack(saleshandy.pullCatalogue({ organization: '' }), { '/domain/plans': ok([]) });
  expect(result).toMatchObject({ kind: 'failed', failure: { unauthorised: false } });
  expect(JSON.stringify(result)).toContain('does not describe');
});

describe('find', () => {
  const both = { '/domain/orders/new1': ok({ domains: [ALPHA, BETA] }) };

  test('asks for each domain by its name, and reads the order that they name', () => {
    const { result, requests } = find({ '/domain': ok({ domains: [ALPHA, BETA] }), ...both });
    const receipt = { orderId: 'new1', payment: 'taken' };
    expect(result).toEqual({ kind: 'found', receipt, by: 'its domains', paid: true });
    expect(requests.map(({ path, query }) => [path, query.search])).toEqual([
      ['/domain/orders', undefined],
      ['/domain', 'alpha.example'],
      ['/domain', 'beta.example'],
      ['/domain/orders/new1', undefined],
    ]);
  });

  test.each([
    ['was there before', { snapshotIds: ['new1'] }],
    ['is another order of ours', { foreignIds: ['new1'] }],
  ])('an order that %s is none', (_, fields) => {
    const answers = {
      '/domain': ok({ domains: [ALPHA, BETA] }),
      '/domain/orders': ok({ orders: [{ id: 'new1' }] }),
      ...both,
    };
    expect(find(answers, fields).result.kind).toBe('not_found_yet');
    expect(find(answers).result.kind).toBe('found');
  });

  test('an order with one domain more is none, and both sides are shown', () => {
    const more = { ...ALPHA, name: 'gamma.example' };
    const { result } = find({
      '/domain/orders': ok([{ orderId: 'new1' }]),
      '/domain/orders/new1': ok({ domains: [ALPHA, BETA, more] }),
    });
    expect(result).toMatchObject({ kind: 'inconclusive' });
    expect(JSON.stringify(result)).toContain('gamma.example');
  });

  test('two orders that fit leave the doubt', () => {
    const { result } = find({
      '/domain/orders': ok({ orders: [{ id: 'new1' }, { id: 'new2' }] }),
      ...both,
      '/domain/orders/new2': ok({ domains: [ALPHA, BETA] }),
    });
    expect(result).toEqual({ kind: 'inconclusive', note: 'Several orders fit: new1, new2.' });
  });

  test('one that was made before is none', () => {
    const orders = { '/domain/orders': ok({ orders: [{ id: 'new1' }] }), '/domain': ok({ domains: [] }) };
    const made = (createdAt: string) => ({
      ...orders,
      '/domain/orders/new1': ok({ domains: [ALPHA, BETA], createdAt }),
    });
    const since = { notBefore: '2026-05-02T09:00:00.000Z' };
    expect(find(made('2026-05-02T08:00:00.000Z'), since).result.kind).toBe('not_found_yet');
    expect(find(made('2026-05-02T09:00:01.000Z'), since).result.kind).toBe('found');
  });

  test('one that is not paid keeps its link, or says that there is none', () => {
    const rows = [{ name: 'alpha.example' }, { name: 'beta.example' }];
    const unpaid = (more: object) =>
      find({ '/domain/orders': ok([{ id: 'new1' }]), '/domain/orders/new1': ok({ domains: rows, ...more }) }).result;
    expect(unpaid({ checkoutUrl: 'https://checkout.example/abc' })).toMatchObject({
      receipt: { payment: 'checkout', checkoutUrl: 'https://checkout.example/abc' },
    });
    expect(unpaid({})).toMatchObject({ receipt: { payment: 'pending', code: 'SH-NO-CHECKOUT' } });
  });

  test('a new order that shows no domain may be this one, whether a list names its domains or not', () => {
    const named = { id: 'new1', domains: ['alpha.example', 'beta.example'] };
    for (const order of [named, { id: 'new1' }]) {
      const answers = { '/domain/orders': ok({ orders: [order] }), '/domain/orders/new1': ok({ domains: [] }) };
      expect(find({ ...answers, '/domain': ok({ domains: [] }) }).result.kind).toBe('inconclusive');
    }
  });

  test('a known id is compared by its domains', () => {
    expect(find(both, { orderId: 'new1' }).result).toMatchObject({ kind: 'found', by: 'its order id' });
    const other = ok({ orderId: 'new2', domains: [ALPHA, BETA] });
    for (const answer of [ok({ domains: [ALPHA] }), other])
      expect(find({ '/domain/orders/new1': answer }, { orderId: 'new1' }).result.kind).toBe('inconclusive');
    expect(find({}, { orderId: 'new1' }).result.kind).toBe('inconclusive');
  });

  test('a known id is paid as soon as every domain has a status, and nothing is said of it before', () => {
    const rows = [{ name: 'alpha.example' }, { ...BETA, status: 'inProgress' }];
    const unpaid = find({ '/domain/orders/new1': ok({ domains: rows }) }, { orderId: 'new1' }).result;
    expect(unpaid).toEqual({ kind: 'found', receipt: { orderId: 'new1', payment: 'pending' }, by: 'its order id' });
    expect(find(both, { orderId: 'new1' }).result).toMatchObject({ paid: true, receipt: { payment: 'taken' } });
  });
});

describe('the reply beside what was asked', () => {
  const LINK = 'https://checkout.example/abc';
  const taken = (payload: object) => answer(201, { message: 'ok', payload: { orderId: 'o1', ...payload } });

  test('a paid order without a link cannot be paid from here; a free or replacement order needs none', () => {
    expect(place(taken({}))).toMatchObject({ receipt: { orderId: 'o1', payment: 'pending', code: 'SH-NO-CHECKOUT' } });
    for (const flag of ['is_free_order', 'is_replacement'])
      expect(place(taken({}), { [flag]: 'true' })).toMatchObject({
        kind: 'placed',
        receipt: { orderId: 'o1', payment: 'taken' },
      });
    expect(place(taken({ checkoutUrl: LINK }))).toMatchObject({
      kind: 'placed',
      receipt: { orderId: 'o1', payment: 'checkout', checkoutUrl: LINK },
      reason: expect.stringMatching(/^The vendor took it\. It could not be compared with what was asked for/),
    });
  });

  test('an answer that a dead run left behind says nothing of a payment, unless it has a link', () => {
    const alone = (payload: object) => purchase.readReply(taken(payload));
    expect(alone({})).toMatchObject({ receipt: { orderId: 'o1', payment: 'pending', code: 'SH-NO-CHECKOUT' } });
    expect(alone({ checkoutUrl: LINK })).toMatchObject({ receipt: { payment: 'checkout', checkoutUrl: LINK } });
  });

  test.each([['javascript:alert(1)'], ['http://checkout.example/abc'], ['https://checkout.example/a b'], [7]])(
    '%j is no link to pay at',
    (checkoutUrl) => {
      expect(place(taken({ checkoutUrl }))).toMatchObject({ receipt: { payment: 'pending', code: 'SH-NO-CHECKOUT' } });
    },
  );

  test.each([
    ['another domain', [{ name: 'beta.example' }]],
    ['a domain more', [{ name: 'alpha.example' }, { name: 'beta.example' }]],
    ['no domain', []],
    ['no mailbox', [{ name: 'alpha.example', mailboxes: [] }]],
  ])('%s in the reply is flagged before anyone pays', (_, domains) => {
    expect(place(taken({ checkoutUrl: LINK, domains }))).toMatchObject({
      receipt: { code: 'SH-ORDER-DIFFERS', checkoutUrl: LINK },
    });
  });

  test.each([
    ['an item that failed', { domains: [{ name: 'alpha.example', status: 'failed' }] }, 'alpha.example'],
    ['an item with an error', { domains: [{ domain: 'alpha.example', error: 'Not available' }] }, 'alpha.example'],
    ['a list of errors', { errors: [{ domain: 'alpha.example', message: 'Not available' }] }, 'alpha.example'],
    ['a list of what failed', { failed: ['alpha.example'] }, 'alpha.example'],
  ])('%s inside a yes is flagged before anyone pays, also in a stored reply', (_, more, words) => {
    const receipt = { orderId: 'o1', payment: 'checkout', code: 'SH-ORDER-DIFFERS' };
    const reply = taken({ checkoutUrl: LINK, ...more });
    for (const verdict of [place(reply), readReply(reply)])
      expect(verdict).toMatchObject({ kind: 'placed', receipt, reason: expect.stringContaining(words) });
  });

  test('empty lists of errors say nothing', () => {
    expect(place(taken({ checkoutUrl: LINK, errors: [], failed: [] }))).not.toHaveProperty('receipt.code');
  });

  test('a free or replacement order that is asked to be paid is flagged before anyone pays', () => {
    for (const flag of ['is_free_order', 'is_replacement'])
      expect(place(taken({ checkoutUrl: LINK }), { [flag]: 'true' })).toMatchObject({
        receipt: { payment: 'checkout', code: 'SH-ORDER-DIFFERS' },
        reason: expect.stringContaining('credits'),
      });
  });

  test.each([
    ['the same', [{ name: 'alpha.example', mailboxes: ['ada@alpha.example'] }]],
    ['the name alone', [{ domain: 'ALPHA.example' }]],
  ])('%s in the reply is not', (_, domains) => {
    expect(place(taken({ checkoutUrl: LINK, domains }))).toMatchObject({ receipt: { payment: 'checkout' } });
    expect(place(taken({ checkoutUrl: LINK, domains }))).not.toHaveProperty('receipt.code');
  });
});
