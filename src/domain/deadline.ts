import type { Clock } from './ports.ts';

/** When nothing new is started any more: one for a whole command, however many batches it goes through. */
export class Deadline {
  /** As a person said it: `30m`. */
  readonly text: string;
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #end: number;

  /** `began` is what `clock.elapsed()` said when the command began. */
  constructor(clock: Pick<Clock, 'elapsed'>, ms: number, text: string, began = clock.elapsed()) {
    this.#clock = clock;
    this.#end = began + ms;
    this.text = text;
  }

  /** True when the time is up, or will be after `ms` more. */
  isOver(ms = 0): boolean {
    return this.#clock.elapsed() + ms >= this.#end;
  }
}
