import type { Finding } from '../../../domain/finding.ts';
import { bareDomain, isHostName } from '../../host-name.ts';
import type { OrderDomain } from '../order.ts';
import { error, inEach, NOTHING, type Rule, warning } from './rule.ts';

/** SM-REDIRECT-EMPTY, SM-REDIRECT-SYNTAX and SM-REDIRECT-SELF: where visitors of the domain go. */
export const redirectRule: Rule = ({ order }) => inEach(order.domains, checkRedirect);

function checkRedirect(domain: OrderDomain): readonly Finding[] {
  const cell = domain.from.fields.redirect;
  if (!cell) return NOTHING;
  if (domain.redirect === null)
    return [
      error('SM-REDIRECT-EMPTY', cell, 'The redirect is empty, and ScaledMail refuses an empty one.', {
        fix: 'Write where to redirect to, or leave the cell out.',
      }),
    ];
  const host = hostOf(domain.redirect);
  if (host === null)
    return [
      error('SM-REDIRECT-SYNTAX', cell, 'The redirect is neither a host name nor a web address.', {
        fix: 'Write main.example, or https://main.example/page.',
      }),
    ];
  if (host !== withoutWww(bareDomain(domain.domain))) return NOTHING;
  return [
    warning('SM-REDIRECT-SELF', cell, `${domain.domain} redirects to itself.`, {
      fix: 'Write another domain, or empty the cell.',
    }),
  ];
}

/** True only where a domain of this usual name may be redirected so. */
export function isPlainRedirect(redirect: string, domain: string): boolean {
  const host = hostOf(redirect);
  return host !== null && host !== domain;
}

/** The host a redirect names, without "www.", or null when it is neither a host name nor an http(s) address. */
function hostOf(redirect: string): string | null {
  if (redirect !== last.redirect) last = { redirect, host: knownHost(redirect) };
  return last.host;
}

/** The one asked for last, since the domains of an order mostly lead to one place. */
let last: { readonly redirect: string; readonly host: string | null } = { redirect: '', host: null };

function knownHost(redirect: string): string | null {
  const known = HOSTS.get(redirect);
  if (known !== undefined) return known;
  const host = readHost(redirect);
  if (HOSTS.size >= MOST_HOSTS) HOSTS.clear();
  HOSTS.set(redirect, host);
  return host;
}

/** A sheet names few redirects, each on many rows. */
const HOSTS = new Map<string, string | null>();
const MOST_HOSTS = 1_000;

function readHost(redirect: string): string | null {
  if (isHostName(redirect.toLowerCase())) return withoutWww(redirect.toLowerCase());
  if (!/^https?:\/\/[^\s\\@]+$/i.test(redirect) || !URL.canParse(redirect)) return null;
  const host = new URL(redirect).hostname;
  return isHostName(host) ? withoutWww(host) : null;
}

function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice('www.'.length) : host;
}
