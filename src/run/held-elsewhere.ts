import type { CheckedOrder } from '../domain/checked-order.ts';
import { isSamePlace } from '../domain/identity.ts';
import type { Ledger } from '../domain/ports.ts';

/**
 * Claims of this order that orders on other accounts of the same vendor and address hold. Only where the vendor has no
 * organizations: there an account is a name of ours, and a new name must not make what was bought look new.
 */
export function heldElsewhere(
  { vendor, account, checked }: CheckedOrder,
  ledger: Ledger,
): ReadonlyMap<string, readonly string[]> {
  if (!vendor || !checked || vendor.auth.organizationVariable !== null) return new Map();
  const others = ledger.accounts().filter((other) => other !== account && isSamePlace(other, account));
  const held = new Map<string, readonly string[]>();
  for (const other of others)
    for (const [claim, keys] of ledger.holders(other, checked.claims))
      held.set(claim, [...(held.get(claim) ?? []), ...keys]);
  return held;
}
