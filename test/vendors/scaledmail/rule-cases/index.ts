import { BUYING_CASES } from './buying-cases.ts';
import { DOMAIN_CASES } from './domain-cases.ts';
import { FORM_CASES } from './form-cases.ts';
import { MAILBOX_CASES } from './mailbox-cases.ts';
import { ORDER_CASES } from './order-cases.ts';
import { PACKAGE_CASES } from './package-cases.ts';
import type { RuleCase } from './rule-case.ts';

/** Every offline rule of ScaledMail, broken at least once. */
export const CASES: readonly RuleCase[] = [
  ...ORDER_CASES,
  ...BUYING_CASES,
  ...DOMAIN_CASES,
  ...MAILBOX_CASES,
  ...PACKAGE_CASES.map((item) => ({ ...item, operation: 'create-order' })),
  ...FORM_CASES.map((item) => ({ ...item, operation: 'submit-form' })),
];

/** Codes that no sheet alone raises, and the test that shows each. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'SM-PAYLOAD': 'test/vendors/scaledmail/rules.test.ts',
  'SM-TAG-UNIQUE': 'test/vendors/scaledmail/rules.test.ts',
  'SMO-AUTH': 'test/vendors/scaledmail/online.test.ts',
  'SMO-OWNED': 'test/vendors/scaledmail/online.test.ts',
  'SMO-BUYABLE': 'test/run/look-up-again.test.ts',
  'SMO-IN-USE': 'test/vendors/scaledmail/online.test.ts',
  'SMO-ALREADY-ORDERED': 'test/vendors/scaledmail/online.test.ts',
  'SMO-FORM-MATCH': 'test/e2e/online.test.ts',
  'SM-BUY-UNAVAILABLE': 'test/vendors/scaledmail/place-buying.test.ts',
  'SM-BUY-PRICE': 'test/vendors/scaledmail/place-buying.test.ts',
  'SM-BUY-UNREAD': 'test/vendors/scaledmail/place-buying.test.ts',
  'SM-STOCK-GONE': 'test/vendors/scaledmail/place-buying.test.ts',
};
