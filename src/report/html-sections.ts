import { type FindingGroup, groupFindings } from '../domain/finding-groups.ts';
import { shortKey } from '../domain/identity.ts';
import { majorText } from '../domain/money.ts';
import type { BatchReport, Outcome } from '../domain/outcome.ts';
import { rowsText } from '../domain/rows-text.ts';
import { sayPlace } from '../domain/say-place.ts';
import type { Status } from '../domain/status.ts';
import { type Html, type HtmlPart, html } from './html.ts';
import type { BatchTotals, Totals } from './totals.ts';

const LOOK = {
  ready: 'good',
  placed: 'good',
  already_placed: 'good',
  awaiting_payment: 'wait',
  payment_pending: 'wait',
  invalid: 'bad',
  refused: 'bad',
  not_sent: 'wait',
  unknown: 'doubt',
  skipped: 'plain',
} satisfies Record<Status, string>;
const SEVERITY_LOOK = { error: 'bad', warning: 'wait', info: 'plain' } satisfies Record<
  FindingGroup['severity'],
  string
>;
const PLACES_SHOWN = 500;
const NOTHING: readonly Html[] = [];

/** The headline numbers, and the one warning that must not be missed. */
export function tiles(report: BatchReport, totals: BatchTotals): HtmlPart {
  const label = report.command === 'check' ? 'Would cost' : 'Cost of placed orders';
  const unknown = report.outcomes.filter(({ status }) => status === 'unknown').length;
  return [
    unknown === 0
      ? NOTHING
      : html`<p class="alarm">${counted(unknown, 'order')} may have been placed. Run <code>sheetorder reconcile</code> before anything else.</p>`,
    html`<dl class="tiles">
<div><dt>Orders</dt><dd>${totals.all.orders}</dd></div>
<div><dt>Domains</dt><dd>${totals.all.domains}</dd></div>
<div><dt>Mailboxes</dt><dd>${totals.all.mailboxes}</dd></div>
<div><dt>${label}</dt><dd>${amountOf(totals.cost)}${unpricedNote(totals.cost)}</dd></div>
</dl>`,
  ];
}

export function statusSection({ byStatus, looseRows }: BatchTotals): HtmlPart {
  const rows = byStatus.map(
    (one) =>
      html`<tr><th scope="row">${badge(LOOK[one.status], one.status)}</th><td class="number">${one.orders}</td><td class="number">${one.domains}</td><td class="number">${one.mailboxes}</td><td class="number">${amountOf(one)}</td></tr>\n`,
  );
  const loose = html`<p>${counted(looseRows, 'row')} in no order; the findings say why.</p>`;
  return section('status', 'By status', [
    looseRows === 0 ? NOTHING : loose,
    scrolling(
      'Orders by status',
      html`<table><caption>How many orders have each status, and what they hold.</caption>
<thead><tr><th scope="col">Status</th><th scope="col" class="number">Orders</th><th scope="col" class="number">Domains</th><th scope="col" class="number">Mailboxes</th><th scope="col" class="number">Amount</th></tr></thead>
<tbody>${rows}</tbody></table>`,
    ),
  ]);
}

export function notesSection({ notes }: BatchReport): HtmlPart {
  if (notes.length === 0) return NOTHING;
  return section('notes', 'Notes', html`<ul class="card">${notes.map((note) => html`<li>${note}</li>`)}</ul>`);
}

export function findingsSection({ outcomes, sheetFindings }: BatchReport): HtmlPart {
  const groups = groupFindings([...sheetFindings, ...outcomes.flatMap(({ findings }) => findings)]);
  return section(
    'findings',
    'Findings by rule',
    groups.length === 0 ? html`<p>Nothing was found.</p>` : groups.map(groupDetails),
  );
}

export function ordersSection({ outcomes }: BatchReport): HtmlPart {
  return section('orders', 'Orders', [
    html`<div class="filter" id="filter" hidden><label for="filter-text">Show orders with</label><input id="filter-text" type="search" autocomplete="off" aria-controls="orders"><span id="filter-count" role="status"></span></div>`,
    scrolling(
      'Orders',
      html`<table id="orders"><caption>Every order in the order in which it first appears in the sheets.</caption>
<thead><tr><th scope="col">Order</th><th scope="col">Status</th><th scope="col">Order id</th><th scope="col">Rows</th><th scope="col">Codes</th><th scope="col">Error</th><th scope="col">What to do</th></tr></thead>
<tbody>${outcomes.map(orderRow)}</tbody></table>`,
    ),
  ]);
}

export function sheetsSection({ sheets }: BatchReport): HtmlPart {
  const rows = sheets.map(
    (sheet) =>
      html`<tr><th scope="row" class="id">${sheet.file}</th><td class="number">${sheet.rows}</td><td class="number">${sheet.blankRows}</td><td class="words">${sheet.unknownColumns.join(', ')}</td></tr>\n`,
  );
  return section(
    'sheets',
    'Sheets',
    scrolling(
      'Sheets',
      html`<table><caption>The sheets that were read.</caption>
<thead><tr><th scope="col">Sheet</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Blank rows</th><th scope="col">Columns not used</th></tr></thead>
<tbody>${rows}</tbody></table>`,
    ),
  );
}

function groupDetails({ code, severity, findings }: FindingGroup): Html {
  const [first] = findings;
  const more = findings.length - PLACES_SHOWN;
  return html`<details><summary>${badge(SEVERITY_LOOK[severity], severity)} <code>${code}</code> × ${findings.length}: ${first?.message ?? ''}</summary>
<ul>${findings
    .slice(0, PLACES_SHOWN)
    .map(
      (finding) =>
        html`<li><strong>${sayPlace(finding.at)}</strong>: ${finding.message}${finding.fix ? html`<br>→ ${finding.fix}` : ''}</li>\n`,
    )}${more > 0 ? html`<li>And ${more} more; the .json report lists them all.</li>` : ''}</ul></details>\n`;
}

function orderRow(outcome: Outcome): Html {
  const name = outcome.name || shortKey(outcome.key) || 'rows without an order';
  return html`<tr><th scope="row" class="id">${name}</th><td>${badge(LOOK[outcome.status], outcome.status)}</td><td class="id">${outcome.orderId}</td><td>${rowsText(outcome.rows)}</td><td>${outcome.codes.join(' ')}</td><td class="words">${outcome.errors.join('; ')}</td><td class="words">${outcome.fix}</td></tr>\n`;
}

function section(id: string, title: string, body: HtmlPart): Html {
  return html`<section aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}</section>`;
}

/** A wide table scrolls in its own box, which the keyboard can reach. */
function scrolling(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}, table" tabindex="0">${table}</div>`;
}

function badge(look: string, text: string): Html {
  return html`<span class="badge ${look}">${text}</span>`;
}

function amountOf({ amounts }: Totals): string {
  return amounts.map((money) => `${majorText(money)} ${money.currency}`).join(' + ') || '–';
}

function unpricedNote({ unpriced }: Totals): HtmlPart {
  return unpriced === 0 ? NOTHING : html`<small>and ${counted(unpriced, 'order')} without a known price</small>`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
