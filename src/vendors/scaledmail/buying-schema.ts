import { z } from 'zod';
import { once } from '../../domain/once.ts';
import { id, isWhole, shapeOf, text } from './schema.ts';

const lowered = once(() =>
  z
    .string()
    .trim()
    .min(1)
    .transform((domain) => domain.toLowerCase()),
);

/** `GET /purchased-domains`: what was bought at the vendor, used in an order or not. */
const purchasedDomain = once(() => z.looseObject({ domain: lowered(), created_at: text(), renewal_at: text() }));
const purchasedList = once(() =>
  z
    .looseObject({ total: z.number().optional(), domains: z.array(purchasedDomain()) })
    .refine((list) => isWhole(list.total, list.domains))
    .transform((list) => list.domains),
);

const searchedDomain = once(() =>
  z.looseObject({
    domain: lowered(),
    status: text(),
    price: z.unknown().optional(),
    renewPrice: z.unknown().optional(),
    blacklisted: z.unknown().optional(),
  }),
);
const searchList = once(() => z.array(searchedDomain()));

const pricing = once(() =>
  z.looseObject({ oneTimePrice: z.unknown().optional(), monthlyPrice: z.unknown().optional() }).nullish(),
);
const stockItem = once(() =>
  z.looseObject({ id: id(), domain: lowered(), warmup_age: text(), emailMailboxCount: text(), pricing: pricing() }),
);
const stockList = once(() =>
  z
    .looseObject({ google: z.array(stockItem()).nullish(), outlook: z.array(stockItem()).nullish() })
    .refine((list) => list.google || list.outlook)
    .transform(({ google, outlook }) => [
      ...(google ?? []).map((item) => ({ ...item, type: 'google' })),
      ...(outlook ?? []).map((item) => ({ ...item, type: 'outlook' })),
    ]),
);

export type PurchasedDomain = z.output<ReturnType<typeof purchasedDomain>>;
export type SearchedDomain = z.output<ReturnType<typeof searchedDomain>>;
export type StockItem = z.output<ReturnType<typeof stockList>>[number];

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
