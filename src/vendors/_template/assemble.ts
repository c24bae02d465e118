import type { Body, HttpRequest } from '../../domain/http.ts';
import type { ExampleOrder, OrderDomain, OrderMailbox } from './order.ts';

// Change: the vendor's own path, query and body. Cells with a secret go in as they are, never as text.
/** The one request that places the order. `marker` stands in for a missing tag. */
export function assembleOrder(order: ExampleOrder, marker: string): HttpRequest {
  return {
    effect: 'spend',
    method: 'POST',
    path: '/orders',
    query: { organization: order.organization },
    contentType: 'application/json',
    body: { reference: order.tag ?? marker, domains: order.domains.map(domainOf) },
  };
}

function domainOf({ domain, redirect, mailboxes }: OrderDomain): Body {
  // An empty optional field is left out: a vendor may refuse it, or take it for something.
  return { domain, ...(redirect ? { redirect } : {}), mailboxes: mailboxes.map(mailboxOf) };
}

function mailboxOf({ local, firstName, lastName }: OrderMailbox): Body {
  return { local, first_name: firstName, last_name: lastName };
}
