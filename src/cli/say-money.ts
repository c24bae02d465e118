import { type Money, majorText } from '../domain/money.ts';
import { hasNoKnownPrice, type Outcome } from '../domain/outcome.ts';
import { visibleText } from '../domain/visible-text.ts';
import type { Commitment } from '../report/totals.ts';

type Priced = Pick<Outcome, 'amount' | 'ceiling' | 'costsNothing'>;

/** `1,400.00 USD`: an amount as a person reads it on a screen; files hold it without the commas. */
export function amountText(money: Money): string {
  const [whole = '', part = ''] = majorText(money).split('.');
  return visibleText(`${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part} ${money.currency}`.trim());
}

/** `14.00 USD + 5.00 EUR`; empty for none. Currencies are never added up. */
export function amountsText(amounts: readonly Money[]): string {
  const sums = new Map<string, number>();
  for (const { minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].map(([currency, minor]) => amountText({ minor, currency })).join(' + ');
}

/** What orders cost together: `1,400.00 USD, at most 20.00 USD more, and 2 of unknown price`; `nothing` for forms that are paid. Empty for no orders. */
export function costText(orders: readonly Priced[]): string {
  const priced: Money[] = [];
  const capped: Money[] = [];
  let unpriced = 0;
  for (const order of orders) {
    const { amount, ceiling } = order;
    if (amount) priced.push(amount);
    else if (ceiling) capped.push(ceiling);
    else if (hasNoKnownPrice(order)) unpriced += 1;
  }
  const known = amountsText(priced);
  const most = amountsText(capped);
  const parts = [known, most && `at most ${most}${known ? ' more' : ''}`, unpricedText(unpriced, known || most)];
  const told = parts.filter(Boolean);
  if (told.length === 0 && orders.length > 0) return 'nothing';
  return told.length < 3 ? told.join(' and ') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}

function unpricedText(count: number, priced: string): string {
  if (count === 0) return '';
  return priced ? `${count} without a known price` : 'no price is known';
}

/** `each month 1,400.00 USD, first on 2026-06-04`, and for how many orders where it is not for all of them. */
export function renewalText({ every, first, amounts, unpriced, orders }: Commitment, all = orders): string {
  const known = amountsText(amounts);
  const sum =
    unpriced === 0
      ? known
      : known
        ? `${known} and ${unpriced} at a price that is not known`
        : 'a sum that is not known';
  return `each ${every} ${sum}, first on ${first}${orders === all ? '' : ` (${counted(orders, 'order')})`}`;
}

/** `1 order`, `2 mailboxes`. */
export function counted(count: number, word: string): string {
  if (count === 1) return `1 ${word}`;
  return `${grouped(count)} ${word}${word.endsWith('x') ? 'es' : 's'}`;
}

/** `1,000,000`; Node takes 14 ms to load what knows how numbers are written in a language. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
