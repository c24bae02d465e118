import type { Body, HttpRequest } from '../../domain/http.ts';
import { REGISTRANT_COLUMNS } from '../../domain/registrant.ts';
import { OWNER_FIELDS } from './limits.ts';
import type { OrderDomain, OrderMailbox, SaleshandyOrder } from './order.ts';
import type { FieldNames } from './settings.ts';

/** The one request that places the order. Only documented fields, since the vendor refuses others; empty ones are left out. */
export function assembleOrder(order: SaleshandyOrder): HttpRequest {
  return {
    effect: 'spend',
    method: 'POST',
    path: '/domain',
    query: {},
    contentType: 'application/json',
    body: filled({
      ...Object.fromEntries(REGISTRANT_COLUMNS.map((column) => [OWNER_FIELDS[column], order.owner[column]])),
      emailServiceProvider: order.provider,
      planType: order.plan,
      domains: order.domains.map((domain) => domainOf(domain, order.settings.fields)),
      isReplacement: order.isReplacement === true ? true : null,
      isFreeOrder: order.isFreeOrder === true ? true : null,
    }),
  };
}

function domainOf(domain: OrderDomain, names: FieldNames): Body {
  return filled({
    [names.domain]: domain.domain,
    [names.redirect]: domain.redirect,
    [names.mailboxes]: domain.mailboxes.map((mailbox) => mailboxOf(mailbox, domain.domain, names)),
  });
}

function mailboxOf(mailbox: OrderMailbox, domain: string, names: FieldNames): Body {
  return filled({
    [names.firstName]: mailbox.firstName,
    [names.lastName]: mailbox.lastName,
    ...(names.email === null ? {} : { [names.email]: `${mailbox.local}@${domain}` }),
    ...(names.localPart === null ? {} : { [names.localPart]: mailbox.local }),
  });
}

function filled(fields: Readonly<Record<string, Body | null>>): { readonly [key: string]: Body } {
  const kept: Record<string, Body> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name] ?? null;
    if (value !== null && value !== '') kept[name] = value;
  }
  return kept;
}
