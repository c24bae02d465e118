import type { BatchReport } from '../../domain/outcome.ts';
import type { BatchTotals, NamedTotals, Totals } from '../totals.ts';
import { type Html, type HtmlPart, html } from './html.ts';
import { badge, counted, filterLink, moneyText, number, STATUS_WORDS, scrolling, section } from './words.ts';

const NAMES_SHOWN = 10;
const NAMES_AT_MOST = 500;

/** By status as one divided bar and a table that says the same in words. */
export function statusSection({ byStatus, all }: BatchTotals): HtmlPart {
  const priced = byStatus.some(({ amounts }) => amounts.length > 0);
  let from = 0;
  const parts = byStatus.map(({ status, orders }) => {
    const part = html`<rect x="${from}" y="0" width="${orders}" height="1" class="fill-${STATUS_WORDS[status].look}"/>`;
    from += orders;
    return part;
  });
  const bar = html`<svg class="split" viewBox="0 0 ${Math.max(1, all.orders)} 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>\n`;
  const rows = byStatus.map((one) => {
    const { status, orders, domains, mailboxes } = one;
    const { look, means, next } = STATUS_WORDS[status];
    return html`<tr><th scope="row">${filterLink({ status }, badge(look, status))}</th><td class="number">${number(orders)}</td><td class="words">${means} ${next}</td><td class="number extra">${number(domains)}</td><td class="number extra">${number(mailboxes)}</td>${priced ? html`<td class="number">${amountText(one)}</td>` : ''}</tr>\n`;
  });
  const table = html`<table><caption>How many orders have each status, and what it means.</caption>
<thead><tr><th scope="col">Status</th><th scope="col" class="number">Orders</th><th scope="col">What it means</th><th scope="col" class="number extra">Domains</th><th scope="col" class="number extra">Mailboxes</th>${priced ? html`<th scope="col" class="number">Amount</th>` : ''}</tr></thead>
<tbody>${rows}</tbody></table>`;
  return section(
    'status',
    'By status',
    all.orders === 0 ? html`<p>There is none.</p>` : [bar, scrolling('Orders by status', table)],
  );
}

/** Who pays how much, as bars beside their numbers; where there is one vendor alone, a sentence says so. */
export function costSection({ command }: BatchReport, { byClient, byVendor, cost }: BatchTotals): HtmlPart {
  if (cost.orders === 0) return '';
  const [only] = byVendor.length === 1 ? byVendor : [];
  const charts = [
    byClient.length > 0 ? chart('client', byClient) : '',
    byVendor.length > 1 ? chart('vendor', byVendor) : '',
  ];
  const drawn = charts.some((one) => one !== '');
  const sums = only
    ? ` All are at ${only.name}${only.amounts.length > 0 ? `: ${only.amounts.map(moneyText).join(' + ')}` : ''}.`
    : '';
  return section(
    'costs',
    'Cost by client and vendor',
    [
      html`<p class="quiet">The ${counted(cost.orders, 'order')} ${command === 'check' ? 'to be sent' : 'placed'}.${sums} ${drawn ? scaleWords(byVendor) : 'No client is named.'}</p>`,
      drawn ? html`<div class="charts">${charts}</div>` : '',
    ],
    'Costs',
  );
}

function chart(kind: 'client' | 'vendor', groups: readonly NamedTotals[]): Html {
  const size = sizeOf(groups);
  const priced = groups.some(({ amounts }) => amounts.length > 0);
  const most = Math.max(1, ...groups.map(size));
  const line = (group: NamedTotals) => {
    const name = group.name || `no ${kind} named`;
    const label = group.name ? filterLink({ [kind]: group.name }, name) : html`<span class="quiet">${name}</span>`;
    const width = Math.max(0.5, (size(group) / most) * 100).toFixed(1);
    return html`<tr><th scope="row">${label}</th><td class="barcell"><svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="${width}" height="1"/></svg>
<span class="quiet">${counted(group.orders, 'order')}, ${counted(group.domains, 'domain')}, ${counted(group.mailboxes, 'mailbox')}</span></td>${priced ? html`<td class="number">${amountText(group)}</td>` : ''}</tr>\n`;
  };
  const table = (lines: readonly NamedTotals[], caption: string) =>
    html`<table><caption>${caption}</caption><thead><tr><th scope="col">${kind === 'client' ? 'Client' : 'Vendor'}</th><th scope="col">Share</th>${priced ? html`<th scope="col" class="number">Amount</th>` : ''}</tr></thead><tbody>${lines.map(line)}</tbody></table>`;
  const more = groups.slice(NAMES_SHOWN, NAMES_AT_MOST);
  const left = groups.length - NAMES_AT_MOST;
  return html`<div class="chart card">${table(groups.slice(0, NAMES_SHOWN), `By ${kind}`)}${
    more.length > 0
      ? html`<details><summary>${number(more.length)} more</summary>${table(more, `By ${kind}, the rest`)}${left > 0 ? html`<p>And ${number(left)} more; the .json report has every order.</p>` : ''}</details>`
      : ''
  }</div>\n`;
}

/** Amounts of several currencies cannot share a bar, so the orders are counted there. */
function sizeOf(groups: readonly NamedTotals[]): (group: NamedTotals) => number {
  const currencies = new Set(groups.flatMap(({ amounts }) => amounts.map(({ currency }) => currency)));
  return currencies.size === 1 ? ({ amounts }) => amounts[0]?.minor ?? 0 : ({ orders }) => orders;
}

function scaleWords(groups: readonly NamedTotals[]): string {
  const currencies = new Set(groups.flatMap(({ amounts }) => amounts.map(({ currency }) => currency)));
  if (currencies.size === 1) return 'Bars show amounts.';
  return currencies.size === 0
    ? 'No price is known, so bars show the number of orders.'
    : 'Bars show the number of orders.';
}

function amountText({ amounts, unpriced }: Totals): HtmlPart {
  const known = amounts.map(moneyText).join(' + ');
  if (known === '' && unpriced === 0) return '–';
  if (known === '') return html`<span class="quiet">no known price</span>`;
  return [known, unpriced > 0 ? html`<small>${number(unpriced)} without price</small>` : ''];
}
