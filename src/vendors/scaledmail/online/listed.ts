import type { Finding } from '../../../domain/finding.ts';
import { isMarker, markerOf, shortKey } from '../../../domain/identity.ts';
import { error } from '../../findings.ts';
import type { Listing } from '../listing.ts';
import type { ListedDomain } from '../schema.ts';
import { sameSet } from '../sighting.ts';
import { eachDomain, firstDomainCell, type OnlineInspection, type OnlineRule, untold } from './question.ts';

const IN_USE = 'SMO-IN-USE';
const ORDERED = 'SMO-ALREADY-ORDERED';

/** What could not be told of the list of domains. */
export const unlistedRule: OnlineRule = (inspection) => {
  const { listing } = inspection.online;
  if (!listing || listing.told) return [];
  return [untold(IN_USE, firstDomainCell(inspection), 'whether its domains are in use already', listing.why)];
};

/** SMO-ALREADY-ORDERED, else SMO-IN-USE: what the vendor's list of domains shows of an order's domains. */
export const listedRule: OnlineRule = (inspection) => {
  const { listing } = inspection.online;
  if (!listing?.told) return [];
  // A form and a registration are no order of mailboxes, which is all that this list shows.
  const { operation } = inspection.order;
  const ids = operation === 'submit-form' || operation === 'buy-domains' ? [] : orderIds(inspection, listing.value);
  const [id] = ids.filter((orderId) => isThisOrder(listing.value.under(orderId), inspection));
  return id ? alreadyOrdered(id, inspection) : inUse(inspection, listing.value);
};

function alreadyOrdered(id: string, inspection: OnlineInspection): readonly Finding[] {
  return [
    error(ORDERED, firstDomainCell(inspection), `ScaledMail has this very order already, as ${id}.`, {
      fix: `Do not order it again: run \`sheetorder reconcile SHEET --rebuild\` with these sheets, which writes it down as placed. If the ledger knows it: sheetorder resolve ${shortKey(inspection.key)} --placed ${id} --note "ordered elsewhere".`,
    }),
  ];
}

function inUse(inspection: OnlineInspection, listing: Listing): readonly Finding[] {
  return eachDomain(inspection).flatMap(({ domain, from }) => {
    const [row] = listing.of(domain).filter((listed) => isForeign(listed, inspection));
    if (!row) return [];
    const holder = row.payment_id ? `, in order ${row.payment_id}` : '';
    const status = row.status ? ` (${row.status})` : '';
    return [
      error(IN_USE, from.domain, `${domain} is in this account already${holder}${status}.`, {
        fix: `Take ${domain} out, or choose another domain.`,
      }),
    ];
  });
}

/** A form's own domains may be listed under the order that paid for it. */
function isForeign(row: ListedDomain, { order, online }: OnlineInspection): boolean {
  if (order.operation !== 'submit-form') return true;
  const forms = online.forms?.told ? online.forms.value : [];
  const own = forms.find(({ uuid }) => uuid === order.formUuid)?.payment_id ?? '';
  return own !== '' && row.payment_id !== '' && row.payment_id !== own;
}

/** Orders that hold a domain of this one. */
function orderIds(inspection: OnlineInspection, listing: Listing): readonly string[] {
  const ids = eachDomain(inspection).flatMap(({ domain }) => listing.of(domain).map((row) => row.payment_id));
  return [...new Set(ids)].filter((id) => id !== '');
}

/**
 * Our marker is this order whatever else is listed, for the list may be late. Exactly its domains are it too, under the
 * person's tag or under none: the documents do not say that a package order keeps its tag.
 */
function isThisOrder(rows: readonly ListedDomain[], inspection: OnlineInspection): boolean {
  const { order, key } = inspection;
  const tags = [...new Set(rows.map(({ tag }) => tag).filter((tag) => tag !== ''))];
  if (tags.includes(markerOf(key))) return true;
  const domains = eachDomain(inspection).map(({ domain }) => domain);
  if (!sameSet([...new Set(rows.map(({ domain }) => domain))], domains)) return false;
  return tags.every((tag) => tag === order.tag && !isMarker(tag));
}
