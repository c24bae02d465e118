import { describe, expect, test } from 'vitest';
import { markerOf } from '../../../src/domain/identity.ts';
import type { Remembered } from '../../../src/domain/remembered.ts';
import type { LookupResult } from '../../../src/domain/verdict.ts';
import { findOrder } from '../../../src/vendors/scaledmail/find.ts';
import { findForm } from '../../../src/vendors/scaledmail/find-form.ts';
import { type Answers, playBack, remember } from '../playback.ts';

const MARKER = markerOf('b'.repeat(64));
const OTHER_MARKER = markerOf('c'.repeat(64));

function row(domain: string, id: string, tag = '') {
  return { domain, payment_id: id, tag };
}

function ok(body: unknown) {
  return { status: 200, body };
}

function order(id: string, domains: readonly string[], more: object = {}) {
  return ok({
    id,
    amount: 14,
    tag: '',
    status: 'Active',
    packages: [{ domains: domains.map((name) => ({ name })) }],
    ...more,
  });
}

function orders(...ids: readonly string[]) {
  return ok({ total: ids.length, payments: ids.map((id) => ({ id, status: 'Active' })) });
}

function form(uuid: string, id: string, domains: readonly string[]) {
  return { uuid, payment_id: id, data: { domains } };
}

function forms(...list: readonly object[]) {
  return ok({ total: list.length, forms: list });
}

const BOTH = ['alpha.example', 'beta.example'];
const bothUnder = (id: string, tag = '') => BOTH.map((domain) => row(domain, id, tag));
const EMPTY: Answers = { '/domains': ok([]), '/orders': orders(), '/pending-forms': forms() };

function find(answers: Answers, wanted: Partial<Remembered> = {}): LookupResult {
  return playBack(findOrder(remember(wanted)), { ...EMPTY, ...answers }).result;
}

