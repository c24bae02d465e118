import type { CheckedOrder } from '../domain/checked-order.ts';
import { registeredBy, sayClaim } from '../domain/claim.ts';
import type { Finding } from '../domain/finding.ts';
import type { Place } from '../domain/place.ts';
import { rowsText } from '../domain/rows-text.ts';

/** Findings that only the batch as a whole can show, by the order's place in it. */
export function checkBatch(orders: readonly CheckedOrder[]): ReadonlyMap<CheckedOrder, readonly Finding[]> {
  const found = new Map<CheckedOrder, Finding[]>();
  const add = (order: CheckedOrder, finding: Finding) => found.set(order, [...(found.get(order) ?? []), finding]);
  for (const [claim, sharers] of shared(orders, (order) =>
    (order.checked?.claims ?? []).map((text) => `${order.account} ${text}`),
  )) {
    const name = claim.slice(claim.lastIndexOf(' ') + 1);
    for (const order of sharers) add(order, duplicateClaim(order, name, sharers));
  }
  const domains = (order: CheckedOrder) => (order.checked?.claims ?? []).filter((claim) => !claim.includes(':'));
  for (const [name, sharers] of shared(orders, domains))
    if (new Set(sharers.map(({ account }) => account)).size > 1)
      for (const order of sharers) add(order, acrossAccounts(order, name, sharers));
  for (const [tag, sharers] of shared(orders, (order) =>
    order.checked?.tag ? [`${order.account} ${order.checked.tag}`] : [],
  )) {
    for (const order of sharers) {
      const code = order.vendor?.limits.sharedTagCode;
      if (code) add(order, sharedTag(order, code, tag.slice(order.account.length + 1), sharers));
    }
  }
  return found;
}

function shared(
  orders: readonly CheckedOrder[],
  names: (order: CheckedOrder) => readonly string[],
): [string, CheckedOrder[]][] {
  const holders = new Map<string, CheckedOrder[]>();
  for (const order of orders)
    for (const name of new Set(names(order))) holders.set(name, [...(holders.get(name) ?? []), order]);
  return [...holders].filter(([, sharers]) => sharers.length > 1);
}

function duplicateClaim(order: CheckedOrder, claim: string, sharers: readonly CheckedOrder[]): Finding {
  const places = sharers.map((sharer) => `order "${sharer.name}" (${placeText(placeOf(sharer, claim))})`);
  return {
    code: 'DUP-DOMAIN-BATCH',
    severity: 'error',
    at: placeOf(order, claim),
    value: claim,
    message: `${sayClaim(claim)} is in ${sharers.length} orders of this batch: ${places.join(' and ')}.`,
    fix: 'Keep it in one of them and take it out of the others; none of them is sent before.',
  };
}

/** Two accounts cannot both run the mail of a domain; which is meant, only a person knows, so it is sent as it stands. */
function acrossAccounts(order: CheckedOrder, name: string, sharers: readonly CheckedOrder[]): Finding {
  const all = duplicateClaim(order, name, sharers);
  const message = `${all.message.replace(/\.$/, '')}, at different vendors or accounts.`;
  return {
    ...all,
    severity: 'warning',
    message,
    fix: 'Keep it in one of them, unless it is meant so: each is bought.',
  };
}

function sharedTag(order: CheckedOrder, code: string, tag: string, sharers: readonly CheckedOrder[]): Finding {
  return {
    code,
    severity: 'warning',
    at: order.draft.fields.tag?.at ?? order.draft.rows[0] ?? { file: '', line: 0 },
    value: tag,
    message: `The tag "${tag}" is on ${sharers.length} orders, so it cannot tell them apart at the vendor.`,
    fix: 'Give each order its own tag, or leave the tag empty and one is made.',
  };
}

function placeOf(order: CheckedOrder, claim: string): Place {
  const [name = claim] = registeredBy([claim]);
  const domain = order.draft.domains.find((item) => item.domain.value.trim().toLowerCase().replace(/\.$/, '') === name);
  return domain?.domain.at ?? order.draft.fields.form_uuid?.at ?? order.draft.rows[0] ?? { file: '', line: 0 };
}

function placeText(place: Place): string {
  return rowsText([{ file: place.file, line: place.line, ...(place.sheet ? { sheet: place.sheet } : {}) }]);
}
