import { registeredBy } from '../domain/claim.ts';
import { mayBeSent, type PlannedOrder } from '../domain/plan.ts';

/**
 * An order on a domain that the same batch still has to register waits for a later run: sent side by side, the vendor might
 * refuse it, and a doubt about one of the two could be taken for the other.
 */
export function afterRegistrations(orders: readonly PlannedOrder[]): readonly PlannedOrder[] {
  const open = new Map<string, PlannedOrder>();
  for (const planned of orders) {
    if (planned.record?.state === 'placed') continue;
    const { account, checked } = planned.order;
    for (const domain of registeredBy(checked?.claims ?? [])) open.set(`${account} ${domain}`, planned);
  }
  if (open.size === 0) return orders;
  return orders.map((planned) => {
    const { account, checked } = planned.order;
    if (!mayBeSent(planned) || registeredBy(checked?.claims ?? []).length > 0) return planned;
    const domain = checked?.domains.find((name) => open.has(`${account} ${name}`));
    const first = domain === undefined ? undefined : open.get(`${account} ${domain}`);
    return first && domain ? { ...planned, action: waits(domain, first) } : planned;
  });
}

function waits(domain: string, { order }: PlannedOrder): PlannedOrder['action'] {
  return {
    do: 'skip',
    code: 'REGISTRATION-FIRST',
    reason: `${domain} is registered by order "${order.name}" of this batch, which is not placed yet.`,
    fix: 'Submit the same sheets again once that order is placed; if the domain is registered already, take that order out.',
  };
}
