import type { Conversation } from '../../domain/conversation.ts';
import type { HalfOrder, HalfOrdersReading } from '../../domain/half-order.ts';
import { moneyFromMajor } from '../../domain/money.ts';
import type { AccountContext, VendorSettings } from '../../domain/vendor.ts';
import { isMailboxType } from './limits.ts';
import { failure, readForms } from './reads.ts';
import type { ListedForm } from './schema.ts';
import { mailboxesPerDomain, settingsOf } from './settings.ts';

const TYPE_WORDS = /\b(google|outlook|microsoft|smtp)\b/gi;
const SOURCES = ['scaledmail', 'other'];

/** Reads the orders that are paid and not configured, each with what its form tells. */
export function* readHalfOrders({ organization }: AccountContext): Conversation<HalfOrdersReading> {
  const forms = yield* readForms(organization);
  return forms.ok ? { kind: 'read', orders: forms.value.map(halfOrder) } : failure(forms);
}

/** How many mailboxes a form of this type wants on each domain; null for a type that is not known. */
export function mailboxesOn(type: string, settings: VendorSettings): number | null {
  const known = type.toLowerCase() === 'microsoft' ? 'outlook' : type.toLowerCase();
  return isMailboxType(known) ? mailboxesPerDomain(known, 'submit-form', settingsOf(settings)) : null;
}

function halfOrder(form: ListedForm): HalfOrder {
  return {
    uuid: form.uuid,
    orderId: form.payment_id,
    description: form.description ?? '',
    createdAt: form.created_at ?? '',
    amount: moneyFromMajor(form.amount, 'USD'),
    domains: form.data?.domains ?? [],
    wanted: form.data?.domains_required ?? null,
    mailboxType: typeOf(form),
    fields: { operation: 'submit-form', form_uuid: form.uuid, domain_source: sourceOf(form) },
  };
}

/** No field for it is documented, so the first text that names one type alone is taken. */
function typeOf({ data, description }: ListedForm): string | null {
  for (const text of [data?.mailbox_type, data?.order_type, description]) {
    const words = [...(text ?? '').matchAll(TYPE_WORDS)].map(([word]) => word.toLowerCase());
    const types = new Set(words.map((word) => (word === 'microsoft' ? 'outlook' : word)));
    const [only] = types;
    if (only && types.size === 1) return only;
  }
  return null;
}

/** An order made with domains of ScaledMail takes `scaledmail` alone, and nothing else is known to leave a form. */
function sourceOf({ data }: ListedForm): string {
  const said = [data?.domain_source, data?.provider].map((text) => text?.trim().toLowerCase() ?? '');
  return said.find((text) => SOURCES.includes(text)) ?? 'scaledmail';
}
