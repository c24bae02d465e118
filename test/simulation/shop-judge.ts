import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { OrderRecord } from '../../src/domain/order-book.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { IS_PLACED } from '../../src/domain/status.ts';
import { ORDER_DIFFERS } from '../../src/domain/verdict.ts';
import type { Deal } from './shop.ts';

export type Records = ReadonlyMap<string, OrderRecord>;

/** What an order asks for: a registration, a piece of stock, mailboxes on a domain. */
function thingsIn({ what, domains, stock }: Pick<Deal, 'what' | 'domains' | 'stock'>): readonly string[] {
  if (what === 'registration') return domains.map((name) => `the registration of ${name}`);
  return [...domains.map((name) => `mailboxes on ${name}`), ...stock.map((id) => `stock ${id}`)];
}

function standingOf(key: string, deals: readonly Deal[]): readonly Deal[] {
  return deals.filter((deal) => deal.key === key && !deal.cancelled);
}

/**
 * What the program has bought more than once, and which still stands. What the vendor denied with a 429 is read back before
 * its own order is sent again; another order for the same cannot know of it.
 */
export function soldTwice(deals: readonly Deal[]): readonly string[] {
  const holders = new Map<string, Deal[]>();
  for (const deal of deals) {
    if (deal.by !== 'us' || deal.cancelled) continue;
    for (const thing of thingsIn(deal)) holders.set(thing, [...(holders.get(thing) ?? []), deal]);
  }
  return [...holders]
    .filter(([, sold]) => sold.some((deal) => sold.some((other) => other !== deal && isRepeat(deal, other))))
    .map(([thing, sold]) => `${thing} was bought ${sold.length} times: ${sold.map(({ id }) => id).join(', ')}`);
}

function isRepeat(deal: Deal, other: Deal): boolean {
  return deal.key === other.key || !(deal.denied || other.denied);
}

/** What a finished run says, compared with the truth at that moment: it may know less, and never better. */
export function betterThanTruth(
  orders: readonly CheckedOrder[],
  outcomes: readonly Outcome[],
  deals: readonly Deal[],
  records: Records,
): readonly string[] {
  if (outcomes.length !== orders.length) return [`${orders.length} orders went in and ${outcomes.length} came out`];
  return orders.flatMap((order) => {
    const outcome = outcomes.find(({ key, name }) => key === order.key && name === order.draft.name);
    if (!outcome) return [`order ${order.draft.name} did not come out`];
    return judge(order, outcome, deals, records).map(
      (text) => `order ${order.draft.name} (${order.key.slice(0, 4)}) ${text}`,
    );
  });
}

function judge(order: CheckedOrder, outcome: Outcome, deals: readonly Deal[], records: Records): readonly string[] {
  const own = deals.filter(({ key }) => key === order.key);
  if (outcome.status === 'unknown') return [];
  if (IS_PLACED.has(outcome.status)) return [...judgeId(order, outcome, deals, records), ...judgePayment(outcome, own)];
  const [standing] = own.filter(({ cancelled }) => !cancelled);
  if (!standing || isDenied(records.get(order.key))) return [];
  return [`is called ${outcome.status} (${outcome.codes.join()}), and was sold as ${standing.id}`];
}

/** Each domain was bought since, by us or by a colleague, and the id is that of one of these purchases. */
function judgeId(
  { key, checked }: CheckedOrder,
  { status, orderId, operation }: Outcome,
  deals: readonly Deal[],
  records: Records,
): readonly string[] {
  const own = deals.filter((deal) => deal.key === key);
  if (operation !== 'buy-domains') {
    if (own.length === 0) return [`is called ${status}, and was never sold`];
    const right = orderId === '' || own.some(({ id }) => id === orderId);
    return right ? [] : [`is called ${orderId}, and is ${own.map(({ id }) => id).join()}`];
  }
  const since = deals.filter(({ what, by }) => what === 'registration' && by !== 'before');
  const domains = checked?.domains ?? [];
  const missing = domains.filter((name) => !since.some((deal) => deal.domains.includes(name)));
  // A person may call a part that was bought by its id.
  const isSaid = records.get(key)?.entries.some(({ type }) => type === 'resolved') ?? false;
  const isPart = isSaid && own.some(({ id }) => id === orderId);
  if (missing.length > 0 && !isPart) return [`is called ${status}, and ${missing.join()} was never registered`];
  const [first = ''] = domains.toSorted();
  const made = since.filter((deal) => deal.domains.includes(first));
  const seen = made.map(({ createdAt }) => `purchased:${first}@${new Date(createdAt).toISOString()}`);
  if (orderId === '' || isPart || seen.some((id) => orderId.startsWith(id))) return [];
  return since.some(({ id }) => id === orderId)
    ? []
    : [`is called ${orderId}, and is ${own.map(({ id }) => id).join()}`];
}

