import type { Severity } from '../../../../src/domain/finding.ts';
import type { Facts } from '../../../../src/domain/vendor.ts';
import { draftOf, factsWith, type SheetRow } from '../../../support/drafts.ts';
import type { Answers } from '../../playback.ts';
import { markerOfDraft } from './online-account.ts';
import { aliases, NAMES, one } from './rule-case.ts';

/** An order beside an account that breaks one rule, and beside one that just does not. */
export interface OnlineCase {
  readonly code: string;
  readonly name: string;
  readonly at: { readonly severity: Severity; readonly line: number; readonly column: string };
  readonly operation: string;
  readonly rows: readonly SheetRow[];
  readonly facts: Facts;
  readonly breaks: Answers;
  readonly passes: Answers;
  /** Another order, or other facts, for the account that passes. */
  readonly passRows?: readonly SheetRow[];
  readonly passFacts?: Facts;
}

type Given = Partial<Pick<OnlineCase, 'operation' | 'rows' | 'facts' | 'passRows' | 'passFacts' | 'passes'>>;

function online(
  code: string,
  name: string,
  at: `${Severity} ${number} ${string}`,
  breaks: Answers,
  more: Given = {},
): OnlineCase {
  const [severity, line, column = ''] = at.split(' ');
  return {
    code,
    name,
    at: { severity: severity as Severity, line: Number(line), column },
    operation: 'create-custom-order',
    rows: one({}),
    facts: factsWith(),
    breaks,
    passes: {},
    ...more,
  };
}

const ok = (body: unknown) => ({ status: 200, body });
const gone = { status: 404, body: { error: 'Not found' } };
const odd = ok({ surprise: true });
const organizations = (...list: readonly object[]) => ({ '/organizations': ok({ organizations: list }) });
const domains = (...list: readonly object[]) => ({ '/domains': ok({ domains: list }) });
const free = (...names: readonly string[]) => ({
  '/purchased-domains': ok({ domains: names.map((domain) => ({ domain })) }),
});
const offer = (fields: object) => ({
  '/search-domains': ok([{ domain: 'alpha.example', status: 'available', price: 15.5, renewPrice: 17, ...fields }]),
});
const form = (data: object, uuid = 'f-1') => ({
  '/pending-forms': ok({ total: 1, forms: [{ uuid, payment_id: 'recF', data }] }),
});
const packages = (...list: readonly object[]) => ({ '/packages': ok({ total: list.length, packages: list }) });

const PACKAGE = { id: 'price_A', name: 'Two', price: 14, domains: 2, google: { mailbox: 4 }, frequency: '/monthly' };
const TWO = [
  { ...NAMES, price_id: 'price_A' },
  { ...NAMES, domain: 'beta.example' },
];
const IN_PACKAGE: Given = { operation: 'create-order', rows: TWO, passes: packages(PACKAGE) };
const CATALOGUE = factsWith(
  {},
  {
    vendor: 'scaledmail',
    account: 'a',
    pulledAt: '2026-11-01T00:00:00Z',
    packages: [
      {
        id: 'price_A',
        name: 'Two',
        price: { minor: 1400, currency: 'USD' },
        period: '/monthly',
        domains: 2,
        mailboxes: { google: 4 },
        typeDomains: {},
      },
    ],
  },
);
const BUY: Given = {
  rows: one({ domain_source: 'buy' }),
  facts: factsWith({ allowBuy: true, maxDomainPrice: '15.50' }),
  passes: offer({}),
};
const FORM: Given = {
  operation: 'submit-form',
  rows: one({ form_uuid: 'f-1' }),
  passes: form({ domains: ['Alpha.example'] }),
};
const listed = (fields: object) =>
  domains({ domain: 'alpha.example', status: 'Active', payment_id: 'rec1', ...fields });
const marker = markerOfDraft('create-custom-order', draftOf(one({})), factsWith());

