import type { Conversation } from '../../domain/conversation.ts';
import { moneyFromMajor } from '../../domain/money.ts';
import type { Remembered } from '../../domain/remembered.ts';
import { FORM_PENDING, type LookupResult } from '../../domain/verdict.ts';
import { inconclusive, notFoundYet } from '../lookup.ts';
import { domainsOf, isCancelled, readDomains, readForms, readOneOrder } from './reads.ts';
import { isWithin } from './sighting.ts';

const BY_ID = 'its order id';

/**
 * Reads an order whose id is known. It waits for its form as long as a form waits under its id, and it is configured once
 * its own domains are listed; what is neither leaves everything as it was.
 */
export function* readKnown(wanted: Remembered, id: string): Conversation<LookupResult> {
  const order = yield* readOneOrder(wanted.organization, id);
  if (!order.ok) return inconclusive(order.failure.reason);
  if (isCancelled(order.value)) return notFoundYet(`Order ${id} is cancelled at the vendor.`);
  const forms = yield* readForms(wanted.organization);
  if (!forms.ok) return inconclusive(forms.failure.reason);
  const amount = moneyFromMajor(order.value.amount, 'USD');
  const receipt = { orderId: id, payment: 'taken', ...(amount ? { amount } : {}) } as const;
  if (forms.value.some((form) => form.payment_id === id))
    return { kind: 'found', receipt: { ...receipt, code: FORM_PENDING }, by: BY_ID };
  if (isWithin(wanted.domains, domainsOf(order.value))) return { kind: 'found', receipt, by: BY_ID };
  const listed = yield* readDomains(wanted.organization);
  if (!listed.ok) return inconclusive(listed.failure.reason);
  const own = listed.value.filter((row) => row.payment_id === id).map((row) => row.domain);
  if (isWithin(wanted.domains, own)) return { kind: 'found', receipt, by: BY_ID };
  return notFoundYet(`No form waits under order ${id} any more, and its domains are not listed yet.`);
}
