import { columnOf } from '../../../domain/columns.ts';
import { REGISTRANT_COLUMNS } from '../../../domain/registrant.ts';
import { filledColumns, hasColumn } from '../../filled-columns.ts';
import { count, error, info, NOTHING, oneOf, orderCell, warning } from '../../findings.ts';
import { PLANS, PROVIDERS } from '../limits.ts';
import { textOf } from '../order.ts';
import type { Rule } from './rule.ts';

const MEANT_PROVIDER: Readonly<Record<string, string>> = {
  gmail: 'Google',
  'google workspace': 'Google',
  gsuite: 'Google',
  outlook: 'Microsoft',
  'office 365': 'Microsoft',
  'microsoft 365': 'Microsoft',
};

/** SH-ESP: what the mailboxes run on. */
export const providerRule: Rule = ({ draft, order }) => {
  const where = orderCell(draft, 'email_service_provider');
  const { provider } = order;
  if (provider === null)
    return [
      error('SH-ESP', where, 'The order does not say what its mailboxes run on.', {
        fix: `Fill \`email_service_provider\` with ${oneOf(PROVIDERS)}.`,
      }),
    ];
  if (PROVIDERS.some((known) => known === provider)) {
    const isWritten = textOf(draft.fields, 'email_service_provider') === provider;
    const advice = { fix: `Write ${provider}.`, fixed: provider };
    return isWritten ? NOTHING : [info('SH-ESP', where, `It is sent as ${provider}.`, advice)];
  }
  const meant = MEANT_PROVIDER[provider.toLowerCase()];
  const fix = meant ? `Write ${meant} if that is meant.` : `Write ${oneOf(PROVIDERS)}.`;
  return [error('SH-ESP', where, `"${provider}" is not what Saleshandy runs mailboxes on.`, { fix })];
};

/** SH-PLAN and SH-PLAN-AZURE: how the mailboxes are billed. */
export const planRule: Rule = ({ draft, order }) => {
  const where = orderCell(draft, 'plan_type');
  const { plan, provider } = order;
  if (!PLANS.some((known) => known === plan)) {
    const meant = PLANS.find((known) => known.toLowerCase() === plan.toLowerCase().replace(/[\s_-]/g, ''));
    const advice = meant ? { fix: `Write ${meant}.`, fixed: meant } : { fix: `Write ${oneOf(PLANS)}.` };
    return [error('SH-PLAN', where, `"${plan}" is no plan of Saleshandy.`, advice)];
  }
  if (provider === 'Azure' && plan !== 'quarterly')
    return [
      error('SH-PLAN-AZURE', where, `Azure is billed quarterly only, not ${plan}.`, {
        fix: 'Write quarterly, or take Google or Microsoft.',
      }),
    ];
  const written = textOf(draft.fields, 'plan_type');
  if (written === null || written === plan) return NOTHING;
  return [info('SH-PLAN', where, `It is sent as ${plan}.`, { fix: `Write ${plan}.`, fixed: plan })];
};

/** SH-FLAGS-BOOL and SH-FLAGS-BOTH: whether credits of the account pay the order. */
export const flagsRule: Rule = ({ draft, order }) => {
  if (order.isReplacement === false && order.isFreeOrder === false) return NOTHING;
  const flags = { is_replacement: order.isReplacement, is_free_order: order.isFreeOrder };
  const unclear = Object.entries(flags)
    .filter(([, flag]) => flag === null)
    .map(([column]) =>
      error('SH-FLAGS-BOOL', orderCell(draft, column), `\`${column}\` says neither yes nor no.`, {
        fix: 'Write true or false, or leave it empty for false.',
      }),
    );
  if (!order.isReplacement || !order.isFreeOrder) return unclear;
  return [
    error(
      'SH-FLAGS-BOTH',
      orderCell(draft, 'is_free_order'),
      'The order is marked as free and as a replacement; what Saleshandy makes of both is not known.',
      { fix: 'Leave one of the two empty, or make two orders.' },
    ),
  ];
};