describe('an order', () => {
  test.each([
    ['names another order', order('rec2', BOTH)],
    ['says no as well', order('rec1', BOTH, { success: false })],
    ['holds an error as well', order('rec1', BOTH, { error: 'Not found' })],
  ])('is not taken from details that %s', (_, details) => {
    expect(find({ '/orders': orders('rec1'), '/orders/rec1': details }).kind).toBe('inconclusive');
    expect(find({ '/domains': ok(bothUnder('rec1')), '/orders/rec1': details }).kind).toBe('inconclusive');
    expect(find({ '/orders/rec1': details }, { orderId: 'rec1' }).kind).toBe('inconclusive');
  });

  test('listed late is not found yet, then found', () => {
    expect(find({})).toMatchObject({ kind: 'not_found_yet' });
    const late = { '/orders': orders('rec1'), '/orders/rec1': order('rec1', ['Beta.example', 'alpha.example']) };
    expect(find(late)).toMatchObject({
      kind: 'found',
      receipt: { orderId: 'rec1', amount: { minor: 1400, currency: 'USD' } },
      by: 'its domains',
    });
  });

  test.each([
    ['domains', { domains: bothUnder('rec1') }],
    ['data', { data: bothUnder('rec1') }],
    ['a bare array', bothUnder('rec1')],
  ])('is found in a list under %s', (_, body) => {
    const { result, requests } = playBack(findOrder(remember()), {
      '/domains': ok(body),
      '/orders/rec1': order('rec1', BOTH),
    });
    expect(result).toMatchObject({ kind: 'found', receipt: { orderId: 'rec1' } });
    expect(requests.map(({ path }) => path)).toEqual(['/domains', '/orders/rec1']);
    expect(requests.every(({ query }) => query.organization_id === 'org-1')).toBe(true);
  });

  test('listed in part stays in doubt, with both sides', () => {
    const result = find({
      '/domains': ok([row('alpha.example', 'rec1'), row('c.example', 'rec1')]),
      '/orders': orders(),
    });
    expect(result).toMatchObject({ kind: 'inconclusive' });
    expect(result).toMatchObject({ note: expect.stringContaining('alpha.example, c.example') });
    expect(result).toMatchObject({ note: expect.stringContaining('alpha.example, beta.example') });
  });

  test('listed in part, but whole as an order, is found', () => {
    const answers = {
      '/domains': ok([row('alpha.example', 'rec1')]),
      '/orders': orders('rec1'),
      '/orders/rec1': order('rec1', BOTH),
    };
    expect(find(answers)).toMatchObject({ kind: 'found', receipt: { orderId: 'rec1' } });
  });

  test('that holds our domains and more is not ours', () => {
    const more = [...BOTH, 'c.example'];
    expect(find({ '/orders': orders('rec1'), '/orders/rec1': order('rec1', more) }).kind).toBe('inconclusive');
    expect(find({ '/domains': ok(bothUnder('rec1')), '/orders/rec1': order('rec1', more) }).kind).toBe('inconclusive');
  });

  test('from before the spend with the same domains is never a match', () => {
    const answers = { '/domains': ok(bothUnder('old')), '/orders': orders('old'), '/orders/old': order('old', BOTH) };
    expect(find(answers, { snapshotIds: ['old'] }).kind).toBe('not_found_yet');
    expect(find(answers, { foreignIds: ['old'] }).kind).toBe('not_found_yet');
  });

  test.each([
    ['an hour before', '2026-05-02T08:00:00.000Z', {}, 'not_found_yet'],
    ['two days before, without a time', '2026-04-30', {}, 'not_found_yet'],
    ['the day before, which ends later elsewhere', '2026-05-01', {}, 'found'],
    ['the same day, without a time', '2026-05-02', {}, 'found'],
    ['a minute before, as clocks may differ', '2026-05-02T08:59:00.000Z', {}, 'found'],
    ['afterwards', '2026-05-02T09:00:10.000Z', {}, 'found'],
    ['nobody says when', '', {}, 'found'],
    ['an hour before, but with our tag', '2026-05-02T08:00:00.000Z', { tag: MARKER }, 'found'],
    [
      'an hour before, and nobody knows when the account was read',
      '2026-05-02T08:00:00.000Z',
      { unread: true },
      'found',
    ],
  ] as const)('with the same domains that was made %s', (_, created_at, given, kind) => {
    const { tag = '', unread = false } = given as { tag?: string; unread?: boolean };
    const wanted = { notBefore: unread ? null : '2026-05-02T09:00:00.000Z', marker: MARKER };
    const details = order('rec1', BOTH, { created_at, tag });
    expect(find({ '/domains': ok(bothUnder('rec1', tag)), '/orders/rec1': details }, wanted).kind).toBe(kind);
    expect(find({ '/orders': orders('rec1'), '/orders/rec1': details }, wanted).kind).toBe(kind);
  });

  test('that is cancelled is never a match', () => {
    const cancelled = order('rec1', BOTH, { status: 'Cancelled' });
    expect(find({ '/domains': ok(bothUnder('rec1')), '/orders/rec1': cancelled }).kind).toBe('not_found_yet');
    expect(find({ '/orders': orders('rec1'), '/orders/rec1': cancelled }).kind).toBe('not_found_yet');
    expect(find({ '/orders/rec1': cancelled }, { orderId: 'rec1' }).kind).toBe('not_found_yet');
  });

  test('that the vendor does not show is found in the list of domains alone', () => {
    expect(find({ '/domains': ok(bothUnder('rec1')) })).toMatchObject({ kind: 'found', receipt: { orderId: 'rec1' } });
  });

  test('that fits twice stays in doubt', () => {
    const twice = {
      '/orders': orders('rec1', 'rec2'),
      '/orders/rec1': order('rec1', BOTH),
      '/orders/rec2': order('rec2', BOTH),
    };
    expect(find(twice)).toMatchObject({ kind: 'inconclusive', note: expect.stringContaining('rec1, rec2') });
    const split = { '/domains': ok([row('alpha.example', 'rec1'), row('beta.example', 'rec2')]) };
    expect(find(split).kind).toBe('inconclusive');
  });

  test('whose id is known is read by it', () => {
    expect(find({ '/orders/rec1': order('rec1', BOTH) }, { orderId: 'rec1' })).toMatchObject({
      kind: 'found',
      by: 'its order id',
    });
  });
});

