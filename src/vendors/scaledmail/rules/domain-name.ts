import type { Finding } from '../../../domain/finding.ts';
import type { Cell } from '../../../domain/place.ts';
import { asciiForm, bareDomain, isHostName } from '../../host-name.ts';
import { repeatedDomains } from '../../repeated-domains.ts';
import { error, inEach, NOTHING, type Rule, warning } from './rule.ts';

const CODE = 'SM-DOMAIN-SYNTAX';

/** SM-DOMAIN-SYNTAX: a bare, lower-case host name. */
export const domainSyntaxRule: Rule = ({ order }) => inEach(order.domains, ({ from }) => checkName(from.domain));

function checkName(cell: Cell): readonly Finding[] {
  const text = cell.value.trim();
  if (isHostName(text)) return text.startsWith('www.') ? [wwwWarning(cell, text)] : NOTHING;
  const bare = bareDomain(text);
  if (text === '') return [error(CODE, cell, 'The row has no domain.', { fix: 'Fill `domain`.' })];
  if (isHostName(bare))
    return [
      error(CODE, cell, 'A domain is written bare and in lower case.', { fix: `Write ${bare}.`, fixed: bare }),
      ...(bare.startsWith('www.') ? [wwwWarning(cell, bare)] : []),
    ];
  return [error(CODE, cell, whatIsWrong(text), { fix: adviceFor(bare) })];
}

function wwwWarning(cell: Cell, bare: string): Finding {
  return warning(CODE, cell, 'The name begins with "www.", which is seldom a domain that was bought.', {
    fix: `Write ${bare.slice('www.'.length)} if that is the domain.`,
  });
}

function adviceFor(bare: string): string {
  const ascii = asciiForm(bare);
  return ascii
    ? `Write ${ascii} if that is the domain you bought.`
    : 'Write the bare domain, for example alpha.example.';
}

function whatIsWrong(text: string): string {
  if (text.includes('@')) return 'This is a mail address, not a domain.';
  if (/\s/.test(text)) return 'A domain holds no white space.';
  if (/^[a-z]+:\/\//i.test(text)) return 'A domain is written without a scheme and without anything after it.';
  if (text.includes('/')) return 'A domain is written without a path.';
  if (text.includes(':')) return 'A domain is written without a port.';
  if (/^[0-9.]+$/.test(text)) return 'This is a number, not a domain.';
  if (!text.includes('.')) return 'A domain has at least two parts with a dot between them.';
  if (text.length > 253) return 'A domain has at most 253 characters.';
  if (text.split('.').some((label) => label.length === 0)) return 'The domain has a dot too many.';
  if (text.split('.').some((label) => label.length > 63)) return 'Each part of a domain has at most 63 characters.';
  return 'A domain holds only letters a to z, digits and "-", and no part begins or ends with "-".';
}

/** SM-DOMAIN-DUP-ORDER: no domain twice in an order, whatever its mailbox type. */
export const duplicateDomainRule: Rule = ({ order }) =>
  repeatedDomains(
    'SM-DOMAIN-DUP-ORDER',
    order.domains.map(({ from }) => from.domain),
  );
