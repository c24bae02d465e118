import { domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { OrderDraft } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Cell } from '../domain/place.ts';
import { domainKey } from './domain-key.ts';

/** Endings set aside for examples and tests; they are in no list of public suffixes. */
const SET_ASIDE = ['.example', '.test'];
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/;
const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic'] as const;

export interface DomainFacts {
  /** Domains that clients use for themselves, each with the client it belongs to. */
  readonly primary: Readonly<Record<string, string>>;
}

/** What no vendor rule covers: whether a name can be owned at all, and whether it is the one a person thinks it is. */
export function checkDomains(draft: OrderDraft, facts: DomainFacts): readonly Finding[] {
  let found: Finding[] | null = null;
  for (const { domain } of draft.domains) {
    const name = domainKey(domain.value);
    if (!HOST_NAME.test(name)) continue;
    const [own, client, looks] = [ownable(domain, name), primary(domain, name, facts), lookAlike(domain, name)];
    if (own.length + client.length + looks.length === 0) continue;
    const more = [...own, ...client, ...looks];
    if (found) found.push(...more);
    else found = more;
  }
  return found ?? NOTHING;
}

const NOTHING: readonly Finding[] = [];

/** By the list of public suffixes: https://publicsuffix.org. */
function ownable(cell: Cell, name: string): readonly Finding[] {
  for (const ending of SET_ASIDE) if (name.endsWith(ending)) return NOTHING;
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
  return NOTHING;
}

function primary(cell: Cell, name: string, { primary: known }: DomainFacts): readonly Finding[] {
  const own = primaryOf(name, known);
  if (own === null) return NOTHING;
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

/** The first of the known domains that the name is or lies under; asked by the name's own parts, as there may be many known. */
function primaryOf(name: string, known: DomainFacts['primary']): string | null {
  const places = placesOf(known);
  if (places.size === 0) return null;
  let first: { readonly domain: string; readonly place: number } | null = null;
  for (let from = 0; from !== -1; from = name.indexOf('.', from) + 1 || -1) {
    const domain = name.slice(from);
    const place = places.get(domain);
    if (place !== undefined && (first === null || place < first.place)) first = { domain, place };
  }
  return first?.domain ?? null;
}

const PLACES = new WeakMap<DomainFacts['primary'], ReadonlyMap<string, number>>();

function placesOf(known: DomainFacts['primary']): ReadonlyMap<string, number> {
  const made = PLACES.get(known);
  if (made) return made;
  const places = new Map(Object.keys(known).map((domain, place) => [domain, place]));
  PLACES.set(known, places);
  return places;
}

/** A name in other letters is shown as a person sees it; letters of two alphabets in one part may pretend to be another name. */
function lookAlike(cell: Cell, name: string): readonly Finding[] {
  if (!name.includes('xn--') || !/(^|\.)xn--/.test(name)) return NOTHING;
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
