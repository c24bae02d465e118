import { describe, expect, test } from 'vitest';
import { type Delivery, type Followed, isOpen, standOf } from '../../../src/domain/delivery.ts';
import { followOrder, LISTING_MS } from '../../../src/vendors/scaledmail/follow.ts';
import { followRegistration } from '../../../src/vendors/scaledmail/follow-registration.ts';
import { scaledmail } from '../../../src/vendors/scaledmail/index.ts';
import { hostileReplies } from '../hostile-replies.ts';
import { type Answers, playBack } from '../playback.ts';

const ok = (body: unknown) => ({ status: 200, body });

function followed(more: Partial<Followed> = {}): Followed {
  return {
    orderId: 'rec1',
    organization: 'org-1',
    operation: 'create-custom-order',
    domains: ['alpha.example', 'beta.example'],
    mailboxes: 4,
    payment: 'taken',
    ageMs: 10 * LISTING_MS,
    ...more,
  };
}

function row(domain: string, more: object = {}): object {
  return { domain, status: 'Active', order_type: 'google', payment_id: 'rec1', total_mailboxes: 2, ...more };
}

function order(names: readonly string[], more: object = {}): object {
  const domains = names.map((name) => ({ name, status: '' }));
  return { id: 'rec1', status: 'Active', tag: '', amount: 14, total_domains: 80, packages: [{ domains }], ...more };
}

const BOTH = ['alpha.example', 'beta.example'];
const WHOLE: Answers = {
  '/domains': ok({ domains: BOTH.map((name) => row(name)) }),
  '/orders/rec1': ok(order(BOTH)),
  '/pending-forms': ok({ total: 0, forms: [] }),
};

function follow(answers: Answers = {}, more: Partial<Followed> = {}): Delivery {
  const { result, requests } = playBack(followOrder(followed(more)), { ...WHOLE, ...answers });
  expect(requests.every(({ effect, method }) => effect === 'read' && method === 'GET')).toBe(true);
  if (result.kind === 'failed') throw new Error(result.failure.reason);
  return result.delivery;
}

const listing = (...rows: readonly object[]): Answers => ({ '/domains': ok({ domains: rows }) });
const codesOf = ({ domains, problems }: Delivery) => [
  ...problems.map(({ code }) => code),
  ...domains.flatMap((domain) => domain.problems.map(({ code }) => code)),
];
const statesOf = ({ domains }: Delivery) => domains.map(({ state }) => state);

describe('an order that is as it should be', () => {
  test('is delivered when every domain is active with its mailboxes', () => {
    const delivery = follow();
    expect(standOf(delivery)).toBe('delivered');
    expect(isOpen(delivery)).toBe(false);
    expect(delivery).toMatchObject({ orderStatus: 'Active', isCancelled: false, problems: [] });
    expect(delivery.domains[0]).toMatchObject({
      domain: 'alpha.example',
      vendorStatus: 'Active',
      mailboxType: 'google',
      mailboxesOrdered: 2,
      mailboxesDelivered: 2,
    });
  });

  test('is under way while a domain is in progress, whose mailboxes need not be there yet', () => {
    const delivery = follow(
      listing(row('alpha.example'), row('beta.example', { status: 'In Progress', total_mailboxes: 0 })),
    );
    expect(standOf(delivery)).toBe('under_way');
    expect(isOpen(delivery)).toBe(true);
    expect(codesOf(delivery)).toEqual([]);
  });

  test.each(['active', 'ACTIVE', ' Active '])('"%s" is active', (status) => {
    expect(standOf(follow(listing(...BOTH.map((name) => row(name, { status })))))).toBe('delivered');
  });

  test('a domain without a status is under way', () => {
    expect(statesOf(follow(listing(row('alpha.example', { status: null }), row('beta.example'))))).toEqual([
      'under_way',
      'delivered',
    ]);
  });

  test('the order may be hidden when its domains are listed', () => {
    const delivery = follow({ '/orders/rec1': { status: 404, body: { error: 'Not found' } } });
    expect(delivery.orderStatus).toBe('');
    expect(standOf(delivery)).toBe('delivered');
  });

  test('a row without an order counts when the order itself shows the domain', () => {
    const bare = BOTH.map((name) => row(name, { payment_id: '' }));
    expect(standOf(follow(listing(...bare)))).toBe('delivered');
    const unshown = follow({ ...listing(...bare), '/orders/rec1': ok(order(['alpha.example'])) });
    expect(statesOf(unshown)).toEqual(['delivered', 'missing']);
  });

  test('is only late in listing during its first minutes', () => {
    const nothing: Answers = { ...listing(), '/orders/rec1': { status: 404, body: {} } };
    const young = follow(nothing, { ageMs: LISTING_MS - 1 });
    expect(codesOf(young)).toEqual([]);
    expect(statesOf(young)).toEqual(['under_way', 'under_way']);
    const old = follow(nothing, { ageMs: LISTING_MS });
    expect(codesOf(old)).toEqual(['DELIVERY-ORDER-GONE']);
    expect(statesOf(old)).toEqual(['missing', 'missing']);
    expect(codesOf(follow(nothing, { ageMs: null }))).toEqual(['DELIVERY-ORDER-GONE']);
  });
});

