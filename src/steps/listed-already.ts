import type { CheckedOrder } from '../domain/checked-order.ts';
import type { Finding } from '../domain/finding.ts';
import { shortKey } from '../domain/identity.ts';
import type { PendingForm, Surroundings } from '../domain/remembered.ts';

/** What the ledger says of an order id: whose it is, and what that order claims. */
export interface Known {
  readonly key: string;
  readonly claims: readonly string[];
}

/** What the account holds, ready to be asked domain by domain. */
export interface Ground {
  readonly uuids: ReadonlySet<string>;
  readonly formOf: ReadonlyMap<string, PendingForm>;
  readonly domains: Surroundings['domains'];
  /** Null for an order id that the ledger never heard of. */
  readonly known: (orderId: string) => Known | null;
  /** Domain → the order that filled in its form, while the vendor may not list it yet. */
  readonly inHand: ReadonlyMap<string, string>;
}

/** The first form that names a domain stands for it; a form that names none stands for nothing. */
export function groundOf({ forms, domains }: Surroundings, known: Ground['known'], inHand: Ground['inHand']): Ground {
  const formOf = new Map<string, PendingForm>();
  for (const form of forms) for (const domain of form.domains) if (!formOf.has(domain)) formOf.set(domain, form);
  return { uuids: new Set(forms.map(({ uuid }) => uuid)), formOf, domains, known, inHand };
}

export interface Listed {
  readonly finding: Finding;
  /** The order that holds the domain at the vendor; empty when the vendor does not say. */
  readonly orderId: string;
}

/**
 * Domains of an order that are bought at the vendor without this order having done it: configured, or paid for and waiting
 * in a form. A form that is still pending is what a submit-form order is for, so nothing holds that order up.
 */
export function listedAlready(order: CheckedOrder, ground: Ground): readonly Listed[] {
  const { claims, domains } = order.checked ?? { claims: [], domains: [] };
  const forms = claims.flatMap((claim) => (claim.startsWith('form:') ? [claim.slice('form:'.length)] : []));
  if (forms.some((uuid) => ground.uuids.has(uuid))) return [];
  const ours = (orderId: string, domain: string) =>
    forms.length === 0 && orderId !== '' && (ground.known(orderId)?.claims.includes(domain) ?? false);
  return domains.flatMap((domain): Listed[] => {
    const form = ground.formOf.get(domain);
    if (form && !ours(form.orderId, domain)) return [{ finding: inForm(order, domain, form), orderId: form.orderId }];
    const holder = forms.length === 0 ? ground.inHand.get(domain) : undefined;
    if (holder) return [{ finding: beingConfigured(order, domain, holder), orderId: '' }];
    const listed = Object.hasOwn(ground.domains, domain) ? ground.domains[domain] : undefined;
    if (!listed || ours(listed.orderId, domain)) return [];
    const known = listed.orderId ? ground.known(listed.orderId) : null;
    const finding = known
      ? listedAsOurs(order, domain, listed.orderId, known.key)
      : listedOnly(order, domain, listed.orderId);
    return [{ finding, orderId: listed.orderId }];
  });
}

function inForm(order: CheckedOrder, domain: string, { uuid, orderId }: PendingForm): Finding {
  const paid = orderId ? `order ${orderId}` : 'an order that the form does not name';
  return findingAt(order, domain, {
    message: `${domain} stands in form ${uuid || 'without an id'}: ${paid} is paid already and waits to be configured.`,
    fix: 'Do not buy it again: run `sheetorder forms` with this sheet and --output, fill in what it leaves empty, and submit the sheet it writes.',
  });
}

function beingConfigured(order: CheckedOrder, domain: string, key: string): Finding {
  return findingAt(order, domain, {
    message: `${domain} is paid already, and order ${shortKey(key)} of this ledger has filled in its form.`,
    fix: `Nothing is left to buy: take ${domain} out.`,
  });
}

/** Bought by another order of this ledger that claims no domains: one that filled in a form. */
function listedAsOurs(order: CheckedOrder, domain: string, orderId: string, key: string): Finding {
  return findingAt(order, domain, {
    message: `The vendor lists ${domain} under order ${orderId}, which this ledger has as order ${shortKey(key)}.`,
    fix: `Nothing is left to buy or to fill in: take ${domain} out.`,
  });
}

function listedOnly(order: CheckedOrder, domain: string, orderId: string): Finding {
  return findingAt(order, domain, {
    message: `The vendor already lists ${domain} under ${orderId ? `order ${orderId}` : 'an order it does not name'}, and this ledger knows nothing of it.`,
    fix: `If it is this order: sheetorder resolve ${shortKey(order.key)} --placed ${orderId || 'ORDER_ID'} --note "ordered elsewhere". Else take ${domain} out.`,
  });
}

function findingAt(order: CheckedOrder, domain: string, said: Pick<Finding, 'message'> & { fix: string }): Finding {
  const cell = order.draft.domains.find((item) => item.domain.value.trim().toLowerCase() === domain)?.domain;
  const at = cell?.at ?? order.draft.rows[0] ?? { file: '', line: 0 };
  return { code: 'DUP-DOMAIN-ORDERED', severity: 'error', at, value: domain, ...said };
}
