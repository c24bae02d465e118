import { domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { OrderDraft } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Cell } from '../domain/place.ts';

/** Endings set aside for examples and tests; they are in no list of public suffixes. */
const SET_ASIDE = /\.(example|test)$/;
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/;
const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic'] as const;

export interface DomainFacts {
  /** Domains that clients use for themselves, each with the client it belongs to. */
  readonly primary: Readonly<Record<string, string>>;
}

/** What no vendor rule covers: whether a name can be owned at all, and whether it is the one a person thinks it is. */
export function checkDomains(draft: OrderDraft, facts: DomainFacts): readonly Finding[] {
  return draft.domains.flatMap(({ domain }) => {
    const name = domain.value.trim().toLowerCase().replace(/\.$/, '');
    return HOST_NAME.test(name)
      ? [...ownable(domain, name), ...primary(domain, name, facts), ...lookAlike(domain, name)]
      : [];
  });
}

/** By the list of public suffixes: https://publicsuffix.org. */
function ownable(cell: Cell, name: string): readonly Finding[] {
  if (SET_ASIDE.test(name)) return [];
  const { publicSuffix, domain, subdomain, isIcann } = parse(name, { allowPrivateDomains: false });
  if (!isIcann)
    return [
      finding(
        'DOMAIN-ENDING',
        'warning',
        cell,
        `No registry has the ending ".${publicSuffix ?? ''}".`,
        'Check the spelling.',
      ),
    ];
  if (domain === null)
    return [
      finding(
        'DOMAIN-SUFFIX',
        'error',
        cell,
        `${name} is an ending under which domains are registered, not a domain.`,
        'Write the whole domain.',
      ),
    ];
  if (subdomain && subdomain !== 'www')
    return [
      finding(
        'DOMAIN-SUBDOMAIN',
        'warning',
        cell,
        `${name} is a name below the domain ${domain}.`,
        `Write ${domain} if that is what was bought.`,
      ),
    ];
  return [];
}

function primary(cell: Cell, name: string, { primary: known }: DomainFacts): readonly Finding[] {
  const own = Object.keys(known).find((domain) => name === domain || name.endsWith(`.${domain}`));
  if (own === undefined) return [];
  return [
    finding(
      'DOMAIN-PRIMARY',
      'error',
      cell,
      `${own} is what the client ${known[own]} uses itself; mailboxes for outreach would harm it.`,
      'Order another domain, or take it out of `clients` in the configuration.',
    ),
  ];
}

/** A name in other letters is shown as a person sees it; letters of two alphabets in one part may pretend to be another name. */
function lookAlike(cell: Cell, name: string): readonly Finding[] {
  if (!/(^|\.)xn--/.test(name)) return [];
  const shown = domainToUnicode(name);
  const mixed = shown
    .split('.')
    .some((label) => SCRIPTS.filter((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(label)).length > 1);
  return mixed
    ? [
        finding(
          'DOMAIN-LOOKALIKE',
          'warning',
          cell,
          `${name} reads "${shown}" and mixes letters of two alphabets, as names do that pretend to be others.`,
          'Make sure that it is the domain that was bought.',
        ),
      ]
    : [finding('DOMAIN-IDN', 'info', cell, `${name} reads "${shown}".`, 'Nothing to do if that is the domain.')];
}

function finding(code: string, severity: Finding['severity'], cell: Cell, message: string, fix: string): Finding {
  return { code, severity, at: cell.at, value: cell.value, message, fix };
}
