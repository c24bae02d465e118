import type { DraftAlias, DraftDomain, Fields, OrderDraft } from '../../domain/draft.ts';
import type { Facts } from '../../domain/vendor.ts';

// Change: what the vendor's order consists of; a value that is empty is null.
/** An order as Example Inboxes understands it. `from` keeps the cells for findings. */
export interface ExampleOrder {
  readonly organization: string;
  readonly tag: string | null;
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

/** Pure and total: an invalid draft has an order too, so that it has an identity. */
export function readOrder({ fields, domains }: OrderDraft, facts: Facts): ExampleOrder {
  return { organization: facts.organization, tag: textOf(fields, 'tag'), domains: domains.map(readDomain) };
}

/** A cell's text without white space at its ends; null when nothing is left. */
export function textOf(fields: Fields, column: string): string | null {
  return fields[column]?.value.trim() || null;
}

function readDomain(from: DraftDomain): OrderDomain {
  return {
    domain: from.domain.value.trim().toLowerCase(),
    redirect: textOf(from.fields, 'redirect'),
    mailboxes: from.aliases.map((alias) => ({
      local: alias.alias.value.trim(),
      firstName: textOf(alias.fields, 'first_name'),
      lastName: textOf(alias.fields, 'last_name'),
      from: alias,
    })),
    from,
  };
}
