import { type BatchReport, isLoose, type Outcome } from '../../domain/outcome.ts';
import { runsText } from '../../domain/rows-text.ts';
import { type Html, type HtmlPart, html } from './html.ts';
import { amountText, onlySheet } from './page-data.ts';
import { badge, nameOf, number, prose, STATUS_WORDS, section } from './words.ts';

const WRITTEN_OUT = 200;

interface Column {
  readonly id: string;
  readonly title: string;
  readonly number?: true;
  /** Left out on a narrow screen; the order's details have it. */
  readonly extra?: true;
  /** Left out where there is not much room. */
  readonly roomy?: true;
  readonly cell: (outcome: Outcome) => HtmlPart;
}

const COLUMNS: readonly Column[] = [
  { id: 'name', title: 'Order', cell: nameOf },
  { id: 'status', title: 'Status', cell: ({ status }) => badge(STATUS_WORDS[status].look, status) },
  { id: 'client', title: 'Client', extra: true, cell: ({ client }) => client },
  { id: 'vendor', title: 'Vendor', extra: true, cell: ({ vendor }) => vendor },
  { id: 'id', title: 'Order id', roomy: true, cell: ({ orderId }) => orderId },
  { id: 'domains', title: 'Domains', number: true, extra: true, cell: ({ domains }) => number(domains) },
  { id: 'mailboxes', title: 'Mailboxes', number: true, extra: true, cell: ({ mailboxes }) => number(mailboxes) },
  { id: 'minor', title: 'Amount', number: true, extra: true, cell: amountText },
  { id: 'line', title: 'Rows', roomy: true, cell: ({ runs }) => runsText(runs) },
  { id: 'codes', title: 'Findings', cell: said },
];

/** The table of orders: written out as far as it is short, and whole, searchable and sortable with its script. */
export function ordersSection(report: BatchReport): HtmlPart {
  const { outcomes } = report;
  const only = onlySheet(report);
  const columns = COLUMNS.filter(({ id }) => isTold(id, outcomes)).map((column) =>
    column.id === 'line' && only !== '' ? linesColumn(column, only) : column,
  );
  const count = outcomes.filter((outcome) => !isLoose(outcome)).length;
  const head = columns.map(
    (column) => html`<th scope="col" data-sort="${column.id}"${classesOf(column)}>${column.title}</th>`,
  );
  const more = outcomes.length - WRITTEN_OUT;
  return section('orders', `Orders (${number(count)})`, [
    filters(),
    html`<div class="scroll" role="region" aria-label="Orders" tabindex="0"><table id="order-table"><caption id="order-caption">Every order, in the order of the sheets.</caption>
<thead><tr>${head}</tr></thead>
<tbody id="order-rows">${outcomes.slice(0, WRITTEN_OUT).map((outcome) => orderRow(outcome, columns))}</tbody></table></div>`,
    more > 0
      ? html`<p id="orders-left-out">The first ${WRITTEN_OUT} are shown. This page lists the other ${number(more)} where scripts may run; a results file (<code>--results FILE.csv</code>) has them all.</p>`
      : '',
    html`<div id="no-order" class="card" hidden><p>No order fits.</p><button type="button" class="reset">Show all orders</button></div>
<nav id="pages" class="tools" aria-label="Pages of orders" hidden><button type="button" id="page-before">Previous</button><span id="page-place"></span><button type="button" id="page-after">Next</button></nav>
<p id="rows-left-out" class="quiet" hidden></p>`,
  ]);
}

function linesColumn(column: Column, only: string): Column {
  const cell = ({ runs }: Outcome) => {
    const text = runsText(runs);
    return text.startsWith(only) ? text.slice(only.length) : text;
  };
  return { ...column, title: 'Lines', cell };
}

function filters(): Html {
  const choice = (id: string, title: string) =>
    html`<span class="field"><label for="filter-${id}">${title}</label><select id="filter-${id}" data-filter="${id}"><option value="">any</option></select></span>\n`;
  return html`<form id="filters" class="tools" role="search" aria-label="Orders" hidden><span class="field search"><label for="filter-q">Search</label><input id="filter-q" type="search" autocomplete="off" spellcheck="false" placeholder="order, domain, key, text"></span>
${choice('status', 'Status')}${choice('client', 'Client')}${choice('vendor', 'Vendor')}${choice('code', 'Code')}<button type="button" class="reset">Reset</button></form>
<p id="order-count" class="count" role="status" hidden></p>\n`;
}

/** A column in which every order says the same nothing is left out. */
function isTold(id: string, outcomes: readonly Outcome[]): boolean {
  if (id === 'client') return outcomes.some(({ client }) => client.trim() !== '');
  if (id === 'vendor') return new Set(outcomes.filter(({ key }) => key !== '').map(({ vendor }) => vendor)).size > 1;
  if (id === 'id') return outcomes.some(({ orderId }) => orderId !== '');
  if (id === 'minor') return outcomes.some((outcome) => amountText(outcome) !== '');
  return true;
}

function orderRow(outcome: Outcome, columns: readonly Column[]): Html {
  const cells = columns.map((column) =>
    column.id === 'name'
      ? html`<th scope="row" class="id">${column.cell(outcome)}</th>`
      : html`<td${classesOf(column)}>${column.cell(outcome)}</td>`,
  );
  return html`<tr>${cells}</tr>\n`;
}

function said({ codes, errors, fix }: Outcome): HtmlPart {
  const first = errors[0] ?? '';
  const rest = errors.length > 1 ? ` and ${errors.length - 1} more` : '';
  return [
    codes.length > 0 ? html`<code>${codes.join(' ')}</code> ` : '',
    first ? html`<span class="words">${prose(first)}${rest}</span>` : '',
    fix ? html` <span class="fix">→ ${prose(fix)}</span>` : '',
  ];
}

function classesOf({ id, number: isNumber, extra, roomy }: Column): Html {
  const names = [
    isNumber ? 'number' : '',
    extra ? 'extra' : '',
    roomy ? 'roomy' : '',
    id === 'codes' ? 'said' : '',
    id === 'client' || id === 'id' ? id : '',
  ].filter(Boolean);
  return names.length > 0 ? html` class="${names.join(' ')}"` : html``;
}
