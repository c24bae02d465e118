import type { Catalogue } from '../../domain/catalogue.ts';
import type { PackSize } from '../../domain/vendor.ts';
import { isMailboxType, MAX_DOMAINS } from './limits.ts';
import { packageOf } from './mailboxes.ts';
import type { ScaledMailOrder } from './order.ts';

/** A package takes exactly its domains (times a quantity that is given), a custom order at most the vendor's limit for the type. */
export function packSize(order: ScaledMailOrder, catalogue: Catalogue | null): PackSize {
  if (order.operation === 'submit-form') return { kind: 'at_most', domains: Number.MAX_SAFE_INTEGER };
  if (order.operation === 'create-order') {
    const bought = packageOf(order, catalogue);
    if (bought) return { kind: 'exactly', domains: bought.domains * (order.quantity ?? 1) };
    return {
      kind: 'unknown',
      code: 'PACK-NO-CATALOGUE',
      message: `These rows name no order, and how many domains the package "${order.priceId ?? ''}" takes is not known.`,
      fix: 'Run `sheetorder catalog pull`, or write order names.',
    };
  }
  const type = order.domains[0]?.type ?? null;
  return {
    kind: 'at_most',
    domains: isMailboxType(type) ? MAX_DOMAINS[type] : Math.min(...Object.values(MAX_DOMAINS)),
  };
}
