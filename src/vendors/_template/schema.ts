import { z } from 'zod';

// Change: the bodies that are read. What has another shape is no answer; nothing is guessed.
const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const order = z.looseObject({
  id,
  reference: z.string().default(''),
  status: z.string().default(''),
  created_at: z.string().default(''),
  domains: z.array(z.string().transform((name) => name.trim().toLowerCase())),
});
const orders = z
  .looseObject({ total: z.number(), orders: z.array(order) })
  // A list that says it is longer than it is has pages that nobody documents.
  .refine(({ total, orders: listed }) => total === listed.length);

export type ListedOrder = z.infer<typeof order>;

/** The list of orders; undefined when it has another shape, is not whole, or says no. */
export function readOrderList(json: unknown): readonly ListedOrder[] | undefined {
  const parsed = orders.safeParse(json);
  return parsed.success && !saysNo(parsed.data) ? parsed.data.orders : undefined;
}

/** One order; undefined when it has another shape, or says no. */
export function readOneOrder(json: unknown): ListedOrder | undefined {
  const parsed = order.safeParse(json);
  return parsed.success && !saysNo(parsed.data) ? parsed.data : undefined;
}

/** The id in the reply to an order; null when there is none. */
export function orderIdIn(json: Readonly<Record<string, unknown>> | null): string | null {
  const parsed = id.safeParse(json?.order_id);
  return parsed.success ? parsed.data : null;
}

function saysNo(fields: Readonly<Record<string, unknown>>): boolean {
  return 'error' in fields || fields.success === false;
}
