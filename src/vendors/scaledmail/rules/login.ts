import type { OrderDraft } from '../../../domain/draft.ts';
import type { Finding } from '../../../domain/finding.ts';
import { hostingCell, type Login, textOf } from '../order.ts';
import { error, inEach, NOTHING, orderCell, type Rule, warning } from './rule.ts';

/** SM-SEQ-FIELDS and SM-SEQ-EMPTY: a sequencer is given whole or not at all. */
export const sequencerRule: Rule = ({ draft, order }) => {
  const empty = emptyFields('SM-SEQ-EMPTY', SEQUENCER_EXTRAS, draft);
  if (!order.sequencer) return empty;
  return [...missingFields('SM-SEQ-FIELDS', 'sequencer', order.sequencer, draft), ...empty];
};

const SEQUENCER_EXTRAS = ['sequencer_link', 'sequencer_workspace', 'sequencer_tag'];

/** SM-HOST-REQUIRED, SM-HOST-FIELDS and SM-HOST-UNUSED: the registrar login, only for domains held elsewhere. */
export const hostingRule: Rule = ({ draft, order }) => {
  if (order.source !== 'other') {
    const cell = hostingCell(draft.fields);
    if (!cell) return NOTHING;
    return [
      warning('SM-HOST-UNUSED', cell, 'Hosting is needed only when the domain source is other; it is not sent.', {
        fix: 'Empty the hosting columns, or write other as `domain_source`.',
      }),
    ];
  }
  if (!order.hosting) return [missingHosting(draft, order.settings.waiveHosting)];
  return [
    ...missingFields('SM-HOST-FIELDS', 'hosting', order.hosting, draft),
    ...emptyFields('SM-HOST-FIELDS', ['hosting_link'], draft),
  ];
};

function missingHosting(draft: OrderDraft, isWaived: boolean): Finding {
  const where = orderCell(draft, 'hosting_provider');
  if (isWaived)
    return warning('SM-HOST-REQUIRED', where, 'No hosting is sent: the settings waive it, against the documents.', {
      fix: 'Expect the vendor to send nameservers that you set yourself.',
    });
  return error('SM-HOST-REQUIRED', where, 'Domains held at another registrar need its login.', {
    fix: 'Name a `hosting` profile, or fill `hosting_provider`, `hosting_username` and `hosting_password`.',
  });
}

function missingFields(
  code: string,
  name: 'hosting' | 'sequencer',
  login: Login,
  draft: OrderDraft,
): readonly Finding[] {
  const parts = { provider: login.provider, username: login.username, password: login.password };
  return Object.entries(parts)
    .filter(([, part]) => part === null)
    .map(([part]) => {
      const column = `${name}_${part}`;
      const message = `The ${name} has no ${part}; ScaledMail needs provider, username and password.`;
      return error(code, orderCell(draft, column), message, {
        fix: `Fill \`${column}\`, or empty all ${name} columns.`,
      });
    });
}

function emptyFields(code: string, columns: readonly string[], draft: OrderDraft): readonly Finding[] {
  return inEach(columns, (column) => {
    const cell = draft.fields[column];
    if (!cell || cell.secret || textOf(draft.fields, column) !== null) return NOTHING;
    const message = `\`${column}\` is empty, and ScaledMail refuses an empty one.`;
    return [error(code, cell, message, { fix: 'Fill it, or leave it out.' })];
  });
}