/** Every online rule of ScaledMail, broken and just not broken. */
export const ONLINE_CASES: readonly OnlineCase[] = [
  online('SMO-AUTH', 'another organization', 'error 2 organization_id', organizations({ id: 'org-2', name: 'Two' })),
  online('SMO-AUTH', 'no organization', 'error 2 organization_id', organizations()),
  online('SMO-AUTH', 'the name of one', 'error 2 organization_id', organizations({ id: 'org-9', name: 'org-1' })),
  online(
    'SMO-AUTH',
    'a name that the settings do not know',
    'error 2 organization_id',
    organizations({ id: 'org-1', name: 'Acme' }),
    {
      rows: one({ organization_id: 'Acme' }),
      passes: organizations({ id: 'org-1', name: 'Acme' }),
      passFacts: factsWith({ workspaces: { Acme: 'org-1' } }),
    },
  ),
  online('SMO-AUTH', 'a refused key', 'error 2 organization_id', {
    '/organizations': { status: 401, body: { message: 'Unauthorized' } },
  }),
  online('SMO-AUTH', 'a key refused later', 'error 2 organization_id', { '/domains': { status: 403, body: '' } }),
  online(
    'SMO-AUTH',
    'a list that is not there',
    'warning 2 organization_id',
    { '/organizations': gone },
    {
      passes: { '/organizations': ok([{ id: 'org-1' }]) },
    },
  ),
  online('SMO-AUTH', 'a list in another form', 'warning 2 organization_id', { '/organizations': odd }),
  online('SMO-PACKAGE', 'not sold', 'error 2 price_id', packages({ ...PACKAGE, id: 'price_B' }), IN_PACKAGE),
  online('SMO-PACKAGE', 'a list that is not there', 'warning 2 price_id', { '/packages': gone }, IN_PACKAGE),
  online('SMO-PACKAGE', 'dearer than in the catalogue', 'error 2 price_id', packages({ ...PACKAGE, price: 14.01 }), {
    ...IN_PACKAGE,
    facts: CATALOGUE,
  }),
  online('SMO-PACKAGE', 'cheaper than in the catalogue', 'warning 2 price_id', packages({ ...PACKAGE, price: 13.99 }), {
    ...IN_PACKAGE,
    facts: CATALOGUE,
  }),
  online('SMO-PACKAGE-COUNT', 'too few', 'error 2 price_id', packages({ ...PACKAGE, domains: 3 }), IN_PACKAGE),
  online('SMO-PACKAGE-COUNT', 'too many', 'error 2 price_id', packages({ ...PACKAGE, domains: 1 }), IN_PACKAGE),
  online('SMO-PACKAGE-COUNT', 'another type', 'error 2 price_id', packages(PACKAGE), {
    ...IN_PACKAGE,
    rows: TWO.map((row) => ({ ...row, mailbox_type: 'smtp' })),
    passRows: TWO,
  }),
  online('SMO-PACKAGE-COUNT', 'times a quantity', 'info 2 quantity', packages({ ...PACKAGE, domains: 1 }), {
    ...IN_PACKAGE,
    rows: TWO.map((row) => ({ ...row, quantity: '2' })),
    passRows: TWO,
  }),
  online('SMO-OWNED', 'not bought there', 'error 2 domain', free('beta.example'), { passes: free('ALPHA.example') }),
  online('SMO-OWNED', 'not bought there, held elsewhere', 'error 2 domain', free(), {
    passRows: one({ domain_source: 'other', hosting_provider: 'R', hosting_username: 'u', hosting_password: 'p' }),
    passes: free(),
  }),
  online('SMO-OWNED', 'used in an order', 'error 2 domain', {
    '/purchased-domains': ok({ domains: [{ domain: 'alpha.example', domain_id: 'd1' }] }),
  }),
  online('SMO-OWNED', 'one of two', 'error 3 domain', free('alpha.example'), {
    rows: [NAMES, { ...NAMES, domain: 'beta.example' }],
  }),
  online('SMO-OWNED', 'a list that is not whole', 'warning 2 domain', {
    '/purchased-domains': ok({ total: 2, domains: [{ domain: 'alpha.example' }] }),
  }),
  online('SMO-OWNED', 'bought there, of a form it is not asked', 'error 2 domain', free('c.example'), {
    passRows: one({ form_uuid: 'f-1' }),
    passes: { ...free('c.example'), ...form({ domains: ['alpha.example'] }) },
  }),
  online('SMO-BUYABLE', 'taken', 'error 2 domain', offer({ status: 'taken', price: null, renewPrice: null }), BUY),
  online('SMO-BUYABLE', 'on a blacklist', 'error 2 domain', offer({ blacklisted: ['list-a'] }), {
    ...BUY,
    passes: offer({ blacklisted: [] }),
  }),
  online('SMO-BUYABLE', 'a cent too dear', 'error 2 domain', offer({ price: 15.51 }), BUY),
  online('SMO-BUYABLE', 'a ceiling and no price', 'error 2 domain', offer({ price: null }), BUY),
  online('SMO-BUYABLE', 'no ceiling', 'warning 2 domain', offer({}), {
    ...BUY,
    facts: factsWith({ allowBuy: true }),
    passFacts: factsWith({ allowBuy: true, maxDomainPrice: '15.50' }),
  }),
  online('SMO-BUYABLE', 'a status that is not known', 'warning 2 domain', offer({ status: 'error' }), BUY),
  online('SMO-BUYABLE', 'left out of the answer', 'warning 2 domain', offer({ domain: 'beta.example' }), BUY),
  online('SMO-BUYABLE', 'a search in another form', 'warning 2 domain', { '/search-domains': odd }, BUY),
  online('SMO-IN-USE', 'in another order', 'error 2 domain', listed({ tag: 'other' }), {
    passes: domains({ domain: 'beta.example', payment_id: 'rec1' }),
  }),
  online('SMO-IN-USE', 'in a status of its own', 'error 2 domain', listed({ status: 'Swapping', tag: 'other' })),
  online('SMO-IN-USE', 'in an order that is not named', 'error 2 domain', listed({ payment_id: null })),
  online(
    'SMO-IN-USE',
    'with the tag of another order of ours',
    'error 2 domain',
    listed({ tag: 'so-00000000000000000' }),
  ),
  online('SMO-IN-USE', 'a list that is not there', 'warning 2 domain', { '/domains': gone }),
  online(
    'SMO-IN-USE',
    'of a form, under another order',
    'error 2 domain',
    { ...listed({}), ...form({ domains: ['alpha.example'] }) },
    {
      ...FORM,
      passes: { ...listed({ payment_id: 'recF' }), ...form({ domains: ['alpha.example'] }) },
    },
  ),
  online('SMO-ALREADY-ORDERED', 'by our tag', 'error 2 domain', listed({ tag: marker }), {
    passes: domains({ domain: 'beta.example', payment_id: 'rec1' }),
  }),
  online(
    'SMO-ALREADY-ORDERED',
    'by our tag, and shown in part',
    'error 2 domain',
    listed({
      tag: markerOfDraft('create-custom-order', draftOf([NAMES, { ...NAMES, domain: 'b.example' }]), factsWith()),
    }),
    { rows: [NAMES, { ...NAMES, domain: 'b.example' }] },
  ),
  online('SMO-ALREADY-ORDERED', 'by its own tag and exactly its domains', 'error 2 domain', listed({ tag: 'mine' }), {
    rows: one({ tag: 'mine' }),
  }),
  online('SMO-ALREADY-ORDERED', 'by its domains, without a tag', 'error 2 domain', listed({ tag: '' })),
  online('SMO-FORM-MATCH', 'not waiting', 'error 2 form_uuid', form({ domains: ['alpha.example'] }, 'f-2'), FORM),
  online(
    'SMO-FORM-MATCH',
    'a domain missing',
    'error 2 form_uuid',
    form({ domains: ['alpha.example', 'b.example'] }),
    FORM,
  ),
  online('SMO-FORM-MATCH', 'a domain too many', 'error 3 domain', form({ domains: ['alpha.example'] }), {
    ...FORM,
    rows: [...one({ form_uuid: 'f-1' }), { ...NAMES, domain: 'b.example' }],
    passes: form({ domains: ['b.example', 'alpha.example'] }),
  }),
  online(
    'SMO-FORM-MATCH',
    'a form that names none, of another number',
    'error 2 form_uuid',
    form({ domains_required: 2 }),
    FORM,
  ),
  online('SMO-FORM-MATCH', 'a form that names none', 'warning 2 form_uuid', form({ domains_required: 1 }), FORM),
  online('SMO-FORM-MATCH', 'a list that is not there', 'warning 2 form_uuid', { '/pending-forms': gone }, FORM),
  online(
    'SMO-FORM-MATCH',
    'two aliases of one domain',
    'error 2 form_uuid',
    form({ domains: ['b.example', 'alpha.example'] }),
    {
      ...FORM,
      rows: aliases(2).map((row) => ({ ...row, form_uuid: 'f-1' })),
    },
  ),
];
