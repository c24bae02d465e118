import type { Package } from '../../domain/catalogue.ts';
import type { Money } from '../../domain/money.ts';
import type { Period, Renewal } from '../../domain/renewal.ts';
import type { OperationId } from './limits.ts';

const PERIODS: readonly (readonly [RegExp, Period])[] = [
  [/month/i, 'month'],
  [/quarter/i, 'quarter'],
  [/year|annual/i, 'year'],
];

/** What an order goes on to cost: a package what it says, all other orders what the vendor's own words suggest. */
export function renewalOf(
  operation: OperationId,
  price: Money | null,
  bought: Package | null = null,
): { readonly renewal?: Renewal } {
  if (operation === 'submit-form') return {};
  if (operation === 'create-order') {
    const every = PERIODS.find(([words]) => words.test(bought?.period ?? ''))?.[1];
    return every ? { renewal: { every, amount: price } } : {};
  }
  // Domains renew by the year at a price of their own; warmed-up mailboxes cost by the month, and a part of the first sum is paid once.
  if (operation === 'buy-domains') return { renewal: { every: 'year', amount: null } };
  return { renewal: { every: 'month', amount: operation === 'buy-pre-warm' ? null : price } };
}
