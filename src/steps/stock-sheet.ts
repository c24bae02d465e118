import { majorText } from '../domain/money.ts';
import type { StockOffer } from '../domain/stock.ts';

const COLUMNS = ['order', 'vendor', 'operation', 'stock_id', 'domain', 'redirect', 'max_price'] as const;

/**
 * The stock as a sheet that can be submitted as it is, header first: one order for each offer, so that one that is gone holds
 * up no other, and what it costs now as its ceiling. What the vendor says besides stands in columns that are not read.
 */
export function stockSheet(vendor: string, offers: readonly StockOffer[]): readonly (readonly string[])[] {
  const about = [...new Set(offers.flatMap((offer) => Object.keys(offer.about)))];
  const rows = offers.map((offer) => [
    offer.id,
    vendor,
    offer.operation,
    offer.id,
    offer.domain,
    '',
    offer.price ? majorText(offer.price) : '',
    ...about.map((name) => offer.about[name] ?? ''),
  ]);
  return [[...COLUMNS, ...about], ...rows];
}