/** Nothing is called paid that is not, and a link is the order's own. */
function judgePayment({ status, checkoutUrl, codes }: Outcome, own: readonly Deal[]): readonly string[] {
  const isPaid = own.length === 0 || own.some(({ paidAt }) => paidAt !== null);
  if ((status === 'placed' || status === 'already_placed') && !isPaid) return [`is called ${status}, and is not paid`];
  if (status !== 'awaiting_payment') return [];
  if (!own.some(({ link }) => link === checkoutUrl)) return [`is to be paid at ${checkoutUrl}, which is not its link`];
  const differs = own.some(({ link, mustDiffer }) => link === checkoutUrl && mustDiffer);
  return differs && !codes.includes(ORDER_DIFFERS) ? ['is to be paid, and was seen to be another order'] : [];
}

/** The vendor itself said "not placed" of it; it is read back before any other spend. */
function isDenied(record: OrderRecord | undefined): boolean {
  return (record?.entries ?? []).some(
    (entry) =>
      entry.type === 'spend_finished' && entry.verdict.kind === 'not_placed' && entry.verdict.cause !== 'not_sent',
  );
}

/** Domains that are shown as payable at two links, both of which could still be paid. */
export function payableTwice(shown: ReadonlySet<string>, deals: readonly Deal[]): readonly string[] {
  const links = new Map<string, Set<string>>();
  for (const { link, domains, cancelled } of deals) {
    if (!shown.has(link) || cancelled) continue;
    for (const name of domains) links.set(name, (links.get(name) ?? new Set()).add(link));
  }
  return [...links]
    .filter(([, of]) => of.size > 1)
    .map(([name, of]) => `${name} is payable at ${[...of].join(' and ')}`);
}

/** The claim under which something was sold. */
export interface Paid {
  readonly deal: Deal;
  readonly batch: string;
  readonly at: string;
}

/** Runs and days that spent more than they were allowed, by what the vendor really took. */
export function overspent(paid: readonly Paid[], limits: { run: number; day: number }): readonly string[] {
  const runs = new Map<string, number>();
  const days = new Map<string, number>();
  for (const { deal, batch, at } of paid) {
    if (deal.cents === null) return [`${deal.id} has no price, and was bought under a budget`];
    runs.set(batch, (runs.get(batch) ?? 0) + deal.cents);
    days.set(at.slice(0, 10), (days.get(at.slice(0, 10)) ?? 0) + deal.cents);
  }
  return [
    ...[...runs].filter(([, sum]) => sum > limits.run).map(([run, sum]) => `${run} spent ${sum} of ${limits.run}`),
    ...[...days].filter(([, sum]) => sum > limits.day).map(([day, sum]) => `${day} spent ${sum} of ${limits.day}`),
  ];
}

/** In the end every sale is in the ledger, and every payment too; what the vendor denies with a 429 may never be found. */
export function lost(deals: readonly Deal[], records: Records): readonly string[] {
  return deals.flatMap((deal) => {
    if (deal.by !== 'us' || deal.cancelled) return [];
    const record = records.get(deal.key);
    const state = record?.state ?? 'nowhere';
    if (deal.denied && isDenied(record)) return [];
    if (state !== 'placed' && state !== 'unknown') return [`${deal.id} was sold, and the ledger has it ${state}`];
    const { payment, orderId } = record?.receipt ?? {};
    const unseen = state === 'placed' && orderId === deal.id && deal.link !== '' && deal.paidAt !== null;
    return unseen && payment !== 'taken' ? [`${deal.id} was paid, and the ledger has it ${payment}`] : [];
  });
}

/** In the end everything that nothing stood in the way of was bought. */
export function neverBought(
  orders: readonly CheckedOrder[],
  deals: readonly Deal[],
  records: Records,
  isHindered: (order: CheckedOrder) => boolean,
): readonly string[] {
  return orders.flatMap((order) => {
    const wanted = claimsAsThings(order);
    const isTouched = deals.some((deal) => thingsIn(deal).some((thing) => wanted.includes(thing)));
    if (isTouched || standingOf(order.key, deals).length > 0 || isHindered(order) || isHeld(order, records)) return [];
    return [`order ${order.draft.name} was never bought, and the ledger has it ${records.get(order.key)?.state}`];
  });
}

/** Whether it was placed, or another order that wants a part of it, cannot be told. */
function isHeld({ key, checked }: CheckedOrder, records: Records): boolean {
  const doubts = [...records.values()].filter(({ state }) => state === 'unknown');
  if (doubts.some((record) => record.key === key)) return true;
  return doubts.some(({ note }) => note?.claims.some((claim) => checked?.claims.includes(claim)));
}

function claimsAsThings({ checked, operation }: CheckedOrder): readonly string[] {
  const stock = (checked?.claims ?? []).flatMap((claim) => (claim.startsWith('stock:') ? [claim.slice(6)] : []));
  const what = operation?.id === 'buy-domains' ? 'registration' : 'mailboxes';
  return thingsIn({ what, domains: checked?.domains ?? [], stock });
}
