import type { Catalogue, Package } from '../../domain/catalogue.ts';
import { isMailboxType } from './limits.ts';
import type { ScaledMailOrder } from './order.ts';
import { mailboxesPerDomain } from './settings.ts';

/** The package this order names, when there is a catalogue and it lists it. */
export function packageOf(order: ScaledMailOrder, catalogue: Catalogue | null): Package | null {
  if (order.operation !== 'create-order') return null;
  return catalogue?.packages.find((item) => item.id === order.priceId) ?? null;
}

/** How many mailboxes the order makes: aliases given, else what the type or the package brings, as far as it is known. */
export function countMailboxes(order: ScaledMailOrder, bought: Package | null): number {
  let sum = 0;
  for (const { aliases, type } of order.domains) {
    const isKnown = aliases.length > 0 || isMailboxType(type);
    if (!isKnown && bought) return packageMailboxes(bought) * (order.quantity ?? 1);
    if (aliases.length > 0) sum += aliases.length;
    else if (isMailboxType(type)) sum += mailboxesPerDomain(type, order.operation, order.settings);
  }
  return sum;
}

function packageMailboxes(bought: Package): number {
  return Object.values(bought.mailboxes).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
