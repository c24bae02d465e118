import type { CheckedOrder } from '../domain/checked-order.ts';
import type { Finding } from '../domain/finding.ts';
import { shortKey } from '../domain/identity.ts';
import type { Surroundings } from '../domain/remembered.ts';

/**
 * Domains of an order that the vendor lists without the ledger knowing why: bought elsewhere, or before this ledger
 * existed. A form that is still pending is the order that holds them, so it is no hindrance to itself.
 */
export function listedAlready(
  order: CheckedOrder,
  surroundings: Surroundings,
  knownIds: ReadonlyMap<string, string>,
): readonly Finding[] {
  const claims = order.checked?.claims ?? [];
  if (surroundings.forms.some((form) => claims.includes(`form:${form.uuid}`))) return [];
  return (order.checked?.domains ?? []).flatMap((domain) => {
    const listed = Object.hasOwn(surroundings.domains, domain) ? surroundings.domains[domain] : undefined;
    if (!listed || (listed.orderId && knownIds.has(listed.orderId))) return [];
    return [finding(order, domain, listed.orderId)];
  });
}

function finding(order: CheckedOrder, domain: string, orderId: string): Finding {
  const cell = order.draft.domains.find((item) => item.domain.value.trim().toLowerCase() === domain)?.domain;
  const holder = orderId ? `order ${orderId}` : 'an order it does not name';
  return {
    code: 'DUP-DOMAIN-ORDERED',
    severity: 'error',
    at: cell?.at ?? order.draft.rows[0] ?? { file: '', line: 0 },
    value: domain,
    message: `The vendor already lists ${domain} under ${holder}, and this ledger knows nothing of it.`,
    fix: `If it is this order: sheetorder resolve ${shortKey(order.key)} --placed ${orderId || 'ORDER_ID'} --note "ordered elsewhere". Else take ${domain} out.`,
  };
}