describe('what is odd', () => {
  test('a domain that is missing, with where it was looked for', () => {
    const nowhere = follow({ ...listing(row('alpha.example')), '/orders/rec1': ok(order(['alpha.example'])) });
    expect(nowhere.domains[1]).toMatchObject({ state: 'missing', problems: [{ code: 'DELIVERY-DOMAIN-MISSING' }] });
    expect(nowhere.domains[1]?.problems[0]?.text).toContain('neither in order rec1 nor');
    expect(follow(listing(row('alpha.example'))).domains[1]?.problems[0]?.text).toContain(
      'Order rec1 shows beta.example',
    );
    expect(standOf(nowhere)).toBe('odd');
    expect(isOpen(nowhere)).toBe(true);
  });

  test('a domain under another order, instead or as well', () => {
    const other = row('beta.example', { payment_id: 'rec2' });
    const instead = follow(listing(row('alpha.example'), other));
    expect(instead.domains[1]).toMatchObject({ state: 'elsewhere', mailboxesDelivered: null });
    expect(instead.domains[1]?.problems.map(({ text }) => text)).toEqual([
      'The vendor lists beta.example under order rec2 instead.',
    ]);
    const both = follow(listing(other, ...BOTH.map((name) => row(name))));
    expect(both.domains[1]).toMatchObject({ state: 'delivered', problems: [{ code: 'DELIVERY-DOMAIN-ELSEWHERE' }] });
    expect(both.domains[1]?.problems[0]?.text).toContain('as well');
  });

  test('a domain that was not ordered, in the list or in the order', () => {
    const listed = follow(listing(...BOTH.map((name) => row(name)), row('gamma.example')));
    expect(codesOf(listed)).toEqual(['DELIVERY-DOMAIN-EXTRA']);
    expect(listed.domains[2]).toMatchObject({ domain: 'gamma.example', state: 'extra', mailboxesDelivered: 2 });
    expect(codesOf(follow({ '/orders/rec1': ok(order([...BOTH, 'Gamma.example'])) }))).toEqual([
      'DELIVERY-DOMAIN-EXTRA',
    ]);
  });

  test.each([
    [1, 'DELIVERY-MAILBOXES-FEWER'],
    [0, 'DELIVERY-MAILBOXES-FEWER'],
    [25, 'DELIVERY-MAILBOXES-MORE'],
  ])('%i mailboxes where 2 were ordered', (total, code) => {
    const delivery = follow(listing(row('alpha.example', { total_mailboxes: total }), row('beta.example')));
    expect(codesOf(delivery)).toEqual([code]);
    expect(isOpen(delivery)).toBe(false);
  });

  test('more mailboxes are odd also while it is in progress', () => {
    const rows = BOTH.map((name) => row(name, { status: 'In Progress', total_mailboxes: 3 }));
    expect(codesOf(follow(listing(...rows)))).toEqual(['DELIVERY-MAILBOXES-MORE', 'DELIVERY-MAILBOXES-MORE']);
  });

  test.each(['Cancelled', 'canceled'])('an order that is %s, and nothing more of it', (status) => {
    const delivery = follow({ ...listing(), '/orders/rec1': ok(order([], { status })) }, { payment: 'pending' });
    expect(codesOf(delivery)).toEqual(['DELIVERY-CANCELLED']);
    expect(isOpen(delivery)).toBe(false);
    expect(statesOf(delivery)).toEqual(['cancelled', 'cancelled']);
    expect(isOpen(follow({ ...listing(), '/orders/rec1': ok(order([], { status })) }, { domains: [] }))).toBe(false);
  });

  test('an active order whose payment was pending: active is no proof', () => {
    expect(codesOf(follow({}, { payment: 'pending' }))).toEqual(['DELIVERY-PAYMENT-UNSURE']);
    expect(codesOf(follow({}, { payment: 'checkout' }))).toEqual(['DELIVERY-PAYMENT-UNSURE']);
  });

  test('words that are not known', () => {
    expect(codesOf(follow({ '/orders/rec1': ok(order(BOTH, { status: 'Paused' })) }))).toEqual(['DELIVERY-STATUS-ODD']);
    const failed = follow(listing(row('alpha.example', { status: 'Failed' }), row('beta.example')));
    expect(codesOf(failed)).toEqual(['DELIVERY-STATUS-ODD']);
    expect(statesOf(failed)).toEqual(['unclear', 'delivered']);
    expect(isOpen(failed)).toBe(true);
  });

  test('an order that is paid and whose form waits; otherwise its domains are missing', () => {
    const bare: Answers = { ...listing(), '/orders/rec1': ok(order([])) };
    const forms = { total: 1, forms: [{ uuid: 'f-1', payment_id: 'rec1', data: { domains: [] } }] };
    expect(codesOf(follow({ ...bare, '/pending-forms': ok(forms) }))).toEqual(['FORM-PENDING']);
    expect(codesOf(follow(bare))).toEqual(['DELIVERY-DOMAIN-MISSING', 'DELIVERY-DOMAIN-MISSING']);
  });
});

