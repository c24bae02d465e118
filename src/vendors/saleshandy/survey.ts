import type { Conversation } from '../../domain/conversation.ts';
import type { CatalogueReading, SurveyReading } from '../../domain/vendor.ts';
import { readDomains, readOrders } from './reads.ts';
import type { ListedDomain } from './schema.ts';

/** Of these the account does not hold the domain any more. Any other word, also one that is not documented, holds it. */
export const GONE: ReadonlySet<string> = new Set(['deleted', 'failed', 'expired']);

/** Reads what the account holds before anything is bought: its domains, and its orders where the vendor lists them. */
export function* survey(): Conversation<SurveyReading> {
  const domains = yield* readDomains();
  if (!domains.ok) return { kind: 'failed', failure: domains.failure };
  const orders = yield* readOrders();
  if (!orders.ok) return { kind: 'failed', failure: orders.failure };
  const ids = [...domains.value.map((row) => row.orderId), ...(orders.value ?? []).map((order) => order.id)];
  const held = domains.value.filter((row) => !GONE.has(row.status));
  return {
    kind: 'read',
    surroundings: {
      orderIds: [...new Set(ids.filter((id) => id !== ''))],
      domains: Object.fromEntries(held.map(listedDomain)),
      forms: [],
    },
  };
}

/** The vendor names a list of plans and does not describe it, so no price is taken from it. */
export function* pullCatalogue(): Conversation<CatalogueReading> {
  const reply = yield { effect: 'read', method: 'GET', path: '/domain/plans', query: {} };
  const unauthorised = reply.kind === 'answer' && (reply.status === 401 || reply.status === 403);
  const reason = unauthorised
    ? `GET /domain/plans answered ${reply.status}`
    : 'Saleshandy does not describe its list of plans, so no package or price can be taken from it; prices are on its checkout page';
  return { kind: 'failed', failure: { unauthorised, reason } };
}

function listedDomain(row: ListedDomain): [string, { readonly orderId: string; readonly tag: string }] {
  return [row.name, { orderId: row.orderId, tag: '' }];
}
