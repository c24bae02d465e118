import type { Finding } from './finding.ts';
import type { Cell, RowPlace } from './place.ts';

/** Canonical column → its cell. A column that is empty is absent. */
export type Fields = Readonly<Partial<Record<string, Cell>>>;

/** The rows that belong to one order, before any check. `fields` holds the order-level columns. */
export interface OrderDraft {
  /** The person's own name for the order, as written. */
  readonly name: string;
  readonly vendor: string;
  /** The operation column or flag; empty when neither says and the vendor must tell it from the evidence. */
  readonly operation: Cell | null;
  readonly fields: Fields;
  readonly domains: readonly DraftDomain[];
  readonly rows: readonly RowPlace[];
  readonly findings: readonly Finding[];
}

/** One domain of an order; two rows of one domain without an alias make two of these, for the vendor's rule to find. */
export interface DraftDomain {
  readonly domain: Cell;
  /** mailbox_type, redirect, domain_profile_picture; and first_name, last_name, profile_picture of the row without an alias. */
  readonly fields: Fields;
  readonly aliases: readonly DraftAlias[];
  readonly rows: readonly RowPlace[];
}

export interface DraftAlias {
  readonly alias: Cell;
  /** first_name, last_name, profile_picture. */
  readonly fields: Fields;
  readonly row: RowPlace;
}
