import type { Budget } from '../domain/budget.ts';
import type { Deadline } from '../domain/deadline.ts';
import type { Clock, Ledger, Locks, Redactor, RunLog, Transport } from '../domain/ports.ts';
import type { Vendor } from '../domain/vendor.ts';
import type { LookUps } from './look-ups.ts';

/** The hands a run is given; all are built in one place, `cli/compose.ts`. */
export interface RunPorts {
  readonly ledger: Ledger;
  readonly locks: Locks;
  readonly transport: (vendor: Vendor) => Transport;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly log: RunLog;
  /** Looks orders up at their vendor, with `--online`; left out without it. */
  readonly lookUps?: LookUps;
  /** Aborted by the first Ctrl-C: start nothing new, let spends in flight finish. */
  readonly drain: AbortSignal;
  /** When it is over, nothing new is started either; left out, there is none. */
  readonly deadline?: Deadline;
}

export interface RunOptions {
  readonly batch: string;
  /** What other runs are told that wait for this one, such as `submit orders.csv`. */
  readonly doing?: string;
  readonly concurrency: number;
  readonly lockWaitMs: number;
  readonly retryRefused: boolean;
  readonly allowClaimed: readonly string[];
  readonly keepGoingOnUnknown: boolean;
  readonly stopAfter: number | null;
  readonly budgets: readonly Budget[];
  /** Sends one order of each account by itself, and the others only when it is placed and paid. */
  readonly canary: boolean;
  /** When a doubt is read back inside the run, milliseconds after its spend; null takes the vendor's own. */
  readonly readBackAfterMs: readonly number[] | null;
}
