import type { Conversation } from '../../domain/conversation.ts';
import type { PendingForm } from '../../domain/remembered.ts';
import type { AccountContext, SurveyReading } from '../../domain/vendor.ts';
import { failure, readDomains, readForms, readOrders } from './reads.ts';
import type { ListedDomain, ListedForm } from './schema.ts';

/** Reads what the account holds before anything is bought: orders, domains, and orders that are paid but not configured. */
export function* survey(context: AccountContext): Conversation<SurveyReading> {
  const orders = yield* readOrders(context.organization);
  if (!orders.ok) return failure(orders);
  const domains = yield* readDomains(context.organization);
  if (!domains.ok) return failure(domains);
  const forms = yield* readForms(context.organization);
  if (!forms.ok) return failure(forms);
  const waiting = forms.value.map(pendingForm);
  const ids = [...orders.value.map((order) => order.id), ...waiting.map((form) => form.orderId)];
  return {
    kind: 'read',
    surroundings: {
      orderIds: [...new Set(ids.filter((id) => id !== ''))],
      domains: Object.fromEntries(inOrderOfDoubt(domains.value).map(listedDomain)),
      forms: waiting,
    },
  };
}

/** A domain listed twice counts as the row that names an order: later rows win. */
function inOrderOfDoubt(rows: readonly ListedDomain[]): readonly ListedDomain[] {
  return rows.toSorted((a, b) => Number(a.payment_id !== '') - Number(b.payment_id !== ''));
}

function listedDomain(row: ListedDomain): [string, { readonly orderId: string; readonly tag: string }] {
  return [row.domain, { orderId: row.payment_id, tag: row.tag }];
}

function pendingForm(form: ListedForm): PendingForm {
  return { uuid: form.uuid, orderId: form.payment_id, domains: form.data?.domains ?? [] };
}