describe('our marker', () => {
  test('is enough in part, and under an id from before', () => {
    const answers = {
      '/domains': ok([row('alpha.example', 'rec1', MARKER)]),
      '/orders/rec1': order('rec1', ['alpha.example']),
    };
    expect(find(answers, { marker: MARKER, snapshotIds: ['rec1'] })).toMatchObject({
      kind: 'found',
      receipt: { orderId: 'rec1' },
      by: 'our tag',
    });
  });

  test('under an id that is not ours is nothing', () => {
    const answers = { '/domains': ok(bothUnder('rec1', MARKER)) };
    expect(find(answers, { marker: MARKER, foreignIds: ['rec1'] }).kind).toBe('not_found_yet');
  });

  test('finds an order that has no domains yet, and says that its form waits', () => {
    const answers = {
      '/orders': orders('rec1'),
      '/orders/rec1': order('rec1', [], { tag: MARKER }),
      '/pending-forms': forms(form('f-1', 'rec1', [])),
    };
    expect(find(answers, { marker: MARKER })).toMatchObject({
      kind: 'found',
      receipt: { orderId: 'rec1', code: 'FORM-PENDING' },
    });
  });

  test.each([
    ['another tag than our marker', 'summer', MARKER],
    ['the marker of another order', OTHER_MARKER, null],
  ])('the same domains with %s stay in doubt', (_, tag, marker) => {
    expect(find({ '/domains': ok(bothUnder('rec1', tag)) }, { marker }).kind).toBe('inconclusive');
    const details = { '/orders': orders('rec1'), '/orders/rec1': order('rec1', BOTH, { tag }) };
    expect(find(details, { marker }).kind).toBe('inconclusive');
  });

  test("a person's tag changes nothing", () => {
    const answers = {
      '/domains': ok(bothUnder('rec1', 'summer')),
      '/orders/rec1': order('rec1', BOTH, { tag: 'summer' }),
    };
    expect(find(answers)).toMatchObject({ kind: 'found', by: 'its domains' });
  });
});

describe('a paid order without its form', () => {
  test('is found as waiting', () => {
    expect(find({ '/pending-forms': forms(form('f-1', 'rec1', BOTH)) })).toMatchObject({
      kind: 'found',
      receipt: { orderId: 'rec1', code: 'FORM-PENDING' },
    });
  });

  test('from before, or with other domains, is not it', () => {
    const old = { '/pending-forms': forms(form('f-1', 'rec1', BOTH)) };
    expect(find(old, { snapshotIds: ['rec1'] }).kind).toBe('not_found_yet');
    expect(find({ '/pending-forms': forms(form('f-1', 'rec1', ['alpha.example'])) }).kind).toBe('inconclusive');
  });
});

describe('a new form that names no domains', () => {
  const nameless = (wanted: unknown, id = 'rec1', more: object = {}) => ({
    '/pending-forms': forms({ uuid: 'f-1', payment_id: id, data: { domains_required: wanted }, ...more }),
  });

  test('and waits for as many as the order has leaves the doubt', () => {
    expect(find(nameless(2))).toMatchObject({ kind: 'inconclusive', note: expect.stringContaining('f-1') });
    expect(find(nameless('2')).kind).toBe('inconclusive');
  });

  test.each<[string, Answers, Partial<Remembered>]>([
    ['waits for another number', nameless(3), {}],
    ['says no number', nameless(null), {}],
    ['was there before', nameless(2), { snapshotIds: ['rec1'] }],
    ['belongs to another order of ours', nameless(2), { foreignIds: ['rec1'] }],
    ['names no order', nameless(2, ''), {}],
    ['was made before', nameless(2, 'rec1', { created_at: '2026-05-01' }), { notBefore: '2026-05-02T13:00:00.000Z' }],
  ])('and %s is nothing', (_, answers, wanted) => {
    expect(find(answers, wanted).kind).toBe('not_found_yet');
  });
});

test('a form that was made before the order is not it, although its domains are the same', () => {
  const old = { '/pending-forms': forms({ ...form('f-1', 'rec1', BOTH), created_at: '2026-05-01' }) };
  expect(find(old, { notBefore: '2026-05-02T13:00:00.000Z' }).kind).toBe('not_found_yet');
  expect(find(old, { notBefore: '2026-05-02T09:00:00.000Z' }).kind).toBe('found');
});

test('an order found without domains is not told apart while the forms cannot be read', () => {
  const answers = { '/orders': orders('rec1'), '/orders/rec1': order('rec1', [], { tag: MARKER }) };
  expect(find({ ...answers, '/pending-forms': { status: 500, body: '' } }, { marker: MARKER }).kind).toBe(
    'inconclusive',
  );
});

