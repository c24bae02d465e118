import type { CheckedOrder } from '../domain/checked-order.ts';
import type { Deadline } from '../domain/deadline.ts';
import type { Finding } from '../domain/finding.ts';
import { type AccountId, shortKey } from '../domain/identity.ts';
import type { LedgerEntry, NewEntry } from '../domain/ledger-entry.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Transport } from '../domain/ports.ts';
import type { Vendor } from '../domain/vendor.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import { coveredTransport } from './covered-transport.ts';
import type { RunOptions, RunPorts } from './ports.ts';
import { SharedCommits } from './shared-commits.ts';

export interface Skip {
  /** `not_sent` when the vendor could not be reached or asked; otherwise the order is `skipped`. */
  readonly status?: 'not_sent';
  readonly code: string;
  readonly reason: string;
  readonly fix: string;
}

/** One account while a run holds its lock: its hands, and why nothing new may be started, once something says so. */
export class AccountRun {
  readonly account: AccountId;
  readonly vendor: Vendor;
  readonly transport: Transport;
  readonly ports: RunPorts;
  readonly options: RunOptions;
  /** Sequence number of this run's snapshot. */
  snapshot = 0;
  failures = 0;
  readonly #commits: SharedCommits;
  /** What was found wrong with an order after the plan was made. */
  readonly found = new Map<string, readonly Finding[]>();
  #stop: Skip | null = null;

  constructor(account: AccountId, vendor: Vendor, ports: RunPorts, options: RunOptions) {
    this.account = account;
    this.vendor = vendor;
    this.ports = ports;
    this.options = options;
    this.transport = coveredTransport(ports.transport(vendor), ports.redactor);
    this.#commits = new SharedCommits(ports.ledger);
  }

  /** Writes a claim or an outcome down; what other orders write at the same moment becomes durable with it. */
  note(entry: NewEntry, before?: () => void): Promise<LedgerEntry> {
    return this.#commits.append(entry, before);
  }

  /** Why no further order may be started now; null when one may. */
  get stopped(): Skip | null {
    if (this.#stop) return this.#stop;
    const { drain, deadline } = this.ports;
    if (drain.aborted) return INTERRUPTED;
    return deadline?.isOver() ? timeIsUp(deadline) : null;
  }

  /** True when the time will be up after so many milliseconds, so that waiting for them leads to nothing. */
  endsWithin(ms: number): boolean {
    return this.ports.deadline?.isOver(ms) ?? false;
  }

  /** The first reason stands. */
  stop(skip: Skip): void {
    this.#stop ??= skip;
  }

  /** The order as the ledger has it now; null when it has never heard of it. */
  known(key: string): OrderRecord | null {
    return replayLedger(this.ports.ledger.entriesFor([key])).get(key) ?? null;
  }

  record(key: string): OrderRecord {
    const record = this.known(key);
    if (!record) throw new Error(`order ${key} is not in the ledger`);
    return record;
  }

  /** Counts an order that was not placed, for `--stop-after`. */
  failed(): void {
    this.failures += 1;
    const { stopAfter } = this.options;
    if (stopAfter === null || this.failures < stopAfter) return;
    this.stop({
      code: 'GUARD-STOP-AFTER',
      reason: `${this.failures} orders were not placed, and --stop-after ${stopAfter} asks to stop there.`,
      fix: 'Look at what failed, then run the same command again.',
    });
  }
}

const INTERRUPTED: Skip = {
  code: 'INTERRUPTED',
  reason: 'The run was interrupted before this order was sent.',
  fix: 'Run the same command again; what was placed is not sent again.',
};

/** Why an order is left for the next run, once the time of `--max-duration` is up. */
export function timeIsUp({ text }: Deadline): Skip {
  return {
    code: 'GUARD-MAX-DURATION',
    reason: `The ${text} of --max-duration were over before this order was sent.`,
    fix: 'Run the same command again; what was placed is not sent again.',
  };
}

/** The vendor asks for a wait that no run sits out; asking again before would only be turned away, or lead to a block. */
export function forLater(at: string): Skip {
  return {
    status: 'not_sent',
    code: 'THROTTLED',
    reason: `The vendor asks to come back after ${at}, so the rest of this account was not attempted.`,
    fix: `Run the same command again after ${at}.`,
  };
}

export const HALTED_CREDENTIALS: Skip = {
  code: 'HALTED',
  reason: 'The vendor refused our key, so the rest of this account was not attempted.',
  fix: 'Check the API key and the organization, then run the same command again.',
};

export const HALTED_PAYMENT: Skip = {
  code: 'HALTED',
  reason: 'An order was placed and its payment did not go through, so the rest of this account was not attempted.',
  fix: "Settle the payment in the vendor's app, then run the same command again.",
};

export const HALTED_DIFFERENCE: Skip = {
  code: 'HALTED',
  reason: 'The vendor shows another order than was asked for, so the rest of this account was not attempted.',
  fix: "Compare that order in the vendor's app with the sheet before anything else is sent.",
};

/** An earlier run has found the difference, and nobody has said yet what became of that order. */
export function heldByDifference({ key, name }: CheckedOrder): Skip {
  const known = shortKey(key);
  return {
    code: 'HALTED',
    reason: `The vendor shows order "${name}" otherwise than it was asked for, so nothing more was sent to this account.`,
    fix: `Compare that order in the vendor's app with the sheet. If it is wrong, cancel it there and run \`sheetorder resolve ${known} --cancelled --note TEXT\`; if it is right, \`sheetorder resolve ${known} --placed ORDER_ID --note TEXT\`. Then run the same command again.`,
  };
}

export const HELD_BY_UNKNOWN: Skip = {
  code: 'HELD-BY-UNKNOWN',
  reason: 'Another order of this account may or may not have been placed, so nothing new was started.',
  fix: 'Run `sheetorder reconcile --wait 10m`, then the same command again.',
};

export const CANARY_FAILED: Skip = {
  code: 'GUARD-CANARY',
  reason: 'The order that --canary sent ahead was not placed and paid, so the others were not sent.',
  fix: 'Look at what became of that order, then run the same command again.',
};
