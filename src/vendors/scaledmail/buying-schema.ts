import { z } from 'zod';
import { id, isWhole, shapeOf, text } from './schema.ts';

const lowered = z
  .string()
  .trim()
  .min(1)
  .transform((domain) => domain.toLowerCase());

/** `GET /purchased-domains`: what was bought at the vendor, used in an order or not. */
const purchasedDomain = z.looseObject({ domain: lowered, created_at: text, renewal_at: text });
const purchasedList = z
  .looseObject({ total: z.number().optional(), domains: z.array(purchasedDomain) })
  .refine((list) => isWhole(list.total, list.domains))
  .transform((list) => list.domains);

const searchedDomain = z.looseObject({
  domain: lowered,
  status: text,
  price: z.unknown().optional(),
  renewPrice: z.unknown().optional(),
  blacklisted: z.unknown().optional(),
});
const searchList = z.array(searchedDomain);

const pricing = z.looseObject({ oneTimePrice: z.unknown().optional(), monthlyPrice: z.unknown().optional() }).nullish();
const stockItem = z.looseObject({ id, domain: lowered, warmup_age: text, emailMailboxCount: text, pricing });
const stockList = z
  .looseObject({ google: z.array(stockItem).nullish(), outlook: z.array(stockItem).nullish() })
  .refine((list) => list.google || list.outlook)
  .transform(({ google, outlook }) => [
    ...(google ?? []).map((item) => ({ ...item, type: 'google' })),
    ...(outlook ?? []).map((item) => ({ ...item, type: 'outlook' })),
  ]);

export type PurchasedDomain = z.output<typeof purchasedDomain>;
export type SearchedDomain = z.output<typeof searchedDomain>;
export type StockItem = z.output<typeof stockList>[number];

export const readPurchasedList = shapeOf(purchasedList);
export const readSearchList = shapeOf(searchList);
export const readStockList = shapeOf(stockList);

/** Names of the blacklists that a searched domain stands in; the documents do not show the field, so its absence says nothing bad. */
export function blacklistsOf({ blacklisted }: SearchedDomain): readonly string[] {
  if (blacklisted === undefined || blacklisted === null || blacklisted === false) return [];
  if (!Array.isArray(blacklisted)) return [UNNAMED];
  return blacklisted.map((list: unknown) => (typeof list === 'string' && list !== '' ? list : UNNAMED));
}

const UNNAMED = 'a list without a name';
