import { isHostName } from '../../host-name.ts';
import { isMailboxType, MAX_ALIAS, MAX_NAME } from '../limits.ts';
import type { OrderAlias, OrderDomain, ScaledMailOrder } from '../order.ts';
import { hasProviders } from '../settings.ts';
import { hasUsualCharacters, wantedAliases } from './alias.ts';
import { FEWEST_DOMAINS } from './mailbox-type.ts';
import { isPlainRedirect } from './redirect.ts';

/**
 * True only where no rule on the domains of a mailbox order finds anything; false says nothing. Nearly all orders pass, and
 * one walk over their domains and aliases costs a fifth of what a walk for each of these rules does. `names` are the order's
 * domains, each once.
 */
export function arePlainDomains(order: ScaledMailOrder, names: readonly string[]): boolean {
  const { domains } = order;
  if (domains.length === 0 || domains.length > FEWEST_DOMAINS || names.length !== domains.length) return false;
  const withAliases = domains[0]?.aliases.length !== 0;
  for (const domain of domains)
    if ((domain.aliases.length !== 0) !== withAliases || !isPlainDomain(domain, order)) return false;
  return true;
}

function isPlainDomain(domain: OrderDomain, order: ScaledMailOrder): boolean {
  const { stock_id, redirect, first_name, last_name } = domain.from.fields;
  if (!hasPlainName(domain) || !hasPlainType(domain, order) || stock_id || domain.picture !== null) return false;
  if (redirect && (domain.redirect === null || !isPlainRedirect(domain.redirect, domain.domain))) return false;
  if (domain.aliases.length === 0) return isName(domain.firstName) && isName(domain.lastName);
  return !first_name && !last_name && arePlainAliases(domain, order);
}

function hasPlainName({ domain, from }: OrderDomain): boolean {
  return from.domain.value === domain && isHostName(domain) && !domain.startsWith('www.');
}

/** Also where a body without types leaves it unsaid; "microsoft" is remarked on. */
function hasPlainType({ type, from }: OrderDomain, { operation, settings }: ScaledMailOrder): boolean {
  if (type === null) return !hasProviders(operation, settings);
  return isMailboxType(type) && (type !== 'outlook' || from.fields.mailbox_type?.value === type);
}

function arePlainAliases(domain: OrderDomain, order: ScaledMailOrder): boolean {
  const { aliases } = domain;
  if (!wantedAliases(domain, order).includes(aliases.length)) return false;
  for (const alias of aliases) if (!isPlainAlias(alias)) return false;
  return areDistinct(aliases);
}

function isPlainAlias({ alias, firstName, lastName, picture }: OrderAlias): boolean {
  if (alias.length > MAX_ALIAS || !hasUsualCharacters(alias)) return false;
  return picture === null && isName(firstName) && isName(lastName);
}

function isName(name: string | null): boolean {
  return name !== null && name.length <= MAX_NAME;
}

/** Most domains have two aliases, and two of different lengths need no look at their letters, as they are all of ASCII. */
function areDistinct(aliases: readonly OrderAlias[]): boolean {
  const [one, two] = aliases;
  if (one && two && aliases.length === 2 && one.alias.length !== two.alias.length) return true;
  return new Set(aliases.map(({ alias }) => alias.toLowerCase())).size === aliases.length;
}
