import type { DropReceipt } from '../../domain/drop.ts';
import { GuardError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import { mayBeSent, type Plan } from '../../domain/plan.ts';
import { accountsIn } from './account-holds.ts';

/** Throws GuardError for an order that was cancelled since: it is bought again only when a person says so. */
export function assertNoneCancelled(plan: Plan): void {
  const isCancelled = (entry: object) => 'as' in entry && entry.as === 'cancelled';
  const again = plan.orders.find((one) => mayBeSent(one) && one.record?.entries.some(isCancelled));
  if (!again) return;
  throw new GuardError(
    `The order "${again.order.name}" of this sheet was placed once and cancelled since, so nothing of the sheet was sent.`,
    'Take it out of the sheet. To order it again, say so: `sheetorder submit` with this sheet.',
    'INBOX-CANCELLED',
  );
}

/** Throws GuardError where some of a sheet was bought on one account of a vendor and the rest would be on another one. */
export function assertSameAccounts(plan: Plan, known: DropReceipt | null): void {
  const { accounts = [] } = known ?? {};
  const isOther = (account: AccountId) =>
    !accounts.includes(account) && accounts.some((one) => vendorIn(one) === vendorIn(account));
  const other = accountsIn(plan).find(isOther);
  if (!other) return;
  throw new GuardError(
    `An earlier run bought some of this sheet on the account "${accounts.join('", "')}", and this one would buy on "${other}".`,
    'Run it with the profile, organization and address that it began with. If all of it is wanted on the other account too, say so: `sheetorder submit` with this sheet.',
    'INBOX-OTHER-ACCOUNT',
  );
}

/** A sheet may hold orders for several vendors, each with an account of its own. */
function vendorIn(account: string): string {
  return account.split(' ')[0] ?? '';
}
