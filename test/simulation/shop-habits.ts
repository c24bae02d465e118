import { badAnswers } from './habits.ts';
import type { Random } from './random.ts';
import type { SaleshandyHabits } from './saleshandy-shop.ts';
import type { ScaledMailHabits } from './scaledmail-shop.ts';
import type { ShopHabits } from './shop.ts';

function common(random: Random): ShopHabits {
  return {
    answers: badAnswers(random),
    protects: random.chance(0.3),
    latestMs: random.pick([0, 0, 2_000, 20_000, 300_000]),
    listsPartly: random.pick([0, 0, 0.3]),
    readFails: random.pick([0, 0, 0.05, 0.3]),
    bursts: random.chance(0.2),
    cancelsLater: random.pick([0, 0, 0, 0.1]),
    retryAfter: random.pick([null, null, 1, 20, 100]),
  };
}

/** How the ScaledMail account of one seed behaves. */
export function scaledMailHabits(random: Random): ScaledMailHabits {
  return { ...common(random), buysPartly: random.pick([0, 0, 0.3]), wantsRegistered: random.chance(0.5) };
}

/** How the Saleshandy account of one seed behaves. */
export function saleshandyHabits(random: Random): SaleshandyHabits {
  return {
    ...common(random),
    showsUnpaid: random.pick(['nowhere', 'by id', 'orders', 'everywhere'] as const),
    orderList: random.pick(['full', 'full', 'ids', 'none', 'odd'] as const),
    namesOrders: random.chance(0.7),
    linkInDetails: random.chance(0.5),
    emptyDetails: random.chance(0.2),
    noLink: random.pick([0, 0, 0.3]),
    garbles: random.pick([0, 0, 0.3]),
    echoes: random.chance(0.3),
    settlesMs: random.pick([0, 5_000, 120_000]),
  };
}
