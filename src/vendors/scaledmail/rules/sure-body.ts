import type { Body } from '../../../domain/http.ts';
import { isMailboxType, MAX_ALIAS, MAX_NAME, MAX_TAG, type OperationId } from '../limits.ts';

/**
 * True only for a body that every other look would pass; false says nothing. Most orders are mailboxes without logins and
 * pictures, and looking at each of these with the whole schema would cost more than all the rules on its cells.
 */
export function isSurelyRight(operation: OperationId, body: Body): boolean {
  if (operation === 'buy-domains' || operation === 'buy-pre-warm' || !isFields(body)) return false;
  const { providers, domains } = body;
  const hasQuantity = operation === 'create-order' && isCount(body.quantity);
  const own = (hasQuantity ? 1 : 0) + (isText(body.tag, MAX_TAG) ? 1 : 0) + 1;
  if (Object.keys(body).length !== own) return false;
  if (providers !== undefined) return areProviders(providers);
  return operation === 'create-order' && areDomains(domains);
}

function areProviders(providers: Body): boolean {
  if (!isFields(providers)) return false;
  const types = Object.keys(providers);
  return types.length > 0 && types.every((type) => isMailboxType(type) && isProvider(providers[type]));
}

function isProvider(provider: Body | undefined): boolean {
  return isFields(provider) && Object.keys(provider).length === 1 && areDomains(provider.domains);
}

function areDomains(domains: Body | undefined): boolean {
  if (!Array.isArray(domains) || domains.length === 0) return false;
  for (const domain of domains) if (!isDomain(domain)) return false;
  return true;
}

function isDomain(domain: Body): boolean {
  if (!isFields(domain) || !isText(domain.domain)) return false;
  let names = 1;
  if (isText(domain.redirect)) names += 1;
  if (isText(domain.first_name, MAX_NAME) && isText(domain.last_name, MAX_NAME)) names += 2;
  if (areAliases(domain.aliases)) names += 1;
  return Object.keys(domain).length === names;
}

function areAliases(aliases: Body | undefined): boolean {
  if (!Array.isArray(aliases) || aliases.length === 0) return false;
  for (const alias of aliases) if (!isAlias(alias)) return false;
  return true;
}

function isAlias(alias: Body): boolean {
  if (!isFields(alias) || Object.keys(alias).length !== 3) return false;
  const { first_name: first, last_name: last, alias: local } = alias;
  return isText(first, MAX_NAME) && isText(last, MAX_NAME) && isText(local, MAX_ALIAS) && !/[@\s]/.test(local);
}

function isCount(value: Body | undefined): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function isText(value: Body | undefined, most = Number.POSITIVE_INFINITY): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= most;
}

function isFields(value: Body | undefined): value is { readonly [key: string]: Body } {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
