import type { Finding } from '../../../domain/finding.ts';
import { bareDomain, isHostName } from '../../host-name.ts';
import type { OrderDomain } from '../order.ts';
import { error, type Rule, warning } from './rule.ts';

/** SM-REDIRECT-EMPTY, SM-REDIRECT-SYNTAX and SM-REDIRECT-SELF: where visitors of the domain go. */
export const redirectRule: Rule = ({ order }) => order.domains.flatMap(checkRedirect);

function checkRedirect(domain: OrderDomain): readonly Finding[] {
  const cell = domain.from.fields.redirect;
  if (!cell) return [];
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
  if (withoutWww(host) !== withoutWww(bareDomain(domain.domain))) return [];
  return [
    warning('SM-REDIRECT-SELF', cell, `${domain.domain} redirects to itself.`, {
      fix: 'Write another domain, or empty the cell.',
    }),
  ];
}

/** The host a redirect names, or null when it is neither a host name nor an http(s) address. */
function hostOf(redirect: string): string | null {
  if (isHostName(redirect.toLowerCase())) return redirect.toLowerCase();
  if (!/^https?:\/\/[^\s\\@]+$/i.test(redirect) || !URL.canParse(redirect)) return null;
  const host = new URL(redirect).hostname;
  return isHostName(host) ? host : null;
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, '');
}
