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
  const counts = order.domains.map((domain) => {
    if (domain.aliases.length > 0) return domain.aliases.length;
    return isMailboxType(domain.type) ? mailboxesPerDomain(domain.type, order.operation, order.settings) : null;
  });
  if (counts.includes(null) && bought) return packageMailboxes(bought) * (order.quantity ?? 1);
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

function packageMailboxes(bought: Package): number {
  return Object.values(bought.mailboxes).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
