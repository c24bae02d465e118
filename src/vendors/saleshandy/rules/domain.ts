import type { Finding } from '../../../domain/finding.ts';
import type { Cell } from '../../../domain/place.ts';
import { error, inEach, NOTHING } from '../../findings.ts';
import { asciiForm, bareDomain, isHostName } from '../../host-name.ts';
import { repeatedDomains } from '../../repeated-domains.ts';
import type { OrderDomain } from '../order.ts';
import type { Rule } from './rule.ts';

/** SH-DOMAIN-SYNTAX: a bare host name in lower case. */
export const domainSyntaxRule: Rule = ({ order }) => inEach(order.domains, ({ from }) => checkName(from.domain));

function checkName(cell: Cell): readonly Finding[] {
  const text = cell.value.trim();
  if (isHostName(text)) return NOTHING;
  const bare = bareDomain(text);
  if (isHostName(bare))
    return [
      error('SH-DOMAIN-SYNTAX', cell, 'A domain is written bare and in lower case.', {
        fix: `Write ${bare}.`,
        fixed: bare,
      }),
    ];
  const ascii = asciiForm(bare);
  return [
    error('SH-DOMAIN-SYNTAX', cell, 'This is not a bare domain: no scheme, path, port, @ or space.', {
      fix: ascii ? `Write ${ascii} if that is the domain you want.` : 'Write it like alpha.example.',
    }),
  ];
}

/** SH-DOMAIN-DUP-ORDER: no domain twice in an order. */
export const duplicateDomainRule: Rule = ({ order }) =>
  repeatedDomains(
    'SH-DOMAIN-DUP-ORDER',
    order.domains.map(({ from }) => from.domain),
  );

/** SH-REDIRECT-EMPTY and SH-REDIRECT-BARE: a bare domain, or nothing. */
export const redirectRule: Rule = ({ order }) => inEach(order.domains, checkRedirect);

function checkRedirect(domain: OrderDomain): readonly Finding[] {
  const cell = domain.from.fields.redirect;
  if (!cell) return NOTHING;
  if (domain.redirect === null)
    return [
      error('SH-REDIRECT-EMPTY', cell, 'The redirect is empty, and an empty one is not sent.', {
        fix: 'Write a bare domain, or leave the cell out.',
      }),
    ];
  if (isHostName(domain.redirect)) return NOTHING;
  const bare = bareDomain(domain.redirect);
  const advice = isHostName(bare)
    ? { fix: `Write ${bare}.`, fixed: bare }
    : { fix: 'Write the domain alone, such as main.example; Saleshandy redirects to no page of it.' };
  return [
    error('SH-REDIRECT-BARE', cell, 'Saleshandy takes a bare domain here: no scheme, path, query or port.', advice),
  ];
}
