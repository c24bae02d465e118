import type { CheckedOrder, KnownOfOrder } from '../../src/domain/checked-order.ts';

/** The order with other facts; copied name by name, since what it makes when it is asked cannot be spread. */
export function withChecked(order: CheckedOrder, checked: KnownOfOrder): CheckedOrder {
  const { name, vendorName, operationName, client, columns, domainCount, runs } = order;
  const { draft, vendor, operation, account, key, findings, payload, judge } = order;
  const summary = { name, vendorName, operationName, client, columns, domainCount, runs };
  return { ...summary, draft, vendor, operation, account, key, checked, findings, payload, judge };
}
