import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Facts, Operation } from '../../../src/domain/vendor.ts';
import { scaledmail } from '../../../src/vendors/scaledmail/index.ts';
import { payloadProblems } from '../../../src/vendors/scaledmail/rules/payload.ts';
import { draftOf, factsWith, type SheetRow } from '../../support/drafts.ts';
import { CASES } from './rule-cases/index.ts';
import { ONLINE_CASES } from './rule-cases/online-cases.ts';
import { aliases, NAMES } from './rule-cases/rule-case.ts';

/** Checked across a whole batch, when the operation is looked up, or by asking the vendor right before the spend. */
const ELSEWHERE = [
  'SM-TAG-UNIQUE',
  'SM-MODE',
  'SM-PAYLOAD',
  'SM-BUY-UNAVAILABLE',
  'SM-BUY-PRICE',
  'SM-BUY-UNREAD',
  'SM-STOCK-GONE',
];

function operationOf(id = 'create-custom-order'): Operation {
  const operation = scaledmail.operations[id];
  if (!operation) throw new Error(`no operation ${id}`);
  return operation;
}

function findingsOf(rows: readonly SheetRow[], id?: string, facts: Facts = factsWith()): readonly Finding[] {
  return operationOf(id).check(draftOf(rows), facts).findings;
}

describe.each(CASES)('$code $name', (item) => {
  test('is found at its cell', () => {
    const found = findingsOf(item.breaks, item.operation, item.facts).filter(({ code }) => code === item.code);
    const { severity, line, column } = item.at;
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity, at: { file: 'may.csv', line, column } });
    expect(found[0]?.fixed).toBe(item.fixed);
    expect(found[0]?.message).toMatch(/\.$/);
    expect(found[0]?.fix).toMatch(/\.$/);
  });

  test('is not found in the draft that just does not break it', () => {
    const findings = findingsOf(item.passes, item.operation, item.passFacts ?? item.facts);
    expect(findings.filter(({ code }) => code === item.code)).toEqual([]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

test('every page is a rule that some case breaks, and every broken rule has a page', () => {
  const pages = scaledmail.pages.map((page) => page.code).filter((code) => /^SMO?-/.test(code));
  const codes = new Set([...CASES, ...ONLINE_CASES].map(({ code }) => code));
  expect(pages.filter((code) => !ELSEWHERE.includes(code)).sort()).toEqual([...codes].sort());
  expect(pages).toEqual(expect.arrayContaining(ELSEWHERE));
});

test('everything is reported at once', () => {
  const codes = findingsOf([{ domain: 'Alpha', mailbox_type: 'gmail', first_name: 'Ada', tag: 'x'.repeat(21) }]).map(
    ({ code }) => code,
  );
  expect(codes.sort()).toEqual(['SM-DOMAIN-SYNTAX', 'SM-NAME-PAIR', 'SM-PROVIDER-KEY', 'SM-SOURCE', 'SM-TAG-LEN']);
});

test('SM-MODE names the operations', () => {
  const finding = scaledmail.unknownOperation(draftOf([NAMES], 'order'));
  expect(finding).toMatchObject({ code: 'SM-MODE', severity: 'error', value: 'order' });
  expect(finding.fix).toContain('create-custom-order');
});

test.each([
  [{}, 'create-custom-order'],
  [{ price_id: 'price_A' }, 'create-order'],
  [{ price_id: 'price_A', form_uuid: 'f-1' }, 'submit-form'],
  [{ price_id: 'price_A', stock_id: 'recEXAMPLE1' }, 'buy-pre-warm'],
  [{ max_price: '20.00' }, 'create-custom-order'],
])('the operation is told from %j', (row, id) => {
  expect(scaledmail.inferOperation(draftOf([{ ...NAMES, ...row }]))).toBe(id);
});

test('a login that stays a profile name is not whole', () => {
  const findings = findingsOf([{ ...NAMES, domain_source: 'other', hosting: 'main' }]);
  expect(findings.map(({ code }) => code)).toEqual(['SM-HOST-FIELDS', 'SM-HOST-FIELDS', 'SM-HOST-FIELDS']);
});

test('an internationalised domain is refused with its ASCII form', () => {
  const [finding] = findingsOf([{ ...NAMES, domain: 'bücher.example' }]);
  expect(finding).toMatchObject({
    code: 'SM-DOMAIN-SYNTAX',
    fix: 'Write xn--bcher-kva.example if that is the domain you bought.',
  });
});

describe('on the payload', () => {
  const domain = { domain: 'alpha.example', first_name: 'Ada', last_name: 'Sample' };
  const google = { domains: [domain] };

  test.each([
    ['SM-REDIRECT-EMPTY', { providers: { google: { domains: [{ ...domain, redirect: '' }] } } }],
    ['SM-SEQ-EMPTY', { providers: { google }, sequencer: { workspace: '' } }],
    ['SM-PROVIDER-EMPTY', { providers: {} }],
    ['SM-PROVIDER-EMPTY', { providers: { smtp: { domains: [] } } }],
    ['SM-GOOGLE-MPD', { providers: { google: { ...google, mailboxes_per_domain: 5 } } }],
    ['SM-GOOGLE-MPD', { providers: { outlook: { ...google, mailboxes_per_domain: 2 } } }],
    ['SM-PAYLOAD', { providers: { google }, note: 'x' }],
  ])('%s', (code, body) => {
    expect(payloadProblems('create-custom-order', { body }).map((problem) => problem.code)).toEqual([code]);
  });

  test.each([2, 3, 4])('%i mailboxes on a google domain pass', (number) => {
    const body = { providers: { google: { ...google, mailboxes_per_domain: number } } };
    expect(payloadProblems('create-custom-order', { body })).toEqual([]);
  });
});

test('what is counted', () => {
  const check = (rows: readonly SheetRow[], facts = factsWith()) => operationOf().check(draftOf(rows), facts);
  expect(check(aliases(2)).mailboxes).toBe(2);
  expect(check([NAMES]).mailboxes).toBe(2);
  expect(check([NAMES], factsWith({ googleMailboxes: 4 })).mailboxes).toBe(4);
  expect(check([{ ...NAMES, mailbox_type: 'Microsoft' }]).mailboxes).toBe(25);
  expect(check([{ ...NAMES, mailbox_type: 'smtp' }])).toMatchObject({
    mailboxes: 4,
    price: null,
    claims: ['alpha.example'],
  });
});
