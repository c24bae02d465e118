import type { Package } from '../../domain/catalogue.ts';
import type { Conversation } from '../../domain/conversation.ts';
import { moneyFromMajor } from '../../domain/money.ts';
import type { AccountContext, CatalogueReading } from '../../domain/vendor.ts';
import { failure, readPackages } from './reads.ts';
import type { ListedPackage } from './schema.ts';

/** Reads the packages the account can buy. Prices are dollars; `microsoft` is listed as `outlook`. */
export function* pullCatalogue(context: AccountContext): Conversation<CatalogueReading> {
  const packages = yield* readPackages(context.organization);
  return packages.ok ? { kind: 'read', packages: packages.value.map(packageFrom) } : failure(packages);
}

/** A package as the vendor lists it, in our words. */
export function packageFrom(listed: ListedPackage): Package {
  const parts = { google: listed.google, outlook: listed.outlook ?? listed.microsoft, smtp: listed.smtp };
  return {
    id: listed.id,
    name: listed.name,
    price: moneyFromMajor(listed.price, 'USD'),
    period: listed.frequency,
    domains: listed.domains,
    mailboxes: stated(Object.entries(parts).map(([type, part]) => [type, part?.mailbox])),
    typeDomains: stated(Object.entries(parts).map(([type, part]) => [type, part?.domains])),
  };
}

function stated(entries: readonly (readonly [string, number | undefined])[]): Readonly<Record<string, number>> {
  return Object.fromEntries(entries.flatMap(([type, number]) => (number === undefined ? [] : [[type, number]])));
}
