import { CHANGES, type Change } from '../domain/comparison.ts';
import { type FindingGroup, groupFindings } from '../domain/finding-groups.ts';
import { majorText } from '../domain/money.ts';
import type { BatchReport } from '../domain/outcome.ts';
import { sayPlace } from '../domain/say-place.ts';
import { cells, code, fitting, prose, tableOf } from './markdown.ts';
import type { BatchTotals, NamedTotals, Totals } from './totals.ts';

const TITLES = {
  check: 'Dry run: nothing was sent',
  submit: 'Submitted orders',
  results: 'Results from the ledger',
  reconcile: 'Orders read back',
} satisfies Record<BatchReport['command'], string>;

const CHANGE_WORDS = {
  new: 'new',
  changed: 'changed since, would be bought anew',
  already_placed: 'placed already',
  in_doubt: 'may have been placed',
  not_placed_yet: 'not placed yet',
  gone: 'in these sheets no more',
} satisfies Record<Change, string>;

const NUMBERS = new Set(['Orders', 'Domains', 'Mailboxes', 'Amount', 'Rows', 'Blank rows', 'Would cost', 'Cost']);
const PLACES_AT_ONCE = 3;
const PLACES_SHOWN = 100;
const NAMES_SHOWN = 30;

/** What it is, the one warning that must not be missed, and the four numbers. */
export function headline({ command, sheets, at, outcomes }: BatchReport, totals: BatchTotals): string {
  const files = fitting(
    sheets.map(({ file }) => code(file, 80)),
    800,
  );
  const more = files.rest > 0 ? ` and ${counted(files.rest, 'more sheet')}` : '';
  const unknown = outcomes.filter(({ status }) => status === 'unknown').length;
  const [cost, what] = command === 'check' ? ['Would cost', 'ready to be sent'] : ['Cost', 'that the vendor has'];
  return [
    `## ${TITLES[command]}`,
    '',
    `${files.lines.join(', ')}${more}${sheets.length > 0 ? ' · ' : ''}${code(at, 40)}`,
    '',
    ...(unknown > 0
      ? [
          `> **${counted(unknown, 'order')} may have been placed.** Run \`sheetorder reconcile\` before anything else.`,
          '',
        ]
      : []),
    ...tableOf(
      ['Orders', 'Domains', 'Mailboxes', cost],
      [cells([totals.all.orders, totals.all.domains, totals.all.mailboxes, `**${moneyOf(totals.cost)}**`])],
      NUMBERS,
    ),
    '',
    `${cost === 'Cost' ? 'The cost is' : 'It would cost that'} for the ${counted(totals.cost.orders, 'order')} ${what}${unpriced(totals.cost)}.`,
  ].join('\n');
}

export function statusSection({ byStatus, looseRows }: BatchTotals): string {
  if (byStatus.length === 0 && looseRows === 0) return '';
  const rows = byStatus.map((one) =>
    cells([`\`${one.status}\``, one.orders, one.domains, one.mailboxes, moneyOf(one)]),
  );
  const loose = looseRows > 0 ? ['', `${counted(looseRows, 'row')} in no order; the findings say why.`] : [];
  const table = tableOf(['Status', 'Orders', 'Domains', 'Mailboxes', 'Amount'], rows, NUMBERS);
  return ['### By status', '', ...(rows.length > 0 ? table : []), ...loose].join('\n');
}

