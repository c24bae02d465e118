import { hasProviders } from '../settings.ts';
import type { Rule } from './rule.ts';
import { error, missing, warning } from './rule.ts';

/** SM-GOOGLE-MPD: mailboxes on a google domain are 2, and 3 or 4 only by a setting that the documents do not list. */
export const googleMailboxesRule: Rule = ({ draft, order, facts }) => {
  const stated = facts.settings.googleMailboxes;
  const where = missing(undefined, 'mailbox_type', draft);
  if (stated !== undefined && stated !== 2 && stated !== 3 && stated !== 4)
    return [
      error('SM-GOOGLE-MPD', where, 'The setting `googleMailboxes` is neither 2, 3 nor 4.', {
        fix: 'Correct it in the ScaledMail settings.',
      }),
    ];
  const google = order.domains.find((domain) => domain.type === 'google');
  const applies = order.settings.googleMailboxes !== 2 && hasProviders(order.operation, order.settings);
  if (!google || !applies) return [];
  const message = `Google domains are ordered with ${order.settings.googleMailboxes} mailboxes each, as the settings say; the documents of ScaledMail list only 2.`;
  return [
    warning('SM-GOOGLE-MPD', google.from.fields.mailbox_type ?? where, message, {
      fix: 'Try it with one small order first.',
    }),
  ];
};
