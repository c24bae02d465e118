import type { Money } from './money.ts';

/** One bundle a vendor sells. `mailboxTypes` says how many domains or mailboxes of a type it takes, where the vendor says. */
export interface Package {
  readonly id: string;
  readonly name: string;
  readonly price: Money | null;
  readonly period: string;
  readonly domains: number;
  readonly mailboxes: Readonly<Partial<Record<string, number>>>;
  readonly typeDomains: Readonly<Partial<Record<string, number>>>;
}

/** A dated local copy of a vendor account's packages and prices. */
export interface Catalogue {
  readonly vendor: string;
  readonly account: string;
  readonly pulledAt: string;
  readonly packages: readonly Package[];
}