describe('an order whose id is known', () => {
  const known = { orderId: 'rec1' };

  test('waits as long as a form waits under its id, whatever else is listed', () => {
    const answers = { '/orders/rec1': order('rec1', BOTH), '/pending-forms': forms(form('f-1', 'rec1', [])) };
    expect(find(answers, known)).toMatchObject({ kind: 'found', receipt: { code: 'FORM-PENDING' } });
  });

  test('is configured once its own domains are listed, by the order or by the list', () => {
    const done = { kind: 'found', receipt: { orderId: 'rec1', payment: 'taken' } };
    const byOrder = find({ '/orders/rec1': order('rec1', [...BOTH, 'c.example']) }, known);
    expect(byOrder).toMatchObject(done);
    const byList = find({ '/orders/rec1': order('rec1', []), '/domains': ok(bothUnder('rec1')) }, known);
    expect(byList).toMatchObject(done);
    for (const result of [byOrder, byList]) expect(JSON.stringify(result)).not.toContain('FORM-PENDING');
  });

  test.each<[string, Answers]>([
    ['only a part is listed', { '/orders/rec1': order('rec1', ['alpha.example']) }],
    ['its domains are under another order', { '/orders/rec1': order('rec1', []), '/domains': ok(bothUnder('rec2')) }],
    ['it is cancelled', { '/orders/rec1': order('rec1', BOTH, { status: 'Cancelled' }) }],
    ['the forms cannot be read', { '/orders/rec1': order('rec1', BOTH), '/pending-forms': { status: 500, body: '' } }],
    ['the list cannot be read', { '/orders/rec1': order('rec1', []), '/domains': { status: 500, body: '' } }],
    ['the vendor does not show it', { '/orders/rec1': { status: 404, body: {} } }],
  ])('stays as it was while %s', (_, answers) => {
    expect(find(answers, known).kind).not.toBe('found');
  });
});

describe('a form', () => {
  const wanted = remember({
    operation: 'submit-form',
    claims: ['form:f-1'],
    formOrderId: 'rec1',
    snapshotIds: ['rec1'],
  });
  const run = (answers: Answers, change: Partial<Remembered> = {}) =>
    playBack(findForm({ ...wanted, ...change }), { ...EMPTY, ...answers }).result;
  const taken = { '/domains': ok(bothUnder('rec1')), '/orders/rec1': order('rec1', BOTH) };

  test('that still waits is not found yet', () => {
    expect(run({ ...taken, '/pending-forms': forms(form('f-1', 'rec1', BOTH)) })).toMatchObject({
      kind: 'not_found_yet',
    });
  });

  test('that waits no more and is listed is found', () => {
    expect(run(taken)).toMatchObject({ kind: 'found', receipt: { orderId: 'rec1' } });
    expect(run(taken, { formOrderId: null })).toMatchObject({ kind: 'found', receipt: { orderId: 'rec1' } });
    expect(run(taken, { foreignIds: ['rec1'] })).toMatchObject({ kind: 'found' });
  });

  test('whose order was made before it was filled in is found, and costs nothing again', () => {
    const paid = order('rec1', BOTH, { created_at: '2026-05-01T09:00:00.000Z' });
    const found = run({ ...taken, '/orders/rec1': paid }, { notBefore: '2026-05-09T09:00:00.000Z' });
    expect(found).toEqual({ kind: 'found', receipt: { orderId: 'rec1', payment: 'taken' }, by: expect.any(String) });
  });

  test('that waits no more and is not listed is not found yet', () => {
    expect(run({}).kind).toBe('not_found_yet');
    expect(run({ '/domains': ok(bothUnder('rec2')) }).kind).toBe('not_found_yet');
  });

  test('that is listed in part, or twice, stays in doubt', () => {
    expect(run({ '/domains': ok([row('alpha.example', 'rec1')]) }).kind).toBe('inconclusive');
    expect(run({ '/domains': ok([...bothUnder('rec1'), ...bothUnder('rec2')]) }, { formOrderId: null }).kind).toBe(
      'inconclusive',
    );
  });

  test('whose order is cancelled is not found', () => {
    expect(run({ ...taken, '/orders/rec1': order('rec1', BOTH, { status: 'Cancelled' }) }).kind).toBe('not_found_yet');
  });
});

test.each([
  ['/domains', { status: 500, body: {} }],
  ['/domains', ok({ domains: [{}] })],
  ['/orders', ok({ total: 3, payments: [] })],
  ['/orders/rec1', { status: 404, body: {} }],
  ['/orders/rec1', ok('<html>')],
  ['/pending-forms', { status: 429, body: {} }],
])('an odd answer to %s leaves the doubt', (path, reply) => {
  const answers = { '/orders': orders('rec1'), '/orders/rec1': order('rec1', ['c.example']), [path]: reply };
  expect(find(answers)).toMatchObject({ kind: 'inconclusive', note: expect.stringContaining(path) });
});
