import type { Budget } from '../../src/domain/budget.ts';
import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import { withChecked } from '../support/with-checked.ts';
import type { Random } from './random.ts';
import { SaleshandyShop } from './saleshandy-shop.ts';
import { ScaledMailShop } from './scaledmail-shop.ts';
import type { Scene } from './scene.ts';
import type { Schedule } from './schedule.ts';
import type { Shop } from './shop.ts';
import { saleshandyHabits, scaledMailHabits } from './shop-habits.ts';
import type { Records } from './shop-judge.ts';
import { CHECKOUTS, PURCHASES } from './shop-orders.ts';

/**
 * `purchases`: registrations, pre-warmed domains and mailboxes at ScaledMail. `checkout`: orders at Saleshandy that a person
 * or credits pay. `online`: either of them with `--online`, while others buy.
 */
export const MARKET_KINDS = ['purchases', 'checkout', 'online'] as const;
export type MarketKind = (typeof MARKET_KINDS)[number];

export interface MarketPurse {
  readonly run: number;
  readonly day: number;
  readonly budgets: readonly Budget[];
}

/** What one seed decides before anything happens. */
export interface Made {
  readonly scene: Scene;
  readonly shop: Shop;
  readonly sheets: readonly (readonly CheckedOrder[])[];
  readonly purse: MarketPurse | null;
  readonly isOnline: boolean;
  /** The vendor answers every read at once and as it should. */
  readonly isQuick: boolean;
  readonly bustle: number;
  readonly lastsMs: number;
  /** True for an order that something outside of the ledger keeps from being bought. */
  readonly isHindered: (order: CheckedOrder, records: Records) => boolean;
}

export function marketOf(kind: MarketKind, random: Random, schedule: Schedule): Made {
  const isOnline = kind === 'online';
  const atScaledMail = kind === 'purchases' || (isOnline && random.chance(0.6));
  const purse = random.chance(atScaledMail ? 0.3 : 0.05) ? purseOf(random) : null;
  const common = { isOnline, purse, bustle: isOnline ? 0.4 : 0.15, lastsMs: isOnline ? 600_000 : 40_000 };
  return atScaledMail ? atTheRegistrar(common, random, schedule) : atTheCheckout(common, random, schedule);
}

type Common = Pick<Made, 'isOnline' | 'purse' | 'bustle' | 'lastsMs'>;

function atTheRegistrar(common: Common, random: Random, schedule: Schedule): Made {
  const habits = scaledMailHabits(random);
  const shop = new ScaledMailShop(habits, random, schedule);
  const cents = new Map(
    ['a', 'b', 'd', 'warm'].map((first) => [first, random.chance(0.1) ? null : random.between(5, 30) * 100]),
  );
  const priceOf = (domains: readonly string[]) =>
    cents.get(/^[a-z]+/.exec(domains.toSorted()[0] ?? '')?.[0] ?? '') ?? null;
  shop.mailboxCents = (domains) => priceOf(domains) ?? 0;
  const priced = (order: CheckedOrder): CheckedOrder => {
    if (!order.checked || order.operation?.id !== 'create-custom-order') return order;
    const minor = priceOf(order.checked.domains);
    return withChecked(order, { ...order.checked, price: minor === null ? null : { minor, currency: 'USD' } });
  };
  const sheets = random.shuffled(PURCHASES.sheets).slice(0, random.between(1, 3));
  const isHindered = (order: CheckedOrder, records: Records) =>
    isWanting(order, shop, habits.wantsRegistered) || waits(order, sheets, records) || !order.payload;
  const isQuick = habits.readFails === 0 && !habits.bursts;
  return {
    ...common,
    scene: PURCHASES.scene,
    shop,
    sheets: sheets.map((sheet) => sheet.map(priced)),
    isQuick,
    isHindered,
  };
}

function atTheCheckout(common: Common, random: Random, schedule: Schedule): Made {
  const habits = saleshandyHabits(random);
  const shop = new SaleshandyShop(habits, random, schedule);
  const isHindered = ({ checked }: CheckedOrder) =>
    (checked?.domains ?? []).some((domain) => shop.takenElsewhere.has(domain));
  const sheets = random.shuffled(CHECKOUTS.sheets).slice(0, random.between(1, 3));
  const isQuick = habits.readFails === 0 && !habits.bursts;
  return { ...common, scene: CHECKOUTS.scene, shop, sheets, isQuick, isHindered };
}

/** What the vendor does not sell, or not for so little. */
function isWanting({ checked, operation }: CheckedOrder, shop: ScaledMailShop, wantsRegistered: boolean): boolean {
  const domains = checked?.domains ?? [];
  if (operation?.id === 'buy-domains')
    return domains.some((domain) => shop.takenElsewhere.has(domain) || shop.priceOf(domain) > 2_000);
  if (operation?.id !== 'buy-pre-warm')
    return (
      wantsRegistered &&
      domains.some(
        (name) =>
          !shop.deals.some((deal) => deal.what === 'registration' && !deal.cancelled && deal.domains.includes(name)),
      )
    );
  const pieces = [...shop.pieces].filter(([id]) => checked?.claims.includes(`stock:${id}`));
  const most = checked?.ceiling ? checked.ceiling.minor / domains.length : Number.POSITIVE_INFINITY;
  return pieces.some(([, piece]) => !domains.includes(piece.domain) || piece.once + piece.monthly > most);
}

/** A registration of the same sheet that is not placed holds up what builds on it. */
function waits({ checked }: CheckedOrder, sheets: Made['sheets'], records: Records): boolean {
  const open = sheets.flat().filter(({ key }) => records.get(key)?.state !== 'placed');
  return (checked?.domains ?? []).some((name) =>
    open.some((one) => one.checked?.claims.includes(`registration:${name}`)),
  );
}

/** In dollars that the orders really cost, so that ceilings are met now and then. */
function purseOf(random: Random): MarketPurse {
  const run = random.between(0, 120) * 100;
  const day = random.between(0, 250) * 100;
  const budgets: Budget[] = [
    { name: '--max-spend', limit: run, window: 'run', client: null },
    { name: 'the day budget', limit: day, window: 'day', client: null },
  ];
  return { run, day, budgets };
}
