import type { Dice } from './dice.ts';
import type { Weather } from './world.ts';

const FINE: Weather = { name: 'fine', way: 'open', faults: [], faultRate: 0 };
const BAD: readonly [Weather, ...Weather[]] = [
  { ...FINE, name: 'refused', way: 'refused' },
  { ...FINE, name: 'broken', way: 'broken' },
  { ...FINE, name: 'hole', way: 'hole' },
  { ...FINE, name: 'denied', way: 'denied' },
  { ...FINE, name: 'Saleshandy broken', way: 'broken', only: '/saleshandy' },
  { ...FINE, name: 'Saleshandy denied', way: 'denied', only: '/saleshandy' },
  { ...FINE, name: 'ScaledMail broken', way: 'broken', only: '/api' },
  { ...FINE, name: 'replies are lost', faults: ['lost-reply'], faultRate: 0.4 },
  { ...FINE, name: 'orders are listed late', faults: ['late-listing', 'lost-reply'], faultRate: 0.4 },
  { ...FINE, name: 'cards are refused', faults: ['charge-failed'], faultRate: 0.4 },
  { ...FINE, name: 'too many requests', faults: ['429'], faultRate: 0.6 },
  { ...FINE, name: 'errors', faults: ['500', 'html'], faultRate: 0.4 },
  { ...FINE, name: 'slow', faults: ['slow'], faultRate: 0.5 },
];
const SHARE_OF_BAD_DAYS = 0.2;
const ROUGH_SHARE = 0.7;

/** Spells of bad weather, each of one to three days. */
export class WeatherReport {
  readonly #dice: Dice;
  #spell: Weather = FINE;
  #until = 0;

  readonly #share: number;

  constructor(dice: Dice, isRough: boolean) {
    this.#dice = dice;
    this.#share = isRough ? ROUGH_SHARE : SHARE_OF_BAD_DAYS;
  }

  of(day: number): Weather {
    if (day < this.#until) return this.#spell;
    this.#spell = FINE;
    if (!this.#dice.chance(this.#share)) return FINE;
    this.#spell = this.#dice.pick(BAD);
    this.#until = day + this.#dice.between(1, 3);
    return this.#spell;
  }
}
