import type { Conversation } from '../../domain/conversation.ts';
import type { HttpRequest } from '../../domain/http.ts';
import { type Money, majorText, minorFromText, moneyFromMajor, sumMoney } from '../../domain/money.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { readStockList, type StockItem } from './buying-schema.ts';
import { lookFirst, type NotPlaced, notBought } from './look-first.ts';
import { readReply } from './place.ts';
import { get } from './reads.ts';

/** One piece of the stock, as an order names it. */
export interface Chosen {
  readonly id: string;
  readonly domain: string;
}

/**
 * Reads the stock right before the spend, and spends only when each stock id is still there with exactly its domain, for no
 * more than a ceiling that is given. What the stock said is the amount, where it names every price.
 */
export function* placePreWarm(request: HttpRequest): Conversation<Verdict> {
  const look = yield* lookFirst(get('/pre-warm-inboxes', request.query.organization_id ?? ''), readStockList);
  if (!look.ok) return look.verdict;
  const ceiling = request.conditions?.max_price;
  const chosen = chosenIn(request);
  const bad = judge(look.value, chosen, ceiling === undefined ? null : { cents: minorFromText(ceiling) });
  if (bad) return bad;
  const said = readReply('buy-pre-warm', yield request);
  if (said.kind !== 'placed' || said.receipt.payment !== 'taken') return said;
  const prices = chosen.map(({ id }) => firstPayment(look.value.find((item) => item.id === id)));
  const amount = prices.every((price) => price !== null) ? sumMoney(prices) : null;
  return { ...said, receipt: { ...said.receipt, ...(amount ? { amount } : {}) } };
}

/** What is paid at once: the price itself and the first month; null when one of them is not stated. */
export function firstPayment(item: StockItem | undefined): Money | null {
  const once = moneyFromMajor(item?.pricing?.oneTimePrice, 'USD');
  const monthly = moneyFromMajor(item?.pricing?.monthlyPrice, 'USD');
  return once && monthly ? { minor: once.minor + monthly.minor, currency: 'USD' } : null;
}

function chosenIn({ body }: HttpRequest): readonly Chosen[] {
  const isObject = typeof body === 'object' && body !== null && 'domains' in body;
  const rows: readonly unknown[] = isObject && Array.isArray(body.domains) ? body.domains : [];
  return rows.map((row) => {
    const { id, domain } =
      typeof row === 'object' && row !== null ? { id: '', domain: '', ...row } : { id: '', domain: '' };
    return { id: String(id), domain: String(domain) };
  });
}

/** Why nothing may be bought; null when everything is as it was ordered. */
function judge(
  stock: readonly StockItem[],
  chosen: readonly Chosen[],
  ceiling: { readonly cents: number | null } | null,
): NotPlaced | null {
  const gone = chosen.flatMap((one) => goneFrom(stock, one) ?? []);
  if (chosen.length === 0 || gone.length > 0)
    return notBought(
      'SM-STOCK-GONE',
      `Nothing was bought: ${gone.join(' ') || 'the order names no stock id.'}`,
      'Run `sheetorder stock` for what is there now, and choose again.',
    );
  const dear = ceiling ? chosen.flatMap((one) => tooDear(stock, one, ceiling.cents) ?? []) : [];
  if (dear.length === 0) return null;
  return notBought(
    'SM-BUY-PRICE',
    `Nothing was bought: ${dear.join(' ')}`,
    'Raise `max_price` if that is what you want to pay, or take these domains out.',
  );
}

/** Why a chosen piece is not to be had; null when it is. */
export function goneFrom(stock: readonly StockItem[], { id, domain }: Chosen): string | null {
  const [item, ...more] = stock.filter((one) => one.id === id);
  if (!item) return `${id} (${domain}) is not in stock any more.`;
  if (more.length > 0) return `the stock lists ${id} more than once.`;
  return item.domain === domain ? null : `${id} is ${item.domain} now, not ${domain}.`;
}

/** Why a chosen piece costs too much; null when it does not. */
export function tooDear(stock: readonly StockItem[], { id, domain }: Chosen, ceiling: number | null): string | null {
  const price = firstPayment(stock.find((one) => one.id === id));
  if (!price) return `the stock gives no price for ${domain}.`;
  if (ceiling !== null && price.minor <= ceiling) return null;
  const most = ceiling === null ? 'nothing that is an amount' : majorText({ minor: ceiling, currency: '' });
  return `${domain} costs ${majorText(price)} USD with its first month, and may cost ${most} at most.`;
}
