import type { CheckedOrder } from '../domain/checked-order.ts';
import type { Finding } from '../domain/finding.ts';
import type { OnlineFacts } from '../domain/online.ts';
import type { OrderRecord } from '../domain/order-book.ts';

/** What the ledger says of an order that is looked up. */
export interface KnownOrder {
  readonly record: OrderRecord | null;
  /** Claims that other orders hold: of these the ledger speaks, not the vendor's list. */
  readonly held: ReadonlySet<string>;
}

/** An order's own findings together with what look-ups say of it, nothing said twice. */
export function judgedFindings(order: CheckedOrder, online: OnlineFacts | null, known: KnownOrder): readonly Finding[] {
  if (!online || !order.judge) return order.findings;
  const judged = order.judge(online);
  const kept = order.findings.filter(({ code, severity }) => severity === 'error' || !judged.answers.includes(code));
  // An error by the catalogue stands until a new one is fetched: price and payload were made from it too.
  const told = new Set(kept.filter(({ severity }) => severity === 'error').map(({ code }) => code));
  const found = judged.findings.filter(({ code }) => !told.has(code));
  return [...kept, ...found, ...listedFindings(judged.listed, known)];
}

/** Claims of an order that are held by another one, by what the ledger says of who holds them. */
export function claimsOfOthers(
  { key }: CheckedOrder,
  holders: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  return new Set([...holders].filter(([, keys]) => keys.some((holder) => holder !== key)).map(([claim]) => claim));
}

/** What the vendor lists is no error for an order that was sent before: it is read back first, and may be found. */
function listedFindings(listed: readonly Finding[], { record, held }: KnownOrder): readonly Finding[] {
  const open = listed.filter(({ value }) => !held.has(value));
  return (record?.attempts ?? 0) === 0 ? open : open.map((finding) => ({ ...finding, severity: 'warning' }));
}
