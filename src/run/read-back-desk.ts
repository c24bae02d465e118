import { type AccountRun, HELD_BY_UNKNOWN } from './account-run.ts';
import { needsReadBack, reconcileRound } from './reconcile-account.ts';

interface Due {
  readonly key: string;
  readonly round: number;
}

/**
 * Reads doubts and missing ids back while the run goes on, outside the concurrency slots: about 5 s and 30 s after the
 * spend, counted by sleeping, so that setting the clock neither hurries nor holds it up. A doubt that outlives its rounds
 * stops the account.
 */
export class ReadBackDesk {
  readonly #run: AccountRun;
  #due: Due[] = [];
  /** Orders that wait for a round, or are in one. */
  #open = 0;
  #closing = false;
  #wake: () => void = () => {};

  constructor(run: AccountRun) {
    this.#run = run;
  }

  add(key: string): void {
    if (!needsReadBack(this.#run.record(key), this.#run.vendor)) return;
    this.#open += 1;
    void this.#wait({ key, round: 0 }, this.#times[0] ?? 0);
  }

  /** No more orders come; `work` ends when every doubt is settled or has had its rounds. */
  close(): void {
    this.#closing = true;
    this.#wake();
  }

  async work(): Promise<void> {
    const { drain } = this.#run.ports;
    while (!(this.#closing && (this.#open === 0 || drain.aborted))) {
      if (this.#due.length > 0) await this.#round(this.#due.splice(0));
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }

  async #wait(due: Due, ms: number): Promise<void> {
    await this.#run.ports.clock.sleep(ms, this.#run.ports.drain);
    this.#due.push(due);
    this.#wake();
  }

  async #round(due: readonly Due[]): Promise<void> {
    const keys = due.map(({ key }) => key);
    const open = new Set(await reconcileRound(keys, this.#run));
    for (const { key, round } of due) {
      const since = this.#times[round] ?? 0;
      const next = this.#times[round + 1];
      if (open.has(key) && next !== undefined) {
        void this.#wait({ key, round: round + 1 }, Math.max(0, next - since));
        continue;
      }
      this.#open -= 1;
      if (open.has(key)) this.#giveUp(key);
    }
  }

  #giveUp(key: string): void {
    if (this.#run.record(key).state === 'unknown' && !this.#run.options.keepGoingOnUnknown)
      this.#run.stop(HELD_BY_UNKNOWN);
  }

  get #times(): readonly number[] {
    return this.#run.options.readBackAfterMs ?? this.#run.vendor.limits.readBackAfterMs;
  }
}
