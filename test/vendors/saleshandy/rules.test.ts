import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Facts } from '../../../src/domain/vendor.ts';
import { groupRows } from '../../../src/steps/group-rows.ts';
import { COUNTRIES, countryNamed } from '../../../src/vendors/saleshandy/country.ts';
import { saleshandy } from '../../../src/vendors/saleshandy/index.ts';
import { purchase } from '../../../src/vendors/saleshandy/operation.ts';
import { isBody } from '../../../src/vendors/saleshandy/schema.ts';
import { settingsOf } from '../../../src/vendors/saleshandy/settings.ts';
import { draftOf, factsWith, type SheetRow } from '../../support/drafts.ts';
import { sheetOf } from '../../support/sheets.ts';
import { DOMAIN_CASES } from './rule-cases/domain-cases.ts';
import { OWNER_CASES } from './rule-cases/owner-cases.ts';
import { GOOD, row, rows, VERIFIED } from './rule-cases/rule-case.ts';
import { TERMS_CASES } from './rule-cases/terms-cases.ts';

const CASES = [...OWNER_CASES, ...TERMS_CASES, ...DOMAIN_CASES];
/** Found where rows are grouped, where the operation is looked up, on the body itself, or in answers. */
const ELSEWHERE = [
  'SH-GROUP-CONSISTENT',
  'SH-OPERATION',
  'SH-NO-EXTRA',
  'SH-NO-ORDER-ID',
  'SH-NO-CHECKOUT',
  'SH-ORDER-DIFFERS',
];

function findingsOf(sheet: readonly SheetRow[], facts: Facts = VERIFIED): readonly Finding[] {
  return purchase.check(draftOf(sheet, '', 'saleshandy'), facts).findings;
}

test('the order that the cases change has no finding', () => {
  expect(findingsOf(row())).toEqual([]);
  expect(findingsOf(rows({}))).toEqual([]);
});

describe.each(CASES)('$code $name', (item) => {
  test('is found at its cell', () => {
    const found = findingsOf(item.breaks, item.facts).filter(({ code }) => code === item.code);
    const { severity, line, column } = item.at;
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ severity, at: { file: 'may.csv', line, column } });
    expect(found[0]?.fixed).toBe(item.fixed);
    expect(found[0]?.message).toMatch(/\.$/);
    expect(found[0]?.fix).toMatch(/\.$/);
  });

  test('is not found in the draft that just does not break it', () => {
    const findings = findingsOf(item.passes, item.passFacts ?? item.facts);
    expect(findings.filter(({ code }) => code === item.code)).toEqual([]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('its correction, where it is certain, passes', () => {
    if (item.fixed === undefined) return;
    const [first = GOOD, ...others] = item.breaks;
    const corrected = findingsOf([{ ...first, [item.at.column]: item.fixed }, ...others], item.facts);
    expect(corrected.filter(({ code, severity }) => code === item.code && severity === 'error')).toEqual([]);
  });
});

test('every rule has a page, and every page of a rule has a case that breaks it', () => {
  const pages = saleshandy.pages.map((page) => page.code).filter((code) => code.startsWith('SH-'));
  const codes = new Set(CASES.map(({ code }) => code));
  expect(pages.filter((code) => !ELSEWHERE.includes(code)).sort()).toEqual([...codes].sort());
  expect(pages).toEqual(expect.arrayContaining(ELSEWHERE));
});

test('rows that disagree are said once for the order, and rows that agree are not', () => {
  const draftFrom = (second: string) =>
    groupRows(
      sheetOf(
        `order | domain | country | Billing | state\nm | alpha.example | US | x | CA\nm | beta.example | ${second}`,
      ).rows,
      { vendor: 'saleshandy', operation: null, set: {} },
    ).drafts[0];
  const codesOf = (second: string) => {
    const draft = draftFrom(second);
    return draft ? purchase.check(draft, VERIFIED).findings.filter(({ code }) => code === 'SH-GROUP-CONSISTENT') : [];
  };
  const [found, ...more] = codesOf('GB | y | NY');
  expect(found).toMatchObject({ severity: 'error', at: { line: 2, column: 'state' } });
  expect(found?.message).toContain('state, country');
  expect(more).toEqual([]);
  expect(codesOf('US | y | CA')).toEqual([]);
});

test('SH-OPERATION names the operation', () => {
  const finding = saleshandy.unknownOperation(draftOf(row(), 'create-order', 'saleshandy'));
  expect(finding).toMatchObject({ code: 'SH-OPERATION', severity: 'error', value: 'create-order' });
  expect(finding.fix).toContain('purchase');
});

describe('SH-NO-EXTRA, on the body', () => {
  const { fields } = settingsOf({});
  const { body } = purchase.assemble(draftOf(rows({})), VERIFIED, '');
  const fine = JSON.parse(JSON.stringify(body));

  test('the body that is sent passes', () => expect(isBody(fine, fields)).toBe(true));

  test.each([
    ['a field that is not documented', { ...fine, email: 'ada@main.example' }],
    ['a flag that is a text', { ...fine, isFreeOrder: 'true' }],
    ['no domains', { ...fine, domains: [] }],
    ['a field inside a domain', { ...fine, domains: [{ ...fine.domains[0], tag: 'x' }] }],
    ['no mailbox', { ...fine, domains: [{ ...fine.domains[0], mailboxes: [] }] }],
    ['an empty text', { ...fine, city: '' }],
  ])('%s does not', (_, changed) => expect(isBody(changed, fields)).toBe(false));
});

test('a plan under a header that means a package says which column it belongs to', () => {
  const fixOf = (text: string) => findingsOf(row({ price_id: text })).map(({ fix }) => fix);
  expect(fixOf('Quarterly')).toEqual(['Rename the column to plan_type.']);
  expect(fixOf('price_A')).toEqual(['Empty the cell, or order from the vendor that it is meant for.']);
});

test('what is counted, and what is claimed', () => {
  const checked = purchase.check(draftOf([...rows({}), { ...GOOD, domain: 'beta.example' }]), VERIFIED);
  expect(checked).toMatchObject({ mailboxes: 3, price: null, tag: null, claims: ['alpha.example', 'beta.example'] });
});

test('a wrong setting never counts as verified', () => {
  const codes = findingsOf(row(), factsWith({ schemaVerified: true, maxDomains: 0 })).map(({ code }) => code);
  expect(codes).toEqual(['SH-SCHEMA-UNVERIFIED']);
});

test('the countries are the 249 of the standard, and each is known by its English name', () => {
  expect(COUNTRIES).toHaveLength(249);
  expect([...COUNTRIES]).toEqual([...new Set(COUNTRIES)].sort());
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  expect(COUNTRIES.filter((code) => countryNamed(names.of(code) ?? '') !== code)).toEqual([]);
});
