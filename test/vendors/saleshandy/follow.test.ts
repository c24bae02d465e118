import { describe, expect, test } from 'vitest';
import { type Delivery, type Followed, isOpen, standOf } from '../../../src/domain/delivery.ts';
import { followOrder } from '../../../src/vendors/saleshandy/follow.ts';
import { playBack } from '../playback.ts';

const HOUR_MS = 3_600_000;
const FOLLOWED: Followed = {
  orderId: 'o1',
  organization: '',
  operation: 'purchase',
  domains: ['alpha.example', 'beta.example'],
  mailboxes: 3,
  payment: 'taken',
  ageMs: HOUR_MS,
};
const boxes = (domain: string, count: number) => Array.from({ length: count }, (_, n) => `m${n}@${domain}`);
const ALPHA = { name: 'alpha.example', status: 'active', mailboxes: boxes('alpha.example', 2) };
const BETA = { name: 'beta.example', status: 'active', mailboxes: boxes('beta.example', 1) };

function read(payload: unknown, change: Partial<Followed> = {}, status = 200) {
  const answers = { '/domain/orders/o1': { status, body: { message: 'ok', payload } } };
  return playBack(followOrder({ ...FOLLOWED, ...change }), answers);
}

function follow(domains: readonly object[], change: Partial<Followed> = {}): Delivery {
  const { result } = read({ domains }, change);
  if (result.kind !== 'read') throw new Error(result.failure.reason);
  return result.delivery;
}

const codesOf = ({ problems, domains }: Delivery) =>
  [...problems, ...domains.flatMap((domain) => domain.problems)].map(({ code }) => code);

test('an order that is as it was ordered is delivered, by one read', () => {
  const { requests } = read({ domains: [ALPHA, BETA] });
  expect(requests.map(({ effect, path }) => [effect, path])).toEqual([['read', '/domain/orders/o1']]);
  const delivery = follow([ALPHA, BETA]);
  expect([standOf(delivery), delivery.orderStatus]).toEqual(['delivered', 'active']);
  expect(follow([ALPHA, { ...BETA, status: 'inProgress' }]).orderStatus).toBe('');
  expect(isOpen(delivery)).toBe(false);
  expect(delivery.domains).toMatchObject([
    { domain: 'alpha.example', state: 'delivered', vendorStatus: 'active', mailboxesDelivered: 2 },
    { domain: 'beta.example', state: 'delivered', mailboxesDelivered: 1 },
  ]);
});

describe('each status', () => {
  test.each([
    ['inProgress', 'under_way', null],
    ['pausedByVendor', 'under_way', null],
    ['failed', 'failed', 'DELIVERY-DOMAIN-FAILED'],
    ['deleted', 'ended', 'DELIVERY-DOMAIN-ENDED'],
    ['expired', 'ended', 'DELIVERY-DOMAIN-ENDED'],
  ])('%s is %s', (status, state, code) => {
    const delivery = follow([ALPHA, { ...BETA, status }]);
    expect(delivery.domains[1]).toMatchObject({ state, vendorStatus: status });
    expect(codesOf(delivery)).toEqual(code === null ? [] : [code]);
    expect(standOf(delivery)).toBe(code === null ? 'under_way' : 'odd');
    expect(isOpen(delivery)).toBe(code === null);
  });
});

describe('payment', () => {
  const unpaid = [{ name: 'alpha.example' }, { name: 'beta.example' }];

  test('domains without a status belong to an order that waits to be paid', () => {
    const delivery = follow(unpaid, { payment: 'checkout' });
    expect(codesOf(delivery)).toEqual(['DELIVERY-UNPAID']);
    expect(delivery.problems[0]?.fix).toContain('checkout_url');
    expect(isOpen(delivery)).toBe(true);
    expect(follow(unpaid, { payment: 'pending' }).problems[0]?.fix).toContain("vendor's app");
  });

  test('one that the vendor showed otherwise is not to be paid yet, shown or hidden', () => {
    const change = { payment: 'checkout', differs: true } as const;
    const hidden = read({}, change, 404).result;
    for (const delivery of [follow(unpaid, change), ...(hidden.kind === 'read' ? [hidden.delivery] : [])]) {
      expect(codesOf(delivery)).toEqual(['SH-ORDER-DIFFERS']);
      expect(delivery.problems[0]?.fix).toMatch(/^Do not pay it yet/);
    }
    expect(hidden.kind).toBe('read');
  });

  test('or to one that credits paid, which is only not set up yet', () => {
    expect(codesOf(follow(unpaid))).toEqual([]);
  });

  test('an order that shows a status is paid, whatever the ledger knew last', () => {
    expect(codesOf(follow([ALPHA, BETA], { payment: 'checkout' }))).toEqual([]);
  });

  test('one that is hidden while it waits is not gone', () => {
    const hidden = read({}, { payment: 'checkout' }, 404).result;
    expect(hidden.kind === 'read' && codesOf(hidden.delivery)).toEqual(['DELIVERY-UNPAID']);
  });
});

describe('what is odd', () => {
  test('an order that is gone, unless it is young', () => {
    const gone = read({}, {}, 404).result;
    expect(gone.kind === 'read' && codesOf(gone.delivery)).toEqual(['DELIVERY-ORDER-GONE']);
    const young = read({}, { ageMs: 60_000 }, 404).result;
    expect(young.kind === 'read' && [codesOf(young.delivery), standOf(young.delivery)]).toEqual([[], 'under_way']);
  });

  test('a domain that is missing, and one that nobody ordered', () => {
    const delivery = follow([ALPHA, { ...BETA, name: 'gamma.example' }]);
    expect(codesOf(delivery)).toEqual(['DELIVERY-DOMAIN-MISSING', 'DELIVERY-DOMAIN-EXTRA']);
    expect(codesOf(follow([ALPHA], { ageMs: 60_000 }))).toEqual([]);
  });

  test('mailboxes by their sum, and of a single domain by itself; fewer only once all is active', () => {
    const more = { ...BETA, mailboxes: boxes('beta.example', 2) };
    expect(codesOf(follow([ALPHA, more]))).toEqual(['DELIVERY-MAILBOXES-MORE']);
    expect(codesOf(follow([ALPHA, BETA], { mailboxes: 4 }))).toEqual(['DELIVERY-MAILBOXES-FEWER']);
    expect(codesOf(follow([ALPHA, { ...BETA, status: 'inProgress' }], { mailboxes: 4 }))).toEqual([]);
    const single = { domains: ['alpha.example'], mailboxes: 3 };
    expect(follow([ALPHA], single).domains[0]).toMatchObject({ mailboxesOrdered: 3, mailboxesDelivered: 2 });
    expect(codesOf(follow([ALPHA], single))).toEqual(['DELIVERY-MAILBOXES-FEWER']);
  });
});

test.each([
  ['a failure of the vendor', {}, 500, false],
  ['a refused key', {}, 401, true],
  ['another order', { orderId: 'o2', domains: [ALPHA, BETA] }, 200, false],
  ['a shape that is not known', { rows: [] }, 200, false],
])('%s says nothing of the order', (_, payload, status, unauthorised) => {
  expect(read(payload, {}, status).result).toMatchObject({ kind: 'failed', failure: { unauthorised } });
});
