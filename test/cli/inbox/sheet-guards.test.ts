import { expect, it } from 'vitest';
import { assertSameAccounts } from '../../../src/cli/inbox/sheet-guards.ts';
import type { DropReceipt } from '../../../src/domain/drop.ts';
import { planOf } from '../../support/planned.ts';

const plan = planOf([{ name: 'one', domains: ['a.example'], organization: 'org_b' }]);
const boughtOn = (...accounts: readonly string[]): DropReceipt => ({
  sha256: 'a'.repeat(64),
  name: 'may.csv',
  place: 'attention',
  goesOn: true,
  firstAt: '2027-01-01T06:15:00.000Z',
  lastAt: '2027-01-01T06:15:00.000Z',
  waitingSince: null,
  begun: 0,
  batch: '',
  exit: 3,
  accounts,
});

it('refuses another account of a vendor on which some of the sheet was bought', () => {
  expect(() => assertSameAccounts(plan, boughtOn('scaledmail sandbox org_a'))).toThrow('some of this sheet');
});

it.each([
  ['the same account', boughtOn('scaledmail sandbox org_b')],
  ['a sheet of two vendors, when only the other one sold something yet', boughtOn('saleshandy sandbox -')],
  ['a sheet of which nothing was bought', boughtOn()],
  ['a sheet that nobody knows', null],
])('takes %s', (_, known) => {
  expect(() => assertSameAccounts(plan, known)).not.toThrow();
});
