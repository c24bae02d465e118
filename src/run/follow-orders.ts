import { type DeliveryProblem, type Followed, isOpen, type OrderDelivery, standOf } from '../domain/delivery.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Operation, ReadFailure, Vendor } from '../domain/vendor.ts';
import { ORDER_DIFFERS } from '../domain/verdict.ts';
import { converse } from './converse.ts';
import { coveredTransport } from './covered-transport.ts';
import type { Read } from './fresh-reads.ts';
import type { RunPorts } from './ports.ts';
import { oneRound } from './read-back.ts';

const AT_ONCE = 4;

/** An order as it is to be followed; without a record, or not placed by it, it is told and nothing is read. */
export interface ToFollow {
  readonly key: string;
  readonly name: string;
  readonly vendor: Vendor | null;
  readonly record: OrderRecord | null;
}

export interface FollowRequest {
  readonly orders: readonly ToFollow[];
  /** How long rounds are repeated while something is under way, milliseconds; 0 makes one round. */
  readonly waitMs: number;
  /** Told after each round, of all orders in the order given. */
  onRound?(orders: readonly OrderDelivery[], pauseMs: number | null): void;
  /** Told after each order that was read in a round. */
  onOrder?(done: number, total: number): void;
}

export type FollowPorts = Pick<RunPorts, 'transport' | 'redactor' | 'clock' | 'drain'>;

/** Reads where orders stand at their vendor, and again with growing pauses while something is under way. Appends nothing. */
export async function followOrders(request: FollowRequest, ports: FollowPorts): Promise<readonly OrderDelivery[]> {
  const { orders, waitMs, onRound, onOrder } = request;
  const told = new Map<ToFollow, OrderDelivery>();
  const all = () => orders.flatMap((order) => told.get(order) ?? []);
  let open = orders;
  // Counted by sleeping, because the clock may be set meanwhile.
  let left = waitMs;
  for (let round = 0; ; round += 1) {
    await followRound(open, told, ports, onOrder);
    open = open.filter((order) => isWorthAnotherLook(told.get(order)));
    const isLast = open.length === 0 || left <= 0 || ports.drain.aborted;
    const next = Math.min(pauseAfter(round, open), left);
    onRound?.(all(), isLast ? null : next);
    if (isLast) return all();
    await ports.clock.sleep(next, ports.drain);
    if (ports.drain.aborted) return all();
    left -= next;
  }
}

/** Twice as long after each round; the slowest of the vendors that are still asked sets the pace. */
function pauseAfter(round: number, open: readonly ToFollow[]): number {
  const pauses = open.flatMap(({ vendor }) => (vendor ? [vendor.limits.watchPauseMs] : []));
  return Math.max(0, ...pauses.map(({ first, longest }) => Math.min(first * 2 ** round, longest)));
}

function isWorthAnotherLook(order: OrderDelivery | undefined): boolean {
  if (!order) return false;
  return order.stand === 'unread' || (order.delivery !== null && isOpen(order.delivery));
}

