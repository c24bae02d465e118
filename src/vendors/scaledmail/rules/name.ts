import type { Fields } from '../../../domain/draft.ts';
import type { Finding } from '../../../domain/finding.ts';
import { MAX_NAME } from '../limits.ts';
import { error, type Rule } from './rule.ts';

/** SM-NAME-LEN: names of 1 to 50 characters. */
export const nameLengthRule: Rule = ({ order }) =>
  order.domains.flatMap(({ from }) => [from, ...from.aliases].flatMap(({ fields }) => checkNames(fields)));

function checkNames(fields: Fields): readonly Finding[] {
  return ['first_name', 'last_name'].flatMap((column) => {
    const cell = fields[column];
    const length = cell?.value.trim().length ?? 0;
    if (!cell || (length >= 1 && length <= MAX_NAME)) return [];
    const message =
      length === 0 ? 'The name is empty.' : `The name has ${length} characters; ScaledMail takes at most ${MAX_NAME}.`;
    return [error('SM-NAME-LEN', cell, message, { fix: `Write a name of 1 to ${MAX_NAME} characters.` })];
  });
}
