import type { CheckedOrder } from '../domain/checked-order.ts';
import { type AccountId, isSamePlace } from '../domain/identity.ts';
import type { Ledger } from '../domain/ports.ts';

/** Claim → keys that hold it. */
export type Holders = ReadonlyMap<string, readonly string[]>;

export interface HoldersOf {
  /** On the order's own account. */
  readonly own: (order: CheckedOrder) => Holders;
  /** On other accounts that may be the same one: see `heldElsewhere`. */
  readonly elsewhere: (order: CheckedOrder) => Holders;
}

const NOBODY: Holders = new Map();

/** Who holds what these orders claim, asked of the ledger once an account instead of once an order. */
export function holdersOf(orders: readonly CheckedOrder[], ledger: Ledger | null): HoldersOf {
  if (!ledger) return { own: () => NOBODY, elsewhere: () => NOBODY };
  const claims = claimsByAccount(orders);
  const accounts = ledger.accounts();
  const own = new Map([...claims].map(([account, all]) => [account, ledger.holders(account, all)]));
  // Where a vendor has organizations, accounts that look alike are others for sure, and need not be asked.
  const named = claimsByAccount(orders.filter(({ vendor }) => vendor?.auth.organizationVariable === null));
  const others = new Map(
    [...named].map(([account, all]) => {
      const alike = accounts.filter((other) => other !== account && isSamePlace(other, account));
      return [account, alike.map((other) => ledger.holders(other, all)).filter((held) => held.size > 0)];
    }),
  );
  return {
    own: ({ account, checked }) => among(checked?.claims ?? [], own.get(account) ?? NOBODY),
    elsewhere: ({ account, checked }) => together(checked?.claims ?? [], others.get(account) ?? []),
  };
}

function claimsByAccount(orders: readonly CheckedOrder[]): ReadonlyMap<AccountId, readonly string[]> {
  const claims = new Map<AccountId, string[]>();
  for (const { account, checked } of orders) {
    if (!checked) continue;
    const known = claims.get(account) ?? [];
    for (const claim of checked.claims) known.push(claim);
    claims.set(account, known);
  }
  return claims;
}

function among(claims: readonly string[], held: Holders): Holders {
  if (held.size === 0 || !claims.some((claim) => held.has(claim))) return NOBODY;
  return new Map(claims.flatMap((claim) => (held.has(claim) ? [[claim, held.get(claim) ?? []] as const] : [])));
}

function together(claims: readonly string[], all: readonly Holders[]): Holders {
  const found = new Map<string, readonly string[]>();
  for (const held of all)
    for (const [claim, keys] of among(claims, held)) found.set(claim, [...(found.get(claim) ?? []), ...keys]);
  return found.size === 0 ? NOBODY : found;
}
