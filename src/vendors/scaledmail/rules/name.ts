import type { Finding } from '../../../domain/finding.ts';
import type { Cell } from '../../../domain/place.ts';
import { MAX_NAME } from '../limits.ts';
import type { OrderAlias, OrderDomain } from '../order.ts';
import { error, inEach, NOTHING, type Rule } from './rule.ts';

/** SM-NAME-LEN: names of 1 to 50 characters. */
export const nameLengthRule: Rule = ({ order }) =>
  inEach(order.domains, (domain) => {
    const own = checkNames(domain);
    const ofAliases = inEach(domain.aliases, checkNames);
    return own.length === 0 ? ofAliases : [...own, ...ofAliases];
  });

function checkNames(named: OrderDomain | OrderAlias): readonly Finding[] {
  const { firstName, lastName, from } = named;
  const { fields } = from;
  if (fits(firstName, fields.first_name) && fits(lastName, fields.last_name)) return NOTHING;
  return inEach(['first_name', 'last_name'], (column) => {
    const cell = fields[column];
    const length = cell?.value.trim().length ?? 0;
    if (!cell || (length >= 1 && length <= MAX_NAME)) return NOTHING;
    const message =
      length === 0 ? 'The name is empty.' : `The name has ${length} characters; ScaledMail takes at most ${MAX_NAME}.`;
    return [error('SM-NAME-LEN', cell, message, { fix: `Write a name of 1 to ${MAX_NAME} characters.` })];
  });
}

/** By the name as it was read: null for a cell that is empty, too. */
function fits(name: string | null, cell: Cell | undefined): boolean {
  return name === null ? !cell : name.length <= MAX_NAME;
}
