import { type Finding, joinFindings } from '../../../domain/finding.ts';
import type { RegistrantColumn } from '../../../domain/registrant.ts';
import { error, inEach, NOTHING, orderCell, warning } from '../../findings.ts';
import { MAX_NAME } from '../limits.ts';
import type { Inspection, Rule } from './rule.ts';

const STREET = ['address', 'city', 'state'] as const;
const NEEDED = ['company_name', ...STREET] as const;
const USUAL = /^[\p{L}\p{M}\p{N} \-.,:()'’#*@/&]+$/u;
const PROFILE = 'or name a `registrant` profile';

/** SH-OWNER-FIRST and SH-OWNER-LAST: the registrant's names, 1 to 50 characters. */
export const ownerNameRule: Rule = (inspection) =>
  joinFindings(
    checkName('SH-OWNER-FIRST', 'owner_first_name', 'first', inspection),
    checkName('SH-OWNER-LAST', 'owner_last_name', 'last', inspection),
  );

function checkName(
  code: string,
  column: RegistrantColumn,
  which: string,
  { draft, order }: Inspection,
): readonly Finding[] {
  const name = order.owner[column];
  if (name !== null && name.length <= MAX_NAME) return NOTHING;
  const where = orderCell(draft, column);
  if (name === null)
    return [error(code, where, `The registrant has no ${which} name.`, { fix: `Fill \`${column}\`, ${PROFILE}.` })];
  const message = `The registrant's ${which} name has ${name.length} characters; Saleshandy takes at most ${MAX_NAME}.`;
  return [error(code, where, message, { fix: `Shorten it by ${name.length - MAX_NAME}.` })];
}

/** SH-COMPANY and SH-ADDRESS: what a domain's registration needs beside names. */
export const ownerFilledRule: Rule = ({ draft, order }) =>
  inEach(NEEDED, (column) => {
    if (order.owner[column] !== null) return NOTHING;
    const code = column === 'company_name' ? 'SH-COMPANY' : 'SH-ADDRESS';
    const message = `The registrant has no \`${column}\`, which the registration of a domain needs.`;
    return [error(code, orderCell(draft, column), message, { fix: `Fill it, ${PROFILE}.` })];
  });

/** SH-ADDRESS-CHARS: characters that registries are known to refuse. */
export const addressCharactersRule: Rule = ({ draft, order }) =>
  inEach(STREET, (column) => {
    if (USUAL.test(order.owner[column] ?? '-')) return NOTHING;
    const message = `The ${column} has characters that registries are known to refuse.`;
    const fix = "Use letters, digits, spaces and - . , : ( ) ' # * @ / & only.";
    return [warning('SH-ADDRESS-CHARS', orderCell(draft, column), message, { fix })];
  });