const SHARED: ReadonlySet<string> = new Set([
  'registrant',
  ...REGISTRANT_COLUMNS,
  'email_service_provider',
  'plan_type',
  'is_replacement',
  'is_free_order',
]);

/** SH-GROUP-CONSISTENT: says once for the order what the conflicts of its cells mean here. */
export const consistentRule: Rule = ({ draft }) => {
  if (draft.findings.length === 0) return NOTHING;
  const conflicts = draft.findings.filter(
    (finding) => finding.code === 'GROUP-CONFLICT' && SHARED.has(columnOf(finding.at.column ?? '')?.name ?? ''),
  );
  const [first] = conflicts;
  if (!first) return NOTHING;
  const columns = [...new Set(conflicts.map((finding) => columnOf(finding.at.column ?? '')?.name ?? ''))];
  const message = `An order has one registrant and one set of terms; its rows differ in ${columns.join(', ')}.`;
  const where = { value: first.value, at: first.at };
  return [error('SH-GROUP-CONSISTENT', where, message, { fix: 'Write the same on all rows, or make two orders.' })];
};

/** Ignoring these would buy something else than the sheet says. */
const WOULD_MATTER = ['price_id', 'quantity', 'form_uuid', 'coupon', 'max_price', 'stock_id'];
const WITHOUT_EFFECT = [
  'domain_source',
  'tag',
  'organization_id',
  'hosting',
  'hosting_provider',
  'sequencer',
  'sequencer_provider',
];

const UNUSED: ReadonlySet<string> = new Set([...WOULD_MATTER, ...WITHOUT_EFFECT]);

/** SH-COLUMN-UNUSED: a filled column that Saleshandy's order has no place for. */
export const unusedRule: Rule = ({ draft }) => {
  if (!hasColumn(draft, UNUSED)) return NOTHING;
  const filled = filledColumns(draft);
  const cellsOf = (columns: readonly string[]) =>
    columns.flatMap((column) => {
      const cell = filled.get(column);
      return cell ? [{ column, cell, text: cell.value.trim() }] : [];
    });
  return [
    ...cellsOf(WOULD_MATTER)
      .filter(({ column, text }) => column !== 'quantity' || text !== '1')
      .map(({ column, cell, text }) =>
        error('SH-COLUMN-UNUSED', cell, `An order at Saleshandy has no \`${column}\`.`, {
          fix: isPlan(column, text)
            ? 'Rename the column to plan_type.'
            : 'Empty the cell, or order from the vendor that it is meant for.',
        }),
      ),
    ...cellsOf(WITHOUT_EFFECT).map(({ column, cell }) =>
      warning('SH-COLUMN-UNUSED', cell, `An order at Saleshandy has no \`${column}\`; it is not sent.`, {
        fix: 'Nothing to do if it is meant for other orders of the sheet.',
      }),
    ),
  ];
};

/** A header "Plan" means a package to another vendor, so the plan of this one may stand there. */
function isPlan(column: string, text: string): boolean {
  return column === 'price_id' && PLANS.some((plan) => plan.toLowerCase() === text.toLowerCase());
}

/** SH-DOMAINS-MIN and SH-DOMAINS-MAX: how many domains an order has. */
export const domainCountRule: Rule = ({ draft, order }) => {
  const have = order.domains.length;
  const most = order.settings.maxDomains;
  if (have === 0)
    return [
      error('SH-DOMAINS-MIN', orderCell(draft, 'domain'), 'The order has no domain.', {
        fix: 'Add at least one row with a domain.',
      }),
    ];
  if (have <= most) return NOTHING;
  const where = order.domains[most]?.from.domain ?? orderCell(draft, 'domain');
  return [
    warning('SH-DOMAINS-MAX', where, `The order has ${count(have, 'domain')}, more than the ${most} we think wise.`, {
      fix: 'Split the order, or raise `maxDomains` in the Saleshandy settings.',
    }),
  ];
};
