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
};

/** Codes that are explained and that nothing raises, each with the reason. */
export const NEVER: Readonly<Record<string, string>> = {
  'SHO-AUTH': 'Nothing is looked up before an order is sent.',
  'SHO-AVAILABLE': 'Nothing is looked up before an order is sent.',
  'SHO-PLAN-PRICE': 'The list of plans is not described.',
  'SHO-ALREADY-OWNED': 'A domain that the account holds is told by DUP-DOMAIN-ORDERED.',
  'SHO-CREDITS': 'Only the reply to an order can tell.',
  'SHO-ZIP': 'Only the reply to an order can tell.',
};
