import { error, oneOf, orderCell } from '../../findings.ts';
import { isUnseen } from './facts.ts';
import { type OnlineRule, untold } from './question.ts';

const CODE = 'SMO-AUTH';
const SHOWN = 5;

/** SMO-AUTH: the key works, and sees the organization. */
export const authRule: OnlineRule = ({ draft, facts, online }) => {
  const where = orderCell(draft, 'organization_id');
  const { keyRefused, workspaces, organization } = online;
  if (keyRefused !== null)
    return [
      error(CODE, where, `ScaledMail refused the key: ${keyRefused.replace(/\.$/, '')}.`, {
        fix: 'Set SCALEDMAIL_API_KEY to a key that works, then run the same command again.',
      }),
    ];
  if (!workspaces.told)
    return [untold(CODE, where, `whether the key sees the organization "${organization}"`, workspaces.why)];
  if (!isUnseen(online, facts.origin)) return [];
  const alike = workspaces.value.filter(({ name }) => name.trim() === organization.trim());
  const shown = workspaces.value.slice(0, SHOWN).map(({ id, name }) => (name ? `${id} (${name})` : id));
  const fix =
    alike.length === 1
      ? `That is the name of ${alike[0]?.id}: write the id, or run \`sheetorder workspaces --save\` to use names.`
      : `Write ${shown.length > 0 ? oneOf(shown) : 'the id of an organization'}; \`sheetorder workspaces\` lists them.`;
  return [error(CODE, where, `The key does not see the organization "${organization}".`, { fix })];
};
