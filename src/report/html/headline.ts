import type { BatchReport, Outcome } from '../../domain/outcome.ts';
import type { Status } from '../../domain/status.ts';
import { type BatchTotals, type Commitment, costingOrders, sumOf } from '../totals.ts';
import { costsOf, costText, unpricedText } from './costs.ts';
import { type HtmlPart, html } from './html.ts';
import { counted, filterAction, moneyText, number, prose, section } from './words.ts';

const NOTHING: HtmlPart = [];
const EACH = { month: 'Every month', quarter: 'Every three months', year: 'Every year' } satisfies Record<
  Commitment['every'],
  string
>;

/** How it stands in one sentence, what to do next, and what must not be missed. */
export function verdict(report: BatchReport, { all, byStatus, looseRows }: BatchTotals): HtmlPart {
  const count = new Map(byStatus.map(({ status, orders }) => [status, orders]));
  const of: Count = (...statuses) => statuses.reduce((sum, status) => sum + (count.get(status) ?? 0), 0);
  const dry = report.command === 'check';
  const done = dry ? of('ready') : of('placed', 'already_placed', 'awaiting_payment', 'payment_pending');
  const rest = otherWords(dry, of);
  return [
    html`<p class="verdict">${goalWords(done, all.orders, dry ? 'ready to be sent' : 'placed')}${
      rest.length > 0 ? html`<span class="rest">; ${rest.join(', ')}</span>` : ''
    }.</p>\n`,
    dry && all.orders > 0 ? nextStep(done, of('invalid')) : NOTHING,
    doubtAlarm(of('unknown')),
    looseAlarm(looseRows),
  ];
}

type Count = (...statuses: readonly Status[]) => number;

function goalWords(done: number, all: number, goal: string): string {
  if (all === 0) return 'There is no order in these sheets';
  if (done === all) return all === 1 ? `The one order is ${goal}` : `All ${counted(all, 'order')} are ${goal}`;
  return `${number(done)} of ${counted(all, 'order')} ${done === 1 ? 'is' : 'are'} ${goal}`;
}

function otherWords(dry: boolean, of: Count): readonly string[] {
  const others: readonly (readonly [number, string])[] = [
    dry ? [of('placed', 'already_placed'), 'at the vendor already'] : [of('ready'), 'ready to be sent'],
    [of('awaiting_payment', 'payment_pending'), dry ? 'to be paid' : 'still to be paid'],
    [of('unknown'), 'in doubt'],
    [of('invalid'), 'to be corrected'],
    [of('refused'), 'refused by the vendor'],
    [of('not_sent'), 'not sent'],
    [of('skipped'), 'skipped'],
  ];
  return others.filter(([orders]) => orders > 0).map(([orders, words]) => `${number(orders)} ${words}`);
}

function nextStep(ready: number, invalid: number): HtmlPart {
  const send = html`<code>sheetorder submit</code> with the same sheets sends ${invalid > 0 ? `the ${number(ready)} that ${ready === 1 ? 'is' : 'are'} ready and leaves the others out` : 'them'}.`;
  const correct = html`Correct what stands under <a href="#findings">Findings</a> and check again.`;
  return html`<p class="next">${invalid > 0 ? [correct, ' '] : ''}${ready > 0 ? send : ''}</p>\n`;
}

function doubtAlarm(unknown: number): HtmlPart {
  if (unknown === 0) return NOTHING;
  return html`<div class="alarm doubt-alarm" role="note"><p><strong>${counted(unknown, 'order')} may have been placed.</strong> Run <code>sheetorder reconcile</code> before anything else: it reads ${unknown === 1 ? 'it' : 'them'} back from the vendor, and nothing is bought twice. ${filterAction({ status: 'unknown' }, unknown === 1 ? 'Show it' : 'Show them')}</p></div>`;
}

