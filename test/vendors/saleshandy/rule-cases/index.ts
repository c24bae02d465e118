import { DOMAIN_CASES } from './domain-cases.ts';
import { OWNER_CASES } from './owner-cases.ts';
import type { RuleCase } from './rule-case.ts';
import { TERMS_CASES } from './terms-cases.ts';

/** Every offline rule of Saleshandy, broken at least once. */
export const CASES: readonly RuleCase[] = [...OWNER_CASES, ...TERMS_CASES, ...DOMAIN_CASES];

/** Codes that no sheet alone raises, and the test that shows each. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'SH-GROUP-CONSISTENT': 'test/vendors/saleshandy/rules.test.ts',
  'SH-NO-EXTRA': 'test/vendors/saleshandy/rules.test.ts',
  'SH-ORDER-DIFFERS': 'test/vendors/saleshandy/account.test.ts',
  'SHO-AUTH': 'test/vendors/saleshandy/online.test.ts',
  'SHO-AVAILABLE': 'test/vendors/saleshandy/online.test.ts',
  'SHO-PLAN-PRICE': 'test/vendors/saleshandy/online.test.ts',
  'SHO-ALREADY-OWNED': 'test/vendors/saleshandy/online.test.ts',
  'SHO-CREDITS': 'test/vendors/saleshandy/online.test.ts',
  'SHO-ZIP': 'test/vendors/saleshandy/online.test.ts',
};
