import { describe, expect, test } from 'vitest';
import { hasError } from '../../../src/domain/finding.ts';
import { scaledmail } from '../../../src/vendors/scaledmail/index.ts';
import { draftOf, factsWith, type SheetRow } from '../../support/drafts.ts';
import { playBack } from '../playback.ts';
import { ACCOUNT, look, lookedUp } from './rule-cases/online-account.ts';
import { ONLINE_CASES, type OnlineCase } from './rule-cases/online-cases.ts';
import { NAMES, one } from './rule-cases/rule-case.ts';

function passing(item: OnlineCase) {
  const rows = item.passRows ?? item.rows;
  const operation = rows.some((row) => row.form_uuid) ? 'submit-form' : item.operation;
  return lookedUp(operation, draftOf(rows), item.passFacts ?? item.facts, item.passes);
}

describe.each(ONLINE_CASES)('$code $name', (item) => {
  test('is found at its cell', () => {
    const { findings, taken, listed } = lookedUp(item.operation, draftOf(item.rows), item.facts, item.breaks);
    const found = [...findings, ...taken, ...listed].filter(({ code }) => code === item.code);
    const { severity, line, column } = item.at;
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity, at: { file: 'may.csv', line, column } });
    expect(found[0]?.message).toMatch(/\.$/);
    expect(found[0]?.fix).toMatch(/\.$/);
  });

  test('is not found in the account that just does not break it', () => {
    const { findings, taken, listed } = passing(item);
    expect([...findings, ...taken, ...listed].filter(({ code }) => code === item.code)).toEqual([]);
    expect(hasError([...findings, ...taken, ...listed])).toBe(false);
  });
});

test('one thing is said once: what is in use is not missing among the free, and the very order is not in use', () => {
  const of = (tag: string) => {
    const domains = [{ domain: 'alpha.example', payment_id: 'rec1', tag, status: 'Active' }];
    const answers = {
      '/domains': { status: 200, body: { domains } },
      '/purchased-domains': { status: 200, body: { domains: [] } },
    };
    const { findings, taken, listed } = lookedUp('create-custom-order', draftOf(one({})), factsWith(), answers);
    return [...findings, ...taken, ...listed].map(({ code }) => code);
  };
  expect(of('other')).toEqual(['SMO-IN-USE']);
  expect(of('')).toEqual(['SMO-ALREADY-ORDERED']);
});

test('an order that is there names its id, its key and both ways to take it over', () => {
  const answers = { '/domains': { status: 200, body: [{ domain: 'alpha.example', payment_id: 'rec77' }] } };
  const [found] = lookedUp('create-custom-order', draftOf(one({})), factsWith(), answers).listed;
  expect(found?.message).toContain('rec77');
  expect(found?.fix).toMatch(/reconcile SHEET --rebuild.*resolve [0-9a-f]{16} --placed rec77 --note/);
});

test('of an organization that the key does not see nothing else is read or said', () => {
  const draft = draftOf(one({ organization_id: 'org-7' }));
  const { findings, taken, listed, paths } = lookedUp('create-custom-order', draft, factsWith(), {});
  expect(findings.map(({ code }) => code)).toEqual(['SMO-AUTH']);
  expect([...taken, ...listed]).toEqual([]);
  expect(paths).toEqual(['/organizations']);
});

test('the sandbox takes every organization, and sells every domain while it lists none as bought', () => {
  const facts = { ...factsWith(), organization: 'sandbox', origin: 'sandbox' };
  const empty = { '/purchased-domains': { status: 200, body: { domains: [] } } };
  expect(lookedUp('create-custom-order', draftOf(one({})), facts, empty).taken).toEqual([]);
  const some = { '/purchased-domains': { status: 200, body: { domains: [{ domain: 'c.example' }] } } };
  const codes = lookedUp('create-custom-order', draftOf(one({})), facts, some).taken.map(({ code }) => code);
  expect(codes).toEqual(['SMO-OWNED']);
});

