import { type Fields, readList, readObject, readOptional, readText, refuse } from '../refusal.ts';
import type { MailboxType, SoldDomain, SoldMailbox } from '../sandbox.ts';

/** How a list of domain objects is to be read: which alias counts pass, and which type a domain then has. */
export interface DomainReading {
  readonly where: string;
  readonly counts: Readonly<Partial<Record<MailboxType, number>>>;
  /** The type of a domain that names leave open. */
  readonly typeAt: (index: number) => MailboxType;
}

export const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;

/** Reads domain objects as the vendor's pages describe them; refuses in words that name the first thing wrong. */
export function readDomains(value: unknown, reading: DomainReading): readonly SoldDomain[] {
  const list = readList(value, reading.where).map((item) => readObject(item, `${reading.where} entry`));
  const domains = list.map((item, index) => readDomain(item, reading, index));
  refuseTwice(domains.map((item) => item.domain));
  refuseMixedFormats(list, domains);
  return domains;
}

/** One request may name a domain once, whatever its mailbox type. */
export function refuseTwice(domains: readonly string[]): void {
  const twice = domains.find((domain, index) => domains.indexOf(domain) !== index);
  if (twice !== undefined) refuse(`Domain ${twice} is listed more than once`);
}

function readDomain(item: Fields, reading: DomainReading, index: number): SoldDomain {
  const domain = readText(item.domain, 'domain');
  if (!HOST.test(domain)) return refuse(`Domain ${domain} is not valid`);
  const redirect = readOptional(item.redirect, `redirect of ${domain}`);
  readPicture(item.profile_picture, domain);
  const type = typeOf(item, reading, index);
  const count = reading.counts[type] ?? 0;
  const mailboxes =
    item.aliases === undefined ? generate(item, domain, count) : readAliases(item.aliases, domain, reading);
  return { domain, type, redirect, mailboxes };
}

function typeOf(item: Fields, reading: DomainReading, index: number): MailboxType {
  const given = Array.isArray(item.aliases) ? item.aliases.length : null;
  const types = (['google', 'outlook', 'smtp'] as const).filter((type) => reading.counts[type] === given);
  return types.length === 1 && types[0] !== undefined ? types[0] : reading.typeAt(index);
}

function readAliases(value: unknown, domain: string, reading: DomainReading): readonly SoldMailbox[] {
  const aliases = readList(value, `aliases of ${domain}`).map((item) => readAlias(item, domain));
  const counts = Object.values(reading.counts);
  if (!counts.includes(aliases.length)) {
    return refuse(`Domain ${domain} must have exactly ${counts.join(' or ')} aliases, got ${aliases.length}`);
  }
  return aliases;
}

function readAlias(value: unknown, domain: string): SoldMailbox {
  const item = readObject(value, `alias of ${domain}`);
  const alias = readText(item.alias, `alias of ${domain}`, 64);
  if (/[@\s]/.test(alias)) return refuse(`Alias ${alias} must be the part before the @, without spaces`);
  readPicture(item.profile_picture, domain);
  return {
    first_name: readText(item.first_name, `first_name of alias ${alias}`, 50),
    last_name: readText(item.last_name, `last_name of alias ${alias}`, 50),
    alias,
  };
}

/** Names stand for aliases that the vendor makes up. */
function generate(item: Fields, domain: string, count: number): readonly SoldMailbox[] {
  if (item.first_name === undefined && item.last_name === undefined) {
    return refuse(`Domain ${domain} needs first_name and last_name, or aliases`);
  }
  const first_name = readText(item.first_name, `first_name of ${domain}`, 50);
  const last_name = readText(item.last_name, `last_name of ${domain}`, 50);
  const stem = first_name.toLowerCase().replace(/[^a-z0-9]/g, '') || 'mail';
  return Array.from({ length: count }, (_, index) => ({ first_name, last_name, alias: `${stem}${index + 1}` }));
}

function readPicture(value: unknown, domain: string): void {
  const picture = readOptional(value, `profile_picture of ${domain}`, 150);
  if (picture.startsWith('data:')) refuse(`profile_picture of ${domain} cannot be base64 data`);
}

function refuseMixedFormats(list: readonly Fields[], domains: readonly SoldDomain[]): void {
  const formats = new Map<MailboxType, boolean>();
  for (const [index, domain] of domains.entries()) {
    const hasAliases = list[index]?.aliases !== undefined;
    if ((formats.get(domain.type) ?? hasAliases) !== hasAliases) {
      refuse(`All ${domain.type} domains must use the same format: names or aliases`);
    }
    formats.set(domain.type, hasAliases);
  }
}