function looseAlarm(rows: number): HtmlPart {
  if (rows === 0) return NOTHING;
  return html`<div class="alarm loose-alarm" role="note"><p><strong>${counted(rows, 'row')} ${rows === 1 ? 'belongs' : 'belong'} to no order</strong> and ${rows === 1 ? 'is' : 'are'} in no number here; the findings say why. ${filterAction({ q: 'rows in no order' }, rows === 1 ? 'Show it' : 'Show them')}</p></div>`;
}

/** The numbers that are asked for first. */
export function tiles(report: BatchReport, totals: BatchTotals): HtmlPart {
  const { all } = totals;
  const buying = costingOrders(report);
  const bought = sumOf(buying);
  const goal = report.command === 'check' ? 'to be sent' : 'placed';
  const note = (part: number, whole: number) => (part === whole ? '' : small(`${number(part)} ${goal}`));
  return html`<dl class="tiles">
<div><dt>Orders</dt><dd>${number(all.orders)}${note(bought.orders, all.orders)}</dd></div>
<div><dt>Domains</dt><dd>${number(all.domains)}${note(bought.domains, all.domains)}</dd></div>
<div><dt>Mailboxes</dt><dd>${number(all.mailboxes)}${note(bought.mailboxes, all.mailboxes)}</dd></div>
${costTile(report, buying)}
${totals.renewals.map(renewalTile)}</dl>\n`;
}

function costTile({ command }: BatchReport, buying: readonly Outcome[]): HtmlPart {
  const costs = costsOf(buying);
  const due = buying.filter(({ status }) => status === 'awaiting_payment' || status === 'payment_pending');
  const earlier = buying.filter(({ status }) => status === 'already_placed');
  const label = command === 'check' ? 'Charge now' : 'Cost of placed orders';
  return html`<div class="wide"><dt>${label}</dt><dd>${costText(costs)}${[
    small(unpricedText(costs)),
    due.length > 0 ? small(`still to be paid: ${costText(costsOf(due))} (${counted(due.length, 'order')})`) : '',
    earlier.length > 0
      ? small(`from earlier runs: ${costText(costsOf(earlier))} (${counted(earlier.length, 'order')})`)
      : '',
  ]}</dd></div>`;
}

function renewalTile({ every, first, amounts, unpriced, orders }: Commitment): HtmlPart {
  return html`<div class="wide"><dt>${EACH[every]} after that</dt><dd>${amounts.map(moneyText).join(' + ') || 'not known'}${[
    small(`${counted(orders, 'order')} renew${orders === 1 ? 's' : ''}, first on ${first}`),
    small(unpricedText({ unpriced })),
  ]}</dd></div>\n`;
}

function small(text: string): HtmlPart {
  return text === '' ? '' : html`<small>${text}</small>`;
}

/** What nobody can know before the orders are sent stands where nobody overlooks it. */
export function uncheckedSection({ unchecked }: BatchReport): HtmlPart {
  if (unchecked.length === 0) return NOTHING;
  return section(
    'unchecked',
    'What no check can tell before the orders are sent',
    [html`<ul class="card caution">${unchecked.map((text) => html`<li>${prose(text)}</li>\n`)}</ul>`],
    'Not checkable',
  );
}

export function notesSection({ notes }: BatchReport): HtmlPart {
  if (notes.length === 0) return NOTHING;
  return section('notes', 'Notes', html`<ul class="card">${notes.map((note) => html`<li>${prose(note)}</li>\n`)}</ul>`);
}

export function sheetsSection({ sheets }: BatchReport): HtmlPart {
  const rows = sheets.map(
    (sheet) =>
      html`<tr><th scope="row" class="id">${sheet.file}</th><td class="number">${number(sheet.rows)}</td><td class="number">${number(sheet.blankRows)}</td><td class="words">${sheet.unknownColumns.join(', ')}</td></tr>\n`,
  );
  const head = html`<thead><tr><th scope="col">Sheet</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Blank rows</th><th scope="col">Columns not used</th></tr></thead>`;
  const table = html`<div class="scroll" role="region" aria-label="Sheets" tabindex="0"><table><caption>The sheets that were read.</caption>\n${head}\n<tbody>${rows}</tbody></table></div>`;
  return section('sheets', 'Sheets', table);
}