describe('what is read', () => {
  const pathsOf = (operation: string, row: SheetRow) =>
    lookedUp(operation, draftOf(one(row)), factsWith({ allowBuy: true }), {}).paths;

  test.each([
    ['create-custom-order', {}, ['/organizations', '/domains', '/purchased-domains']],
    ['create-custom-order', { domain_source: 'other' }, ['/organizations', '/domains']],
    ['create-custom-order', { domain_source: 'buy' }, ['/organizations', '/domains', '/search-domains']],
    ['create-order', { price_id: 'price_A' }, ['/organizations', '/domains', '/packages', '/purchased-domains']],
    ['submit-form', { form_uuid: 'f-1' }, ['/organizations', '/domains', '/pending-forms']],
  ])('for %s %j', (operation, row, paths) => expect(pathsOf(operation, row)).toEqual(paths));

  test('twenty orders ask for each list once', () => {
    const orders = Array.from({ length: 20 }, (_, index) => ({
      operation: 'create-order',
      draft: draftOf(one({ domain: `d${index}.example`, price_id: 'price_A' })),
    }));
    const { requests } = playBack(scaledmail.preflight(orders, CONTEXT), ACCOUNT);
    expect(requests.map(({ path }) => path)).toEqual(['/organizations', '/domains', '/packages', '/purchased-domains']);
    expect(requests[0]?.query).toEqual({});
    expect(requests.slice(1).every(({ query }) => query.organization_id === 'org-1')).toBe(true);
    expect(requests[3]?.query.available).toBe('true');
  });

  test('domains are searched for ten at a time, each once, and names that are none not at all', () => {
    const names = [...Array.from({ length: 21 }, (_, index) => `d${index}.example`), 'd0.example', 'no domain'];
    const orders = names.map((domain) => ({
      operation: 'create-custom-order',
      draft: draftOf(one({ domain, domain_source: 'buy' })),
    }));
    const { requests } = playBack(scaledmail.preflight(orders, CONTEXT), ACCOUNT);
    const searches = requests.filter(({ path }) => path === '/search-domains');
    expect(searches.every(({ effect, method }) => effect === 'read' && method === 'POST')).toBe(true);
    const asked = searches.map(({ body }) => (body as { readonly domains: readonly string[] }).domains);
    expect(asked.map((list) => list.length)).toEqual([10, 10, 1]);
    expect(asked.flat()).toEqual(names.slice(0, 21));
  });
});

const CONTEXT = { organization: 'org-1', origin: '', settings: {} };

test.each([
  ['/organizations', { status: 500, body: '' }],
  ['/domains', { status: 503, body: '' }],
  ['/purchased-domains', { status: 429, body: { message: 'Too many requests' } }],
  ['/domains', { kind: 'lost', reason: 'reset', evidence: { reached: 'started', ms: 1 } }],
] as const)('a look-up fails when %s does', (path, reply) => {
  const { result } = look('create-custom-order', draftOf([NAMES]), factsWith(), { [path]: reply });
  expect(result).toMatchObject({
    kind: 'failed',
    failure: { unauthorised: false, reason: expect.stringContaining(path) },
  });
});

test.each([
  [{ workspaces: { Acme: 'org_1' } }, true],
  [{ workspaces: { Acme: 'org_1', org_1: 'org_1' } }, true],
  [{ workspaces: { Acme: 'org_1', org_1: 'org_2' } }, false],
  [{ maxDomainPrice: '20.00' }, true],
  [{ maxDomainPrice: 20 }, false],
])('the settings %j', (raw, fits) => expect('settings' in scaledmail.readSettings(raw)).toBe(fits));

test('a name and its id are the same account, and so the same order', () => {
  const settings = { workspaces: { Acme: 'org_1' } };
  const organizationOf = (row: SheetRow, organization: string) =>
    scaledmail.operations['create-custom-order']?.check(draftOf(one(row)), { ...factsWith(settings), organization })
      .organization;
  expect(organizationOf({ organization_id: 'Acme' }, 'org_2')).toBe('org_1');
  expect(organizationOf({ organization_id: 'org_1' }, 'org_2')).toBe('org_1');
  expect(organizationOf({}, 'Acme')).toBe('org_1');
  expect(organizationOf({ organization_id: 'acme' }, '')).toBe('acme');
});
