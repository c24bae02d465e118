import type { CheckedOrder } from '../domain/checked-order.ts';
import type { Finding } from '../domain/finding.ts';
import type { OnlineFacts } from '../domain/online.ts';
import type { OrderRecord } from '../domain/order-book.ts';

/** What the ledger says of an order that is looked up. */
export interface KnownOrder {
  readonly record: OrderRecord | null;
  /** Claims that other orders hold: of these the ledger speaks, not the vendor's list. */
  readonly held: ReadonlySet<string>;
  /** True while it is to be read back before it is sent: what seems taken may be its own. */
  readonly readBackFirst: boolean;
}

/** An order's own findings together with what look-ups say of it, nothing said twice. */
export function judgedFindings(order: CheckedOrder, online: OnlineFacts | null, known: KnownOrder): readonly Finding[] {
  if (!online || !order.judge) return order.findings;
  const judged = order.judge(online);
  const kept = order.findings.filter(({ code, severity }) => severity === 'error' || !judged.answers.includes(code));
  // An error by the catalogue stands until a new one is fetched: price and payload were made from it too.
  const told = new Set(kept.filter(({ severity }) => severity === 'error').map(({ code }) => code));
  const found = judged.findings.filter(({ code }) => !told.has(code));
  const taken = known.readBackFirst ? judged.taken.map(maybeItsOwn) : judged.taken;
  return [...kept, ...found, ...taken, ...listedFindings(judged.listed, known)];
}

/** Claims of an order that are held by another one, by what the ledger says of who holds them. */
export function claimsOfOthers(
  { key }: CheckedOrder,
  holders: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  return new Set([...holders].filter(([, keys]) => keys.some((holder) => holder !== key)).map(([claim]) => claim));
}

/** Where the survey finds an order that was sent before, it reads it back first. */
function listedFindings(listed: readonly Finding[], { record, held }: KnownOrder): readonly Finding[] {
  const open = listed.filter(({ value }) => !held.has(value));
  return (record?.attempts ?? 0) === 0 ? open : open.map(maybeItsOwn);
}

/** No error yet: this may be the very order, which a read-back before it is sent will show. */
function maybeItsOwn(finding: Finding): Finding {
  if (finding.severity !== 'error') return finding;
  const message = `${finding.message} It may be this very order, which was sent before and is read back first.`;
  return { ...finding, severity: 'warning', message };
}
