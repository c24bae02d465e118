import type { Finding } from '../../../domain/finding.ts';
import { bareDomain } from '../../host-name.ts';
import { isMailboxType, MAILBOXES_PER_DOMAIN, MAX_ALIAS } from '../limits.ts';
import type { OrderAlias, OrderDomain, ScaledMailOrder } from '../order.ts';
import { mailboxesPerDomain } from '../settings.ts';
import { count, error, inEach, missing, NOTHING, oneOf, type Rule, warning } from './rule.ts';

const USUAL = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;

/** SM-ALIAS-COUNT: exactly as many aliases as the mailbox type has mailboxes on a domain. */
export const aliasCountRule: Rule = ({ order }) =>
  inEach(order.domains, (domain) => {
    const have = domain.aliases.length;
    if (have === 0) return NOTHING;
    const wanted = wantedAliases(domain, order);
    if (wanted.length === 0 || wanted.includes(have)) return NOTHING;
    const most = Math.max(...wanted);
    const where = domain.aliases[most]?.from.alias ?? domain.from.domain;
    const type = domain.type ? `${domain.type} takes` : 'a package takes';
    const message = `${domain.domain} has ${have === 1 ? '1 alias' : `${have} aliases`}; ${type} exactly ${oneOf(wanted)}.`;
    const fix =
      have > most ? `Remove ${have - most}.` : `Add ${(wanted.find((number) => number > have) ?? most) - have}.`;
    return [error('SM-ALIAS-COUNT', where, message, { fix })];
  });

/** How many aliases the domain may have; none at all where that cannot be told. */
export function wantedAliases(domain: OrderDomain, order: ScaledMailOrder): readonly number[] {
  if (isMailboxType(domain.type)) return [mailboxesPerDomain(domain.type, order.operation, order.settings)];
  // A package may leave the type unsaid; an unknown or missing type elsewhere is SM-PROVIDER-KEY.
  if (domain.type !== null || order.operation !== 'create-order') return [];
  return ANY_TYPE;
}

const ANY_TYPE: readonly number[] = Object.values(MAILBOXES_PER_DOMAIN).sort((a, b) => a - b);

/** SM-ALIAS-FIELDS: first name, last name and alias, each of them. */
export const aliasFieldsRule: Rule = ({ draft, order }) =>
  inEach(order.domains, (domain) =>
    inEach(domain.aliases, ({ alias, firstName, lastName, from }) => {
      if (alias && firstName && lastName) return NOTHING;
      const values = { alias, first_name: firstName, last_name: lastName };
      return Object.entries(values)
        .filter(([, value]) => !value)
        .map(([column]) => {
          const message = `The alias ${alias ? `"${alias}" ` : ''}of ${domain.domain} has no \`${column}\`.`;
          return error('SM-ALIAS-FIELDS', missing(from.row, column, draft), message, { fix: `Fill \`${column}\`.` });
        });
    }),
  );

/** SM-ALIAS-LOCAL and SM-ALIAS-CHARS: the part before the @ alone. */
export const aliasTextRule: Rule = ({ order }) =>
  inEach(order.domains, (domain) => inEach(domain.aliases, (alias) => checkText(alias, domain)));

function checkText({ alias, from }: OrderAlias, domain: OrderDomain): readonly Finding[] {
  if (alias === '') return NOTHING;
  if (isLocalPart(alias)) return hasUsualCharacters(alias) ? NOTHING : [charactersWarning({ alias, from })];
  const own = localPartOn(alias, bareDomain(domain.domain));
  const advice = own ? { fix: `Write ${own}.`, fixed: own } : { fix: 'Write the part before the @ only.' };
  return [error('SM-ALIAS-LOCAL', from.alias, whatIsWrong(alias), advice)];
}

function charactersWarning({ from }: Pick<OrderAlias, 'alias' | 'from'>): Finding {
  return warning('SM-ALIAS-CHARS', from.alias, 'The alias has characters or dots that many mail systems refuse.', {
    fix: 'Use letters a to z, digits, ".", "_" and "-", with no dot first, last or doubled.',
  });
}

function isLocalPart(alias: string): boolean {
  return alias.length >= 1 && alias.length <= MAX_ALIAS && !/[@\s]/.test(alias);
}

/** False for a text that is none of the usual local parts, and for an empty one. */
export function hasUsualCharacters(alias: string): boolean {
  return USUAL.test(alias);
}

/** The local part of a full address on the alias's own domain: the one correction that is certain. */
function localPartOn(alias: string, domain: string): string | null {
  const suffix = `@${domain}`;
  const local = alias.toLowerCase().endsWith(suffix) ? alias.slice(0, -suffix.length) : '';
  return domain && isLocalPart(local) ? local : null;
}

function whatIsWrong(alias: string): string {
  if (alias.includes('@')) return 'An alias is the part before the @ only.';
  if (/\s/.test(alias)) return 'An alias holds no white space.';
  return `The alias has ${count(alias.length, 'character')}; ScaledMail takes at most ${MAX_ALIAS}.`;
}

/** SM-ALIAS-DUP: no alias twice on a domain, ignoring case. */
export const duplicateAliasRule: Rule = ({ order }) =>
  inEach(order.domains, (domain) => {
    if (domain.aliases.length < 2) return NOTHING;
    const first = new Map<string, OrderAlias>();
    return inEach(domain.aliases, (alias) => {
      const name = alias.alias.toLowerCase();
      const earlier = first.get(name);
      if (!earlier) first.set(name, alias);
      if (!earlier || name === '') return NOTHING;
      const message = `${domain.domain} has the alias "${alias.alias}" twice; the first one is in line ${earlier.from.row.line}.`;
      return [error('SM-ALIAS-DUP', alias.from.alias, message, { fix: 'Change or remove one of the two.' })];
    });
  });