/** By client where sheets name any, and by vendor where there is more than one. */
export function costSection({ byClient, byVendor }: BatchTotals, room: number): string {
  const part = (title: string, named: readonly NamedTotals[], none: string) => {
    const rows = named.map((one) =>
      cells([one.name === '' ? none : code(one.name, 80), one.orders, one.domains, one.mailboxes, moneyOf(one)]),
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
      `- Every ${one.every}: **${moneyOf(one)}** for ${counted(one.orders, 'order')}, first on ${one.first}${unpriced(one)}.`,
  );
  return ['### What it goes on to cost', '', ...lines].join('\n');
}

export function listSection(title: string, sentences: readonly string[], room: number): string {
  if (sentences.length === 0) return '';
  const { lines, rest } = fitting(
    sentences.map((sentence) => `- ${prose(sentence, 500)}`),
    room - 200,
  );
  return [
    `### ${title}`,
    '',
    ...lines,
    ...(rest > 0 ? [`- And ${rest} more; the .json report lists them all.`] : []),
  ].join('\n');
}

/** How these sheets differ from what earlier runs sent: counts, and each order that changed. */
export function comparisonSection({ comparison }: BatchReport, room: number): string {
  if (!comparison) return '';
  const counts = CHANGES.flatMap((change) => {
    const count = comparison.orders.filter((one) => one.change === change).length;
    return count === 0 ? [] : [`${count} ${CHANGE_WORDS[change]}`];
  });
  const changed = comparison.orders.filter(({ change }) => change === 'changed' || change === 'gone');
  const told = changed.map(
    ({ change, name, differences }) =>
      `- ${code(name, 80)}: ${change === 'gone' ? CHANGE_WORDS.gone : prose(differences.join(' '), 400)}`,
  );
  const { lines, rest } = fitting(told, room - 600);
  const more = rest > 0 ? [`- And ${rest} more; the .json report lists them all.`] : [];
  return [
    '### Against earlier runs',
    '',
    `Last sent ${code(comparison.last, 40)}: ${counts.join(', ')}.`,
    ...(told.length > 0 ? ['', ...lines, ...more] : []),
  ].join('\n');
}

/** By rule, errors first: the first places at once, the rest folded. Rules that do not fit are counted. */
export function findingsSection({ outcomes, sheetFindings }: BatchReport, room: number): string {
  const groups = groupFindings([...sheetFindings, ...outcomes.flatMap(({ findings }) => findings)]);
  if (groups.length === 0) return '';
  const texts: string[] = [];
  let left = room - 200;
  for (const [index, group] of groups.entries()) {
    // Every rule that is still to come may have its first line.
    const text = groupText(group, Math.max(left / (groups.length - index), 1_500));
    if (text.length > left) break;
    texts.push(text);
    left -= text.length + 2;
  }
  const rest = groups.length - texts.length;
  const more = rest > 0 ? [`And ${counted(rest, 'more rule')} with findings; the .json report lists them all.`] : [];
  return ['### Findings by rule', ...texts, ...more].join('\n\n');
}

function groupText({ code: rule, severity, findings }: FindingGroup, room: number): string {
  const head = `**${severity}** ${code(rule, 60)} × ${findings.length}`;
  const line = (finding: FindingGroup['findings'][number]) =>
    `- ${code(sayPlace(finding.at), 160)}: ${prose(finding.message)}${finding.fix ? ` → ${prose(finding.fix)}` : ''}`;
  const first = fitting(findings.slice(0, PLACES_AT_ONCE).map(line), room);
  const left = room - first.lines.join('\n').length - 300;
  const others = fitting(findings.slice(first.lines.length, PLACES_SHOWN).map(line), left);
  const rest = findings.length - first.lines.length - others.lines.length;
  const untold = rest > 0 ? [`- And ${counted(rest, 'more place')}; the .json report lists them all.`] : [];
  if (others.lines.length === 0) return [head, '', ...first.lines, ...untold].join('\n');
  const folded = [
    `<details><summary>${counted(findings.length - first.lines.length, 'more place')}</summary>`,
    '',
    ...others.lines,
    ...untold,
    '',
    '</details>',
  ];
  return [head, '', ...first.lines, '', ...folded].join('\n');
}

export function sheetsSection({ sheets }: BatchReport, room: number): string {
  const odd = sheets.filter(({ blankRows, unknownColumns }) => blankRows > 0 || unknownColumns.length > 0);
  if (odd.length === 0) return '';
  const rows = odd.map(({ file, rows: count, blankRows, unknownColumns }) =>
    cells([
      code(file, 80),
      count,
      blankRows,
      unknownColumns
        .slice(0, 20)
        .map((name) => code(name, 60))
        .join(' '),
    ]),
  );
  const { lines, rest } = fitting(rows, room - 300);
  const more = rest > 0 ? ['', `And ${counted(rest, 'more sheet')}; the .json report lists them all.`] : [];
  if (lines.length === 0) return '';
  return [
    '### Sheets',
    '',
    ...tableOf(['Sheet', 'Rows', 'Blank rows', 'Columns not used'], lines, NUMBERS),
    ...more,
  ].join('\n');
}

/** `1,400.00 USD + 5.00 EUR`. */
export function moneyOf({ amounts }: Totals): string {
  return (
    amounts
      .map((money) => `${majorText(money).replace(/\B(?=(\d{3})+\.)/g, ',')} ${prose(money.currency)}`)
      .join(' + ') || '–'
  );
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function unpriced({ unpriced: count }: Totals): string {
  return count === 0 ? '' : `; ${counted(count, 'order')} of them without a known price`;
}
