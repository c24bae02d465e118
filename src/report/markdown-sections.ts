import { majorText } from '../domain/money.ts';
import type { BatchReport } from '../domain/outcome.ts';
import { cells, code, counted, fitting, prose, tableOf } from './markdown.ts';
import { TITLES } from './titles.ts';
import type { BatchTotals, NamedTotals, Totals } from './totals.ts';

const NUMBERS = new Set(['Orders', 'Domains', 'Mailboxes', 'Amount', 'Would cost', 'Cost']);
const NAMES_SHOWN = 30;

/** What it is, the one warning that must not be missed, how many orders need somebody, and the four numbers. */
export function headline({ command, sheets, at, outcomes }: BatchReport, totals: BatchTotals): string {
  const files = fitting(
    sheets.map(({ file }) => code(file, 80)),
    800,
  );
  const more = files.rest > 0 ? ` and ${counted(files.rest, 'more sheet')}` : '';
  const unknown = outcomes.filter(({ status }) => status === 'unknown').length;
  const { orders, domains, mailboxes } = totals.all;
  const warning = `> **${counted(unknown, 'order')} may have been placed.** Run \`sheetorder reconcile\` before anything else.`;
  const cost = command === 'check' ? 'Would cost' : 'Cost';
  return [
    `## ${TITLES[command]}`,
    '',
    `${files.lines.join(', ')}${more}${sheets.length > 0 ? ' · ' : ''}${prose(at.replace(/T(\d\d:\d\d).*$/, ' $1 UTC'), 40)}`,
    '',
    ...(unknown > 0 ? [warning, ''] : []),
    `**${summary(totals)}**`,
    '',
    ...tableOf(
      ['Orders', 'Domains', 'Mailboxes', cost],
      [cells([orders, domains, mailboxes, `**${moneyOf(totals.cost)}**`])],
      NUMBERS,
    ),
    ...costNote(cost, totals),
  ].join('\n');
}

/** `31 ready, 11 invalid.` */
function summary({ byStatus, looseRows }: BatchTotals): string {
  const counts = byStatus.map(({ status, orders }) => `${orders} ${status.replaceAll('_', ' ')}`);
  const loose = looseRows > 0 ? [`${counted(looseRows, 'row')} in no order`] : [];
  return [...counts, ...loose].length === 0 ? 'No orders in these sheets.' : `${[...counts, ...loose].join(', ')}.`;
}

function costNote(cost: string, { cost: { orders, unpriced }, all }: BatchTotals): readonly string[] {
  if (orders === 0 || (orders === all.orders && unpriced === 0)) return [];
  const which = cost === 'Cost' ? 'that the vendor has' : 'that would be sent';
  const unknown =
    unpriced === 0
      ? ''
      : `; the price of ${unpriced === orders ? 'none' : `${unpriced}`} of them is ${unpriced === orders ? '' : 'not '}known`;
  return ['', `The cost is of the ${counted(orders, 'order')} ${which}${unknown}.`];
}

export function statusSection({ byStatus, looseRows }: BatchTotals): string {
  if (byStatus.length === 0 && looseRows === 0) return '';
  const rows = byStatus.map((one) =>
    cells([`\`${one.status}\``, one.orders, one.domains, one.mailboxes, amountCell(one)]),
  );
  const loose = looseRows > 0 ? ['', `${counted(looseRows, 'row')} in no order; the findings say why.`] : [];
  const table = tableOf(['Status', 'Orders', 'Domains', 'Mailboxes', 'Amount'], rows, NUMBERS);
  return ['### By status', '', ...(rows.length > 0 ? table : []), ...loose].join('\n');
}

/** By client where sheets name any, and by vendor where there is more than one. */
export function costSection({ byClient, byVendor }: BatchTotals, room: number): string {
  const part = (title: string, named: readonly NamedTotals[], none: string) => {
    const rows = named.map((one) =>
      cells([one.name === '' ? none : code(one.name, 80), one.orders, one.domains, one.mailboxes, amountCell(one)]),
    );
    const { lines, rest } = fitting(rows, room / 2 - 300, NAMES_SHOWN);
    const table = tableOf([title, 'Orders', 'Domains', 'Mailboxes', 'Amount'], lines, NUMBERS);
    return [...table, ...(rest > 0 ? ['', `And ${rest} more; the .json report lists them all.`] : [])].join('\n');
  };
  const parts = [
    ...(byClient.length > 0 ? [part('Client', byClient, '(no client)')] : []),
    ...(byVendor.length > 1 ? [part('Vendor', byVendor, '(no vendor)')] : []),
  ];
  return parts.length === 0 ? '' : ['### Cost', ...parts].join('\n\n');
}

export function commitmentSection({ renewals }: BatchTotals): string {
  if (renewals.length === 0) return '';
  const lines = renewals.map(
    (one) =>
      `- Every ${one.every}: **${moneyOf(one)}** for ${counted(one.orders, 'order')}, the first time on ${one.first}${one.unpriced > 0 && one.amounts.length > 0 ? `; of ${one.unpriced} of them the price is not known` : ''}.`,
  );
  return ['### What it goes on to cost', '', ...lines].join('\n');
}

/** `1,400.00 USD + 5.00 EUR`. */
export function moneyOf({ amounts, unpriced }: Totals): string {
  return (
    amounts
      .map((money) => `${majorText(money).replace(/\B(?=(\d{3})+\.)/g, ',')} ${prose(money.currency)}`)
      .join(' + ') || (unpriced > 0 ? 'not known' : '–')
  );
}

/** A cell of a table, where no sentence beside it says what is missing in the sum: `21.00 USD, 1 not known`. */
function amountCell(totals: Totals): string {
  const missing = totals.amounts.length > 0 && totals.unpriced > 0 ? `, ${totals.unpriced} not known` : '';
  return `${moneyOf(totals)}${missing}`;
}