/** One round: identical reads are made once, and nothing more is asked of an account that refused the key. */
async function followRound(
  orders: readonly ToFollow[],
  told: Map<ToFollow, OrderDelivery>,
  ports: FollowPorts,
  onOrder?: FollowRequest['onOrder'],
): Promise<void> {
  const reads = new Map<string, Read>();
  const readOf = (vendor: Vendor): Read => {
    const known = reads.get(vendor.id) ?? oneRound(coveredTransport(ports.transport(vendor), ports.redactor));
    reads.set(vendor.id, known);
    return known;
  };
  const refused = new Map<string, ReadFailure>();
  const queue = [...orders];
  let done = 0;
  const work = async () => {
    for (let order = queue.shift(); order; order = queue.shift()) {
      told.set(order, await followOne(order, told.get(order) ?? null, readOf, refused, ports));
      done += 1;
      onOrder?.(done, orders.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function followOne(
  order: ToFollow,
  before: OrderDelivery | null,
  readOf: (vendor: Vendor) => Read,
  refused: Map<string, ReadFailure>,
  { clock, drain }: FollowPorts,
): Promise<OrderDelivery> {
  const what = placedWith(order);
  if ('code' in what)
    return withStand(order, { hindrance: what, stand: order.record?.state === 'placed' ? 'odd' : 'not_placed' });
  const account = order.record?.note?.account ?? '';
  const known = refused.get(account);
  if (known || drain.aborted) return unread(order, before, known ?? INTERRUPTED);
  const followed = followedFrom(what.record, what.orderId, clock.now());
  const reading = await converse(what.follow(followed), readOf(what.vendor));
  if (reading.kind === 'read')
    return withStand(order, { delivery: reading.delivery, stand: standOf(reading.delivery) });
  if (reading.failure.unauthorised) refused.set(account, reading.failure);
  return unread(order, before, drain.aborted ? INTERRUPTED : reading.failure);
}

const INTERRUPTED: ReadFailure = { unauthorised: false, reason: 'interrupted before it was read.' };

/** A read that failed takes nothing away from what was read before. */
function unread(order: ToFollow, before: OrderDelivery | null, failure: ReadFailure): OrderDelivery {
  if (failure === INTERRUPTED && before?.delivery) return before;
  const hindrance: DeliveryProblem = {
    code: 'DELIVERY-UNREAD',
    text: `It could not be read: ${failure.reason}`,
    fix: failure.unauthorised
      ? 'Check the key and the organization, then run the same command again.'
      : 'Run the same command again later.',
  };
  return withStand(order, { delivery: before?.delivery ?? null, hindrance, stand: 'unread' });
}

function withStand(
  { key, name, vendor, record }: ToFollow,
  rest: Partial<OrderDelivery> & Pick<OrderDelivery, 'stand'>,
): OrderDelivery {
  return {
    key,
    name,
    vendor: vendor?.id ?? record?.note?.vendor ?? '',
    operation: record?.note?.operation ?? '',
    orderId: record?.receipt?.orderId ?? '',
    mailboxesOrdered: record?.note?.mailboxes ?? 0,
    domainsOrdered: record?.note?.domains ?? [],
    delivery: null,
    hindrance: null,
    ...rest,
  };
}

interface Placed {
  readonly record: OrderRecord;
  readonly orderId: string;
  readonly vendor: Vendor;
  readonly follow: NonNullable<Operation['follow']>;
}

/** What a placed order is followed by, or why it cannot be. */
function placedWith({ vendor, record }: ToFollow): Placed | DeliveryProblem {
  if (record?.state !== 'placed') return notPlaced(record);
  const orderId = record.receipt?.orderId;
  const follow = record.note ? vendor?.operations[record.note.operation]?.follow : undefined;
  if (orderId && vendor && follow) return { record, orderId, vendor, follow };
  return {
    code: 'DELIVERY-NO-ID',
    text: follow
      ? "It is placed, but the vendor's id of it is not known."
      : 'This order cannot be followed at its vendor.',
    fix: !follow
      ? "Look in the vendor's app."
      : 'Run `sheetorder reconcile`, or name it: `sheetorder resolve KEY --placed ORDER_ID --note TEXT`.',
  };
}

function notPlaced(record: OrderRecord | null): DeliveryProblem {
  const doubt = record && ['unknown', 'in_flight', 'answered'].includes(record.state);
  return {
    code: 'DELIVERY-NOT-PLACED',
    text: doubt ? 'It may or may not have been placed.' : 'It was not placed.',
    fix: doubt ? 'Run `sheetorder reconcile --wait 10m`.' : 'Run `sheetorder check` on its sheet, then `submit`.',
  };
}

function followedFrom(record: OrderRecord, orderId: string, now: number): Followed {
  const sent = Date.parse(record.lastAttemptAt ?? '');
  return {
    orderId,
    organization: record.note?.organization ?? '',
    operation: record.note?.operation ?? '',
    domains: record.note?.domains ?? [],
    mailboxes: record.note?.mailboxes ?? 0,
    payment: record.receipt?.payment ?? 'taken',
    differs: record.receipt?.code === ORDER_DIFFERS,
    ageMs: Number.isNaN(sent) ? null : now - sent,
  };
}
