import type { DraftAlias, DraftDomain, Fields, OrderDraft } from '../../domain/draft.ts';
import type { Cell } from '../../domain/place.ts';
import type { RegistrantColumn } from '../../domain/registrant.ts';
import type { Facts } from '../../domain/vendor.ts';
import { DEFAULT_PLAN, PLANS, PROVIDERS } from './limits.ts';
import { type Settings, settingsOf } from './settings.ts';

/** An order as Saleshandy understands it; a value that is empty is null. `from` keeps the cells for findings. */
export interface SaleshandyOrder {
  readonly settings: Settings;
  /** The country in capitals; everything else as written. */
  readonly owner: Readonly<Record<RegistrantColumn, string | null>>;
  /** In the vendor's spelling where only the case differs. */
  readonly provider: string | null;
  readonly plan: string;
  /** Null when the cell says neither yes nor no. */
  readonly isReplacement: boolean | null;
  readonly isFreeOrder: boolean | null;
  readonly domains: readonly OrderDomain[];
}

export interface OrderDomain {
  readonly domain: string;
  readonly redirect: string | null;
  readonly mailboxes: readonly OrderMailbox[];
  readonly from: DraftDomain;
}

export interface OrderMailbox {
  /** The part before the @. */
  readonly local: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly from: DraftAlias;
}

const YES_NO: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  '1': true,
  false: false,
  no: false,
  '0': false,
};

/** Pure and total: an invalid draft has an order too, so that it has an identity. */
export function readOrder(draft: OrderDraft, facts: Facts): SaleshandyOrder {
  const { fields } = draft;
  return {
    settings: settingsOf(facts.settings),
    owner: readOwner(fields),
    provider: spelt(textIn(fields.email_service_provider), PROVIDERS),
    plan: spelt(textIn(fields.plan_type), PLANS) ?? DEFAULT_PLAN,
    isReplacement: readFlag(textIn(fields.is_replacement)),
    isFreeOrder: readFlag(textIn(fields.is_free_order)),
    domains: draft.domains.map(readDomain),
  };
}

/** A cell's text without white space at its ends; null when nothing is left. */
export function textOf(fields: Fields, column: string): string | null {
  return textIn(fields[column]);
}

function textIn(cell: Cell | undefined): string | null {
  return cell?.value.trim() || null;
}

/** Each domain once. */
export function domainNames({ domains }: SaleshandyOrder): readonly string[] {
  const names = new Set<string>();
  for (const { domain } of domains) if (domain !== '') names.add(domain);
  return [...names];
}

/** True for an order that a person must pay; false where credits of the account pay it. */
export function isPaid(order: SaleshandyOrder): boolean {
  return order.isFreeOrder !== true && order.isReplacement !== true;
}

function readOwner(fields: Fields): SaleshandyOrder['owner'] {
  const country = textIn(fields.country);
  // Columns stand in the order of the alphabet, which spares sorting them for the key.
  return {
    address: textIn(fields.address),
    city: textIn(fields.city),
    company_name: textIn(fields.company_name),
    country: country && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : country,
    owner_first_name: textIn(fields.owner_first_name),
    owner_last_name: textIn(fields.owner_last_name),
    phone_number: textIn(fields.phone_number),
    state: textIn(fields.state),
    zipcode: textIn(fields.zipcode),
  };
}

/** One of the known words where only the case differs, else the text itself. */
function spelt(text: string | null, known: readonly string[]): string | null {
  if (text === null || known.includes(text)) return text;
  const lower = text.toLowerCase();
  return known.find((word) => word.toLowerCase() === lower) ?? text;
}

function readFlag(text: string | null): boolean | null {
  if (text === null) return false;
  const word = text.toLowerCase();
  return Object.hasOwn(YES_NO, word) ? (YES_NO[word] ?? null) : null;
}

function readDomain(from: DraftDomain): OrderDomain {
  return {
    domain: from.domain.value.trim().toLowerCase(),
    redirect: textIn(from.fields.redirect),
    mailboxes: from.aliases.map(readMailbox),
    from,
  };
}

function readMailbox(from: DraftAlias): OrderMailbox {
  return {
    local: from.alias.value.trim(),
    firstName: textIn(from.fields.first_name),
    lastName: textIn(from.fields.last_name),
    from,
  };
}
