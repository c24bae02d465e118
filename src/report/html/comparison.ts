import { CHANGES, type ComparedOrder } from '../../domain/comparison.ts';
import { shortKey } from '../../domain/identity.ts';
import type { BatchReport } from '../../domain/outcome.ts';
import { type Html, type HtmlPart, html } from './html.ts';
import { CHANGE_WORDS, filterLink, number, scrolling, section, timeText } from './words.ts';

const LISTED = 200;

/** What is different from the last run of these sheets: counts, then each order that changed, is in doubt or is gone. */
export function comparisonSection({ comparison }: BatchReport): HtmlPart {
  if (comparison === null) return [];
  const groups = CHANGES.map((change) => ({
    change,
    orders: comparison.orders.filter((one) => one.change === change),
  }));
  const some = groups.filter(({ orders }) => orders.length > 0);
  const rows = some.map(
    ({ change, orders }) =>
      html`<tr><th scope="row">${CHANGE_WORDS[change]}</th><td class="number">${number(orders.length)}</td></tr>\n`,
  );
  const table = html`<table><caption>These sheets against what earlier runs sent, last at <time datetime="${comparison.last}">${timeText(comparison.last)}</time>.</caption>
<thead><tr><th scope="col">What became of it</th><th scope="col" class="number">Orders</th></tr></thead><tbody>${rows}</tbody></table>`;
  const lists = some.filter(({ change }) => change === 'changed' || change === 'in_doubt' || change === 'gone');
  return section('comparison', 'Against the last run', [
    scrolling('Against the last run', table),
    lists.map(({ change, orders }) => list(CHANGE_WORDS[change], orders)),
  ]);
}

function list(title: string, orders: readonly ComparedOrder[]): Html {
  const more = orders.length - LISTED;
  return html`<details open><summary>${title} (${number(orders.length)})</summary><ul>${orders.slice(0, LISTED).map(item)}${
    more > 0 ? html`<li>And ${number(more)} more.</li>` : ''
  }</ul></details>\n`;
}

function item({ change, name, key, before, differences }: ComparedOrder): Html {
  const label = html`<strong>${name || shortKey(key)}</strong>`;
  const was = [before?.orderId ? `order id ${before.orderId}` : '', before?.rows ? `then in ${before.rows}` : ''];
  const said = was.filter(Boolean).join(', ');
  return html`<li>${change === 'gone' ? label : filterLink({ q: name || shortKey(key) }, label)}${said ? html` <span class="quiet">(${said})</span>` : ''}${differences.length > 0 ? html`<ul>${differences.map((text) => html`<li>${text}</li>`)}</ul>` : ''}</li>\n`;
}