describe('mailboxes ordered, told from the total', () => {
  const mixed = [row('alpha.example'), row('beta.example', { order_type: 'microsoft', total_mailboxes: 25 })];

  test('mixed types share it as they must', () => {
    const delivery = follow(listing(...mixed), { mailboxes: 27 });
    expect(delivery.domains.map(({ mailboxesOrdered }) => mailboxesOrdered)).toEqual([2, 25]);
    expect(delivery.domains[1]?.mailboxType).toBe('outlook');
    expect(standOf(delivery)).toBe('delivered');
  });

  test('a total that fits no share is compared as a whole', () => {
    expect(codesOf(follow(listing(...mixed), { mailboxes: 26 }))).toEqual(['DELIVERY-MAILBOXES-MORE']);
    const fewer = follow(listing(...mixed), { mailboxes: 40 });
    expect(codesOf(fewer)).toEqual(['DELIVERY-MAILBOXES-FEWER']);
    expect(fewer.domains.map(({ mailboxesOrdered }) => mailboxesOrdered)).toEqual([null, null]);
  });

  test('types that have fixed counts leave no rest', () => {
    const rows = [mixed[1] ?? {}, row('alpha.example', { order_type: 'smtp', total_mailboxes: 4 })];
    expect(standOf(follow(listing(...rows), { mailboxes: 29 }))).toBe('delivered');
    expect(codesOf(follow(listing(...rows), { mailboxes: 30 }))).toEqual(['DELIVERY-MAILBOXES-FEWER']);
  });

  test('is not compared where nothing is known of it', () => {
    const delivery = follow({}, { mailboxes: 0 });
    expect(standOf(delivery)).toBe('delivered');
    expect(delivery.domains[0]).toMatchObject({ mailboxesOrdered: null, mailboxesDelivered: 2 });
  });

  test.each([
    ['the list where no total is said', { total_mailboxes: undefined, mailbox: [{}, {}] }, 2],
    ['the list where the total is no count', { total_mailboxes: -1, mailbox: [{}, {}] }, 2],
    ['the total before the list', { total_mailboxes: 2, mailbox: [{}] }, 2],
    ['nothing where neither is said', { total_mailboxes: 'two', mailbox: 'two' }, null],
  ])('%s is delivered', (_, more, expected) => {
    const [domain] = follow(listing(row('alpha.example', more), row('beta.example'))).domains;
    expect(domain).toMatchObject({ mailboxesDelivered: expected, state: 'delivered', problems: [] });
  });
});

describe('no answer is none', () => {
  const operations = Object.values(scaledmail.operations);

  test.each(operations)('$id can be followed', ({ id, follow: has }) => {
    expect(has).toBe(id === 'buy-domains' ? followRegistration : followOrder);
  });

  test.each(hostileReplies)('%s at every read', (_, reply) => {
    const answers = new Proxy({}, { get: () => reply });
    expect(playBack(followOrder(followed()), answers).result.kind).toBe('failed');
  });

  test.each(hostileReplies)('%s at the order alone', (_, reply) => {
    expect(playBack(followOrder(followed()), { ...WHOLE, '/orders/rec1': reply }).result.kind).toBe('failed');
  });

  test('a list that is not whole, or an order that was not asked for', () => {
    const partial = ok({ domains: [row('alpha.example')], total: 2 });
    expect(playBack(followOrder(followed()), { ...WHOLE, '/domains': partial }).result.kind).toBe('failed');
    const other = ok(order(BOTH, { id: 'rec2' }));
    const { result } = playBack(followOrder(followed()), { ...WHOLE, '/orders/rec1': other });
    expect(result).toMatchObject({ kind: 'failed', failure: { reason: expect.stringContaining('rec2') } });
  });

  test('a key that is refused is told as such', () => {
    const { result } = playBack(followOrder(followed()), {
      '/domains': { status: 401, body: { message: 'Unauthorized' } },
    });
    expect(result).toMatchObject({ kind: 'failed', failure: { unauthorised: true } });
  });
});
