import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { OrderRecord } from '../../src/domain/order-book.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { IS_PLACED } from '../../src/domain/status.ts';
import type { Sale, SimVendor } from './vendor.ts';

/** Sales that are this order: the same domains, and the same form where there is one. */
export function salesOf(order: CheckedOrder, vendor: SimVendor): readonly Sale[] {
  const domains = [...(order.checked?.domains ?? [])].sort().join();
  const form = order.checked?.claims.find((claim) => claim.startsWith('form:'))?.slice('form:'.length) ?? '';
  return vendor.sales.filter((sale) => [...sale.domains].sort().join() === domains && sale.form === form);
}

/** Sales that this order may rightly be called: its own, or the very same bought by a colleague; never an older one. */
export function boughtSince(order: CheckedOrder, vendor: SimVendor): readonly Sale[] {
  return salesOf(order, vendor).filter(({ by }) => by !== 'before');
}

/** Domains and forms that the program has bought more than once, and which still stand. */
export function soldTwice(vendor: SimVendor): readonly string[] {
  const holders = new Map<string, Sale[]>();
  for (const sale of vendor.sales) {
    if (sale.by !== 'us' || sale.cancelled) continue;
    for (const domain of sale.domains) holders.set(domain, [...(holders.get(domain) ?? []), sale]);
  }
  return [...holders]
    .filter(([, sales]) => sales.length > 1)
    .map(([domain, sales]) => `${domain} was bought ${sales.length} times: ${sales.map(({ id }) => id).join(', ')}`);
}

export interface Known {
  readonly vendor: SimVendor;
  readonly records: ReadonlyMap<string, OrderRecord>;
  /** The ledger was lost once, so what the vendor lists is `invalid` until a person adopts it. */
  readonly ledgerLost: boolean;
}

/** What a finished run says, compared with the truth at that moment: it may know less, and never better. */
export function betterThanTruth(orders: readonly CheckedOrder[], outcomes: readonly Outcome[], known: Known): string[] {
  if (outcomes.length !== orders.length) return [`${orders.length} orders went in and ${outcomes.length} came out`];
  return orders.flatMap((order) => {
    const outcome = outcomes.find(({ key }) => key === order.key);
    if (!outcome) return [`order ${order.draft.name} did not come out`];
    return judge(order, outcome, known);
  });
}

function judge(order: CheckedOrder, outcome: Outcome, known: Known): string[] {
  const sales = salesOf(order, known.vendor);
  const name = `order ${order.draft.name} (${order.key.slice(0, 4)})`;
  if (outcome.status === 'unknown') return [];
  if (IS_PLACED.has(outcome.status)) {
    const sales = boughtSince(order, known.vendor);
    if (sales.length === 0) return [`${name} is called ${outcome.status}, and was never sold`];
    const right = outcome.orderId === '' || sales.some(({ id }) => id === outcome.orderId);
    return right ? [] : [`${name} is called ${outcome.orderId}, and is ${sales.map(({ id }) => id).join()}`];
  }
  const standing = sales.filter((sale) => sale.by === 'us' && !sale.cancelled);
  if (standing.length === 0 || isExcused(order, outcome, known)) return [];
  return [`${name} is called ${outcome.status} (${outcome.codes.join()}), and was sold as ${standing[0]?.id}`];
}

/** The vendor itself said "not placed", or the ledger that knew better is gone; both are read back before any spend. */
function isExcused(order: CheckedOrder, outcome: Outcome, known: Known): boolean {
  if (known.ledgerLost) return outcome.codes.includes('DUP-DOMAIN-ORDERED') || outcome.status !== 'refused';
  const entries = known.records.get(order.key)?.entries ?? [];
  return entries.some(
    (entry) =>
      entry.type === 'spend_finished' &&
      entry.verdict.kind === 'not_placed' &&
      (entry.verdict.cause === 'throttled' || entry.verdict.cause === 'unauthorised'),
  );
}

/** In the end everything that could be bought was bought, once, and the ledger says so. */
export function leftOver(
  orders: readonly CheckedOrder[],
  vendor: SimVendor,
  records: ReadonlyMap<string, OrderRecord>,
): readonly string[] {
  return orders.flatMap((order) => {
    const state = records.get(order.key)?.state;
    const name = `order ${order.draft.name}`;
    const sales = salesOf(order, vendor);
    const ours = sales.filter(({ by, cancelled }) => by === 'us' && !cancelled);
    return [
      ...(ours.length === 1 && state !== 'placed'
        ? [`${name} was sold as ${ours[0]?.id}, and the ledger has it ${state}`]
        : []),
      ...(state === 'placed' && boughtSince(order, vendor).length === 0
        ? [`${name} is placed in the ledger, and was never sold`]
        : []),
      ...(ours.length === 0 && sales.length === 0 && !isBlocked(order, vendor)
        ? [`${name} was never bought, and the ledger has it ${state}`]
        : []),
    ];
  });
}

/** Another order has one of its domains: the rival, also one that the vendor has cancelled since, or an older one. */
function isBlocked(order: CheckedOrder, vendor: SimVendor): boolean {
  const domains = order.checked?.domains ?? [];
  return vendor.sales.some((sale) => domains.some((domain) => sale.domains.includes(domain)));
}
