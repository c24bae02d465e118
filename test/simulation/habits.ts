import type { Answer } from './answers.ts';
import type { Trouble } from './process.ts';
import type { Random } from './random.ts';
import type { Habits } from './vendor.ts';

const GOOD: Partial<Record<Answer, number>> = { id: 6, 'no-id': 3 };
const BAD: readonly Answer[] = [
  'empty',
  'cut',
  'html-sold',
  'html-not',
  '500-sold',
  '500-not',
  '302-sold',
  '402-not',
  '409-sold',
  'denies-sold',
  'denies-not',
  'charge-failed',
  'refused',
  'refused-oddly',
  'refused-oddly-sold',
  '401',
  '429',
  '429-sold',
  'other-id',
  'odd-id',
  'null-body',
];

/** Mostly good answers, and a handful of bad ones. */
export function badAnswers(random: Random): Habits['answers'] {
  const bad = random.shuffled(BAD).slice(0, random.between(0, 5));
  return { ...GOOD, ...Object.fromEntries(bad.map((answer) => [answer, random.between(1, 4)])) };
}

/** How the vendor of one seed behaves: mostly well, with a handful of bad habits. */
export function habitsOf(random: Random): Habits {
  return {
    answers: badAnswers(random),
    protects: random.chance(0.3),
    latestListingMs: random.pick([0, 0, 2_000, 20_000, 300_000]),
    listsPartly: random.pick([0, 0, 0.3]),
    readFails: random.pick([0, 0, 0.05, 0.3]),
    bursts: random.chance(0.2),
    cancelsLater: random.pick([0, 0, 0, 0.1]),
  };
}

/** What goes wrong around one process. */
export function troubleOf(random: Random): Trouble {
  const rarely = (share: number) => (random.chance(0.25) ? share : 0);
  return {
    killAfter: random.chance(0.6) ? random.between(1, 60) : null,
    appendFails: rarely(0.03),
    appendBusy: rarely(0.05),
    requestNeverLeaves: rarely(0.1),
    requestLost: rarely(0.15),
    replyLost: rarely(0.25),
    slowest: random.pick([20, 200, 3_000, 20_000]),
    clockJumps: rarely(0.03),
    stops: rarely(0.03),
  };
}
