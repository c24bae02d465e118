import { type AccountRun, HELD_BY_UNKNOWN } from './account-run.ts';
import { needsReadBack, reconcileRound } from './reconcile-account.ts';

const TICK_MS = 50;

interface Waiting {
  readonly spentAt: number;
  readonly round: number;
}

/**
 * Reads doubts and missing ids back while the run goes on, outside the concurrency slots: about 5 s and 30 s after the
 * spend. A doubt that outlives its rounds stops the account.
 */
export class ReadBackDesk {
  readonly #waiting = new Map<string, Waiting>();
  readonly #run: AccountRun;
  #closing = false;

  constructor(run: AccountRun) {
    this.#run = run;
  }

  add(key: string): void {
    if (needsReadBack(this.#run.record(key)))
      this.#waiting.set(key, { spentAt: this.#run.ports.clock.now(), round: 0 });
  }

  /** No more orders come; `work` ends when every doubt is settled or has had its rounds. */
  close(): void {
    this.#closing = true;
  }

  async work(): Promise<void> {
    const { clock, drain } = this.#run.ports;
    while (!(this.#closing && this.#waiting.size === 0)) {
      if (drain.aborted && this.#closing) return;
      const due = [...this.#waiting].filter(([, item]) => this.#dueAt(item) <= clock.now()).map(([key]) => key);
      if (due.length > 0) await this.#round(due);
      else await clock.sleep(TICK_MS);
    }
  }

  async #round(due: readonly string[]): Promise<void> {
    const open = new Set(await reconcileRound(due, this.#run));
    for (const key of due) {
      const item = this.#waiting.get(key);
      this.#waiting.delete(key);
      if (!item || !open.has(key)) continue;
      if (item.round + 1 < this.#times.length) this.#waiting.set(key, { ...item, round: item.round + 1 });
      else this.#giveUp(key);
    }
  }

  #giveUp(key: string): void {
    if (this.#run.record(key).state === 'unknown' && !this.#run.options.keepGoingOnUnknown)
      this.#run.stop(HELD_BY_UNKNOWN);
  }

  get #times(): readonly number[] {
    return this.#run.options.readBackAfterMs ?? this.#run.vendor.limits.readBackAfterMs;
  }

  #dueAt(item: Waiting): number {
    return item.spentAt + (this.#times[item.round] ?? 0);
  }
}
