import { type Money, minorFromText } from '../../domain/money.ts';
import type { OrderDomain, ScaledMailOrder } from './order.ts';
import { mailboxesPerDomain } from './settings.ts';

/** What a custom order costs by the unit prices of the configuration; null when one that it needs is not there. */
export function priceOfParts(order: ScaledMailOrder): Money | null {
  if (order.operation !== 'create-custom-order' || order.domains.length === 0) return null;
  let minor = 0;
  for (const domain of order.domains) {
    const price = priceOfDomain(domain, order);
    if (price === null) return null;
    minor += price;
  }
  return { minor, currency: 'USD' };
}

function priceOfDomain(domain: OrderDomain, { operation, settings }: ScaledMailOrder): number | null {
  const { type } = domain;
  const { googleMailbox, outlookDomain, smtpDomain } = settings.prices;
  if (type === 'outlook') return cents(outlookDomain, 1);
  if (type === 'smtp') return cents(smtpDomain, 1);
  return type === 'google' ? cents(googleMailbox, mailboxesPerDomain('google', operation, settings)) : null;
}

function cents(text: string | undefined, times: number): number | null {
  const minor = text === undefined ? null : minorFromText(text);
  return minor === null ? null : minor * times;
}
