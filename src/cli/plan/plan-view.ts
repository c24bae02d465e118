import type { CheckedOrder } from '../../domain/checked-order.ts';
import type { Comparison } from '../../domain/comparison.ts';
import { hasNoKnownPrice, type Outcome } from '../../domain/outcome.ts';
import type { Plan } from '../../domain/plan.ts';
import { runsText } from '../../domain/rows-text.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { type BatchTotals, type NamedTotals, totalsOf } from '../../report/totals.ts';
import { amountsText, amountText, costText, counted, renewalText } from '../say-money.ts';
import { table } from '../terminal/table.ts';
import { fitted } from '../terminal/wrap.ts';
import { oddities } from './plan-oddities.ts';
import { sayComparison } from './say-comparison.ts';

/** Everything a person decides on. */
export interface PlanToSay {
  readonly plan: Plan;
  /** How every order of the plan stands before anything is sent. */
  readonly outcomes: readonly Outcome[];
  readonly sends: readonly CheckedOrder[];
  /** RFC 3339; renewals are counted from it. */
  readonly at: string;
  /** Where the orders go, such as `ScaledMail at server.scaledmail.com, organization org_1`. */
  readonly to: string;
  /** True where no money is spent, whatever is sent. */
  readonly isPlayed: boolean;
  readonly notes: readonly string[];
  readonly unchecked: readonly string[];
  readonly comparison: Comparison | null;
}

const DEAREST = 4;
/** Said among what is odd already. */
const IS_OF_PRICE = /: no price is known\.$/;
const MOST_GROUPS = 6;
const MOST_UNCHECKED = 4;

/** What is about to be sent, on a screen: the details first, and what decides right above the question. */
export function planView(said: PlanToSay, width: number | null): string {
  const totals = totalsOf({ command: 'check', outcomes: said.outcomes, at: said.at });
  const ready = readyOf(said);
  const parts = [
    totals.byClient.length > 1 ? groupTable('client', totals.byClient, width) : '',
    totals.byVendor.length > 1 ? groupTable('vendor', totals.byVendor, width) : '',
    dearest(ready, width),
    section('Look at these first:', oddities(said), width),
    section('No check can tell:', shortened(said.unchecked.filter((text) => !IS_OF_PRICE.test(text))), width),
    sayComparison(said.comparison, width),
    fitted(totalLines(said, ready, totals).join('\n'), width),
  ];
  return parts.filter(Boolean).join('\n\n');
}

/** The same in a line or two, where nobody is asked. */
export function planLines(said: PlanToSay): string {
  const totals = totalsOf({ command: 'check', outcomes: said.outcomes, at: said.at });
  const { orders, domains, mailboxes } = totals.cost;
  const what = [counted(orders, 'order'), counted(domains, 'domain'), counted(mailboxes, 'mailbox')].join(', ');
  const later = totals.renewals.map((one) => `; ${renewalText(one, orders)}`).join('');
  return `Sending ${what} to ${visibleText(said.to)}: ${costText(readyOf(said))}${later}.`;
}

/** `Send these 12 orders for 1,400.00 USD now?` */
export function questionOf(said: PlanToSay): string {
  const ready = readyOf(said);
  const what = said.sends.length === 1 ? 'this order' : `these ${counted(said.sends.length, 'order')}`;
  const priced = !ready.every(hasNoKnownPrice);
  const sum = priced ? ` for ${costText(ready)}` : ', whose price is not known,';
  return `Send ${what}${sum} now?${said.isPlayed ? ' (sandbox: no money)' : ''}`;
}

function readyOf({ outcomes }: PlanToSay): readonly Outcome[] {
  return outcomes.filter(({ status }) => status === 'ready');
}

function totalLines(
  said: PlanToSay,
  ready: readonly Outcome[],
  { cost, renewals, byClient }: BatchTotals,
): readonly string[] {
  const what = [counted(cost.orders, 'order'), counted(cost.domains, 'domain'), counted(cost.mailboxes, 'mailbox')];
  const rows = [
    ['To', visibleText(said.to)],
    ...(byClient.length === 1 ? [['For', visibleText(byClient[0]?.name ?? '')]] : []),
    ['Order', what.join(', ')],
    ['Charge now', said.isPlayed ? `${costText(ready)} (sandbox: no money)` : costText(ready)],
    ...renewals.map((one, index) => [index === 0 ? 'Later' : '', renewalText(one, cost.orders)]),
  ];
  const wide = Math.max(...rows.map(([label = '']) => label.length));
  return rows.map(([label = '', text = '']) => `${label.padEnd(wide)}  ${text}`);
}

function groupTable(kind: string, groups: readonly NamedTotals[], width: number | null): string {
  if (groups.length === 0) return '';
  const rows = groups
    .slice(0, MOST_GROUPS)
    .map((one) => [
      one.name || '(none named)',
      String(one.orders),
      String(one.domains),
      String(one.mailboxes),
      amountsText(one.amounts) || '-',
    ]);
  const more = groups.length - rows.length;
  const said = table([kind, 'orders', 'domains', 'mailboxes', 'charge now'], rows, width);
  return more > 0 ? `${said}\nand ${counted(more, kind)} more` : said;
}

/** The dearest orders, where that says something: there are several, and they do not all cost the same. */
function dearest(ready: readonly Outcome[], width: number | null): string {
  const priced = ready.flatMap((outcome) => (outcome.amount ? [{ outcome, amount: outcome.amount }] : []));
  if (priced.length < DEAREST) return '';
  const [first] = priced;
  if (first && priced.length === ready.length && priced.every(({ amount }) => amount.minor === first.amount.minor))
    return `Each order costs ${amountText(first.amount)}.`;
  const sorted = priced.toSorted((a, b) => b.amount.minor - a.amount.minor);
  const middle = sorted[Math.floor(sorted.length / 2)]?.amount.minor ?? 0;
  const top = sorted.filter(({ amount }) => amount.minor > middle).slice(0, DEAREST);
  if (top.length === 0) return '';
  const rows = top.map(({ outcome, amount }) => [
    outcome.name,
    amountText(amount),
    String(outcome.domains),
    outcome.operation,
    runsText(outcome.runs),
  ]);
  return table(['dearest orders', 'charge now', 'domains', 'operation', 'rows'], rows, width);
}

function shortened(texts: readonly string[]): readonly string[] {
  if (texts.length <= MOST_UNCHECKED + 1) return texts;
  return [
    ...texts.slice(0, MOST_UNCHECKED),
    `and ${texts.length - MOST_UNCHECKED} more, which \`sheetorder check\` with --verbose lists.`,
  ];
}

function section(title: string, texts: readonly string[], width: number | null): string {
  if (texts.length === 0) return '';
  return [title, ...texts.map((text) => fitted(`- ${visibleText(text)}`, width))].join('\n');
}
