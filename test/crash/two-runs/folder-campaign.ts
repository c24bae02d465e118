import { setTimeout as sleep } from 'node:timers/promises';
import { sheetsIn } from '../../../src/io/drop-folder/shelf.ts';
import { between, randomFrom } from '../campaign/random.ts';
import { Crowd, type Life, runOnce } from './crowd.ts';
import { Dropper } from './droppers.ts';
import { learnIds, moveDeadlyBack, resultsOf, settleDoubts } from './person.ts';
import { type Place, placeFor } from './place.ts';
import { judgeFolder, type Verdict } from './verdict.ts';

export interface FolderCampaign {
  readonly seconds: number;
  readonly seed: number;
  /** A third worker comes when half the time is over. */
  readonly workers: number;
  /** The longest pause between two sheets. */
  readonly pauseMs: number;
  readonly keep?: boolean;
}

export interface Figures extends Verdict {
  readonly sheets: number;
  readonly drops: number;
  readonly orders: number;
  readonly sold: number;
  readonly lives: number;
  readonly kills: number;
  readonly terms: number;
  /** Strikes while the vendor had a spend that was not answered. */
  readonly midSpend: number;
  /** Sheets that a person moved back because runs kept dying over them. */
  readonly deadly: number;
  readonly doubts: number;
  /** Placed orders in `done` or `attention` whose id was read back only when a person asked for it. */
  readonly withoutId: number;
  readonly calmRuns: number;
  readonly ends: Readonly<Record<string, number>>;
  readonly folder: string;
}

const MOST_CALM_RUNS = 40;
const PERSON_EVERY_MS = 15_000;

/** Two workers, then three, over one folder and one ledger while they are killed; then calm runs to the end, and a verdict. */
export async function folderCampaign(campaign: FolderCampaign): Promise<Figures> {
  const { seconds, seed, workers, pauseMs, keep } = campaign;
  const place = await placeFor(seed);
  const dropper = new Dropper(place.path('orders/inbox'), randomFrom(seed + 2));
  const until = Date.now() + seconds * 1_000;
  const half = Date.now() + seconds * 500;
  const crowd = new Crowd(place, workers, randomFrom(seed + 3));
  const third = new Crowd(place, 1, randomFrom(seed + 4));
  const [, , , deadlyInRage] = await Promise.all([
    crowd.rage(until),
    sleep(half - Date.now()).then(() => third.rage(until)),
    dropping(dropper, until, pauseMs, randomFrom(seed + 5)),
    movingBack(place, until),
  ]);
  const calm = await calmDown(place);
  const lives = [...crowd.lives, ...third.lives, ...calm.lives];
  const verdict = judgeFolder(place, dropper.dropped, lives);
  if (keep) await sleep(0);
  else await place.close();
  return {
    ...verdict,
    sheets: dropper.dropped.length,
    drops: dropper.dropped.reduce((sum, { names }) => sum + names.length, 0),
    orders: new Set(dropper.dropped.flatMap(({ orders }) => [...orders.keys()])).size,
    sold: place.shop.sold().length,
    lives: lives.length,
    kills: crowd.kills + third.kills,
    terms: crowd.terms + third.terms,
    midSpend: crowd.midSpend + third.midSpend,
    deadly: deadlyInRage + calm.deadly,
    doubts: calm.doubts,
    withoutId: calm.ids,
    calmRuns: calm.runs,
    ends: countedEnds(lives),
    folder: place.folder,
  };
}

async function dropping(dropper: Dropper, until: number, pauseMs: number, random: () => number): Promise<void> {
  const slow: Promise<void>[] = [];
  while (Date.now() < until) {
    slow.push(dropper.drop());
    await sleep(between(0, pauseMs, random));
  }
  await Promise.all(slow);
}

async function movingBack(place: Place, until: number): Promise<number> {
  let moved = 0;
  while (Date.now() < until) {
    await sleep(Math.min(PERSON_EVERY_MS, Math.max(0, until - Date.now())));
    moved += moveDeadlyBack(place);
  }
  return moved;
}

/** Runs that nobody hurts, one after the other, and a person who does what the texts say, until nothing is open. */
async function calmDown(place: Place) {
  const lives: Life[] = [];
  let [runs, deadly, doubts] = [0, 0, 0];
  while (place.gate.inFlight > 0) await sleep(50);
  for (; runs < MOST_CALM_RUNS; runs += 1) {
    lives.push(await runOnce(place, '30s').ended);
    const moved = moveDeadlyBack(place);
    deadly += moved;
    if (moved === 0 && !isOpen(place)) break;
    const settled = await settleDoubts(place);
    lives.push(...settled);
    doubts += settled.length;
  }
  const learnt = await learnIds(place);
  return { lives: [...lives, ...learnt.lives], runs: runs + 1, deadly, doubts, ids: learnt.ids };
}

function isOpen(place: Place): boolean {
  const waiting = ['inbox', 'working'].some((folder) => sheetsIn(place.path('orders', folder)).length > 0);
  const attention = sheetsIn(place.path('orders/attention'));
  return (
    waiting || attention.some((name) => resultsOf(place, 'attention', name).some(({ status }) => status === 'unknown'))
  );
}

function countedEnds(lives: readonly Life[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { exit, signal } of lives) {
    const end = signal ?? String(exit);
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts;
}
