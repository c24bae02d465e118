import { expect, test } from 'vitest';
import { scaledmail } from '../../../src/vendors/scaledmail/index.ts';
import { draftOf, factsWith } from '../../support/drafts.ts';
import { type Answers, playBack } from '../playback.ts';
import { NAMES } from './rule-cases/rule-case.ts';

const ok = (body: unknown) => ({ status: 200, body });
const ACCOUNT: Answers = {
  '/orders': ok({ total: 1, payments: [{ id: 'rec1', amount: 14, status: 'Cancelled' }] }),
  '/domains': ok({
    domains: [
      { domain: 'Alpha.example', payment_id: 'rec1', tag: 'mine' },
      { domain: 'alpha.example', payment_id: null, tag: null },
    ],
  }),
  '/pending-forms': ok({ total: 1, forms: [{ uuid: 'f-1', payment_id: 'rec2', data: { domains: ['Beta.example'] } }] }),
};

function survey(answers: Answers) {
  return playBack(scaledmail.survey({ organization: 'org-1' }), { ...ACCOUNT, ...answers });
}

test('a survey lists orders, domains and forms', () => {
  const { result, requests } = survey({});
  expect(result).toEqual({
    kind: 'read',
    surroundings: {
      orderIds: ['rec1', 'rec2'],
      domains: { 'alpha.example': { orderId: 'rec1', tag: 'mine' } },
      forms: [{ uuid: 'f-1', orderId: 'rec2', domains: ['beta.example'] }],
    },
  });
  expect(requests.map(({ path, query }) => [path, query.organization_id])).toEqual([
    ['/orders', 'org-1'],
    ['/domains', 'org-1'],
    ['/pending-forms', 'org-1'],
  ]);
});

test.each([
  ['/orders', ok({ total: 2, payments: [] }), false],
  ['/orders', { status: 401, body: { message: 'Unauthorized' } }, true],
  ['/domains', { status: 403, body: '' }, true],
  ['/pending-forms', { status: 500, body: '' }, false],
])('a survey fails when %s does', (path, reply, unauthorised) => {
  expect(survey({ [path]: reply }).result).toMatchObject({
    kind: 'failed',
    failure: { unauthorised, reason: expect.stringContaining(path) },
  });
});

const PACKAGES = ok({
  total: 1,
  packages: [
    {
      id: 'price_A',
      tier: 'low-sending',
      name: 'Mixed',
      price: 199,
      domains: 3,
      google: { mailbox: 4 },
      microsoft: { mailbox: 25, domains: 1 },
      frequency: '/monthly',
    },
  ],
});

test('the catalogue lists packages, and prices orders', () => {
  const { result } = playBack(scaledmail.pullCatalogue({ organization: 'org-1' }), { '/packages': PACKAGES });
  const expected = {
    id: 'price_A',
    name: 'Mixed',
    price: { minor: 19_900, currency: 'USD' },
    period: '/monthly',
    domains: 3,
    mailboxes: { google: 4, outlook: 25 },
    typeDomains: { outlook: 1 },
  };
  expect(result).toEqual({ kind: 'read', packages: [expected] });
  const catalogue = { vendor: 'scaledmail', account: 'a', pulledAt: '2026-11-01T00:00:00Z', packages: [expected] };
  const rows = [
    { ...NAMES, price_id: 'price_A', quantity: '2', mailbox_type: '' },
    ...[1, 2, 3, 4, 5].map((n) => ({ ...NAMES, domain: `d${n}.example`, mailbox_type: '' })),
  ];
  const checked = scaledmail.operations['create-order']?.check(draftOf(rows), factsWith({}, catalogue));
  expect(checked).toMatchObject({ price: { minor: 39_800, currency: 'USD' }, mailboxes: 58 });
  expect(checked?.findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['info SMO-PACKAGE-COUNT']);
});

test('settings are read with defaults, or refused in sentences', () => {
  const read = scaledmail.readSettings(undefined);
  expect(read).toEqual({
    settings: {
      packageBody: 'domains',
      prices: {},
      googleMailboxes: 2,
      waiveHosting: false,
      allowBuy: false,
      contentType: 'application/json',
    },
  });
  const wrong = scaledmail.readSettings({ googleMailboxes: 5, colour: 'red', allowBuy: 'yes' });
  expect(wrong).toMatchObject({
    problems: expect.arrayContaining([
      'The ScaledMail setting "googleMailboxes" must be 2, 3 or 4.',
      'The ScaledMail setting "allowBuy" must be true or false.',
      expect.stringContaining('"colour" is not known'),
    ]),
  });
});
