import type { OrderDraft } from '../../../domain/draft.ts';
import { hasProviders } from '../settings.ts';
import type { Rule, Where } from './rule.ts';
import { error, missing, NOTHING, warning } from './rule.ts';

/** SM-GOOGLE-MPD: mailboxes on a google domain are 2, and 3 or 4 only by a setting that the documents do not list. */
export const googleMailboxesRule: Rule = ({ draft, order, facts }) => {
  const stated = facts.settings.googleMailboxes;
  if (stated !== undefined && stated !== 2 && stated !== 3 && stated !== 4)
    return [
      error('SM-GOOGLE-MPD', typeColumn(draft), 'The setting `googleMailboxes` is neither 2, 3 nor 4.', {
        fix: 'Correct it in the ScaledMail settings.',
      }),
    ];
  if (order.settings.googleMailboxes === 2 || !hasProviders(order.operation, order.settings)) return NOTHING;
  const google = order.domains.find((domain) => domain.type === 'google');
  if (!google) return NOTHING;
  const message = `Google domains are ordered with ${order.settings.googleMailboxes} mailboxes each, as the settings say; the documents of ScaledMail list only 2.`;
  return [
    warning('SM-GOOGLE-MPD', google.from.fields.mailbox_type ?? typeColumn(draft), message, {
      fix: 'Try it with one small order first.',
    }),
  ];
};

function typeColumn(draft: OrderDraft): Where {
  return missing(undefined, 'mailbox_type', draft);
}
