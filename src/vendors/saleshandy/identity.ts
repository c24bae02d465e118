import { type Json, sortedJson, textJson, WrittenJson } from '../../domain/json.ts';
import type { OrderDomain, OrderMailbox, SaleshandyOrder } from './order.ts';

/**
 * What enters the order's key: what is bought and for whom, without names of sheets, and without the names of the body's
 * fields, so that correcting these does not make orders that were placed look new.
 */
export function identityOf(order: SaleshandyOrder): { readonly [field: string]: Json } {
  // Names stand in the order of the alphabet here and below, which spares sorting them.
  return {
    domains: sortedJson(order.domains.map(domainText)),
    isFreeOrder: order.isFreeOrder,
    isReplacement: order.isReplacement,
    operation: 'purchase',
    owner: order.owner,
    plan: order.plan,
    provider: order.provider,
  };
}

/** The canonical text of a domain's fields, written out with their names in the order of the alphabet. */
function domainText({ domain, mailboxes, redirect }: OrderDomain): WrittenJson {
  const list = sortedJson(mailboxes.map(mailboxText)).text;
  return new WrittenJson(`{"domain":${textJson(domain)},"mailboxes":${list},"redirect":${textJson(redirect)}}`);
}

function mailboxText({ local, firstName, lastName }: OrderMailbox): WrittenJson {
  const names = `"firstName":${textJson(firstName)},"lastName":${textJson(lastName)}`;
  return new WrittenJson(`{${names},"local":${textJson(local.toLowerCase())}}`);
}
