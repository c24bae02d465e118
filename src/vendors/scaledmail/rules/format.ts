import type { Finding } from '../../../domain/finding.ts';
import type { OrderDomain } from '../order.ts';
import { error, type Inspection, inEach, missing, NOTHING, type Rule } from './rule.ts';

type Format = 'names' | 'aliases';

/** SM-FORMAT-NONE, SM-FORMAT-BOTH and SM-NAME-PAIR: a domain has either one person's names or a list of aliases. */
export const formatRule: Rule = (inspection) =>
  inEach(inspection.order.domains, (domain) => checkFormat(domain, inspection));

function checkFormat(domain: OrderDomain, inspection: Inspection): readonly Finding[] {
  const hasName = domain.firstName !== null || domain.lastName !== null;
  if (domain.aliases.length > 0 && hasName)
    return [
      error(
        'SM-FORMAT-BOTH',
        nameCell(domain),
        `${domain.domain} has aliases and a name of its own; only one of the two can count.`,
        {
          fix: 'Empty the names in the row without an alias, or remove the aliases.',
        },
      ),
    ];
  if (domain.aliases.length > 0) return NOTHING;
  if (hasName) return checkPair(domain, inspection);
  return [
    error(
      'SM-FORMAT-NONE',
      domain.from.domain,
      `${domain.domain} has neither a name nor aliases, so no mailbox can be made.`,
      {
        fix: 'Fill `first_name` and `last_name`, or add rows with `alias`.',
      },
    ),
  ];
}

function nameCell(domain: OrderDomain) {
  const { fields } = domain.from;
  return fields.first_name ?? fields.last_name ?? domain.from.domain;
}

function checkPair(domain: OrderDomain, { draft }: Inspection): readonly Finding[] {
  if (domain.firstName !== null && domain.lastName !== null) return NOTHING;
  const column = domain.firstName === null ? 'first_name' : 'last_name';
  const where = missing(domain.from.rows[0], column, draft);
  return [
    error('SM-NAME-PAIR', where, `${domain.domain} has only one of first and last name.`, {
      fix: `Fill \`${column}\`.`,
    }),
  ];
}

/** SM-FORMAT-MIX: the domains of one mailbox type all have names, or all have aliases. */
export const formatMixRule: Rule = ({ order }) => {
  const formats = new Map<string | null, Format>();
  return inEach(order.domains, (domain) => {
    const format = formatOf(domain);
    if (!format) return NOTHING;
    const wanted = formats.get(domain.type) ?? format;
    formats.set(domain.type, wanted);
    if (format === wanted) return NOTHING;
    const message = `${domain.domain} has ${format}, but the ${domain.type ?? 'other'} domains before it have ${wanted}.`;
    return [
      error('SM-FORMAT-MIX', domain.from.domain, message, {
        fix: 'Use names or aliases for all domains of a mailbox type, or split the order.',
      }),
    ];
  });
};

function formatOf(domain: OrderDomain): Format | null {
  if (domain.aliases.length > 0) return 'aliases';
  return domain.firstName !== null || domain.lastName !== null ? 'names' : null;
}
