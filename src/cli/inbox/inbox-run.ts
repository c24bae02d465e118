import type { Budget } from '../../domain/budget.ts';
import { HaltedError, TryLaterError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Clock, RunEvent } from '../../domain/ports.ts';
import type { DropFolder } from '../../io/drop-folder/layout.ts';
import { Receipts } from '../../io/drop-folder/receipts.ts';
import { Shelf } from '../../io/drop-folder/shelf.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import type { RunPolicy } from '../config/run-policy.ts';
import { EXIT } from '../exit-codes.ts';
import { durationMs, type Flags } from '../options.ts';
import { AccountHolds } from './account-holds.ts';

const INTERRUPTED: ReadonlySet<number> = new Set([EXIT.interrupted, EXIT.terminated]);

/** Why an account is left alone for the rest of a run. */
export interface Standstill {
  readonly code: string;
  readonly reason: string;
  readonly hint: string;
  /** The vendor refused the key, which only a person can mend. */
  readonly isRefused: boolean;
}

/** One `run` over a drop folder: what all its sheets share. */
export class InboxRun {
  readonly folder: DropFolder;
  readonly flags: Flags;
  readonly host: Host;
  readonly policy: RunPolicy;
  readonly clock: Clock;
  readonly budgets: readonly Budget[];
  readonly shelf: Shelf;
  readonly receipts: Receipts;
  readonly holds: AccountHolds;
  /** How long a sheet rests after a failure that may pass. */
  readonly restMs: number;
  /** Texts about accounts that were held in this run. */
  readonly newHolds: string[] = [];
  readonly #composition: Composition;
  readonly #still = new Map<AccountId, Standstill>();

  constructor(folder: DropFolder, flags: Flags, policy: RunPolicy, composition: Composition, host: Host) {
    this.folder = folder;
    this.flags = flags;
    this.host = host;
    this.policy = policy;
    this.clock = composition.clock;
    this.budgets = composition.budgets;
    this.shelf = new Shelf(folder);
    this.receipts = new Receipts(folder.own, composition.ledgerPath);
    this.holds = new AccountHolds(folder.attention);
    this.restMs = durationMs(flags['retry-after-failure'] ?? '0s', 'retry-after-failure');
    this.#composition = composition;
  }

  /** Time is up: no further sheet is begun. */
  isOver(): boolean {
    return this.host.deadline?.isOver() ?? false;
  }

  /** Sheets of `attention` with which the program goes on by itself. */
  goesOn(digest: string): boolean {
    const receipt = this.receipts.of(digest);
    return receipt !== null && receipt.place === 'attention' && receipt.goesOn;
  }

  /** How a sheet failed that is left alone for a while, and until when; null for one whose turn it is. */
  restOf(digest: string): { readonly exit: number; readonly until: string } | null {
    const receipt = this.receipts.of(digest);
    // Who was interrupted did not fail.
    if (!receipt?.goesOn || receipt.begun > 0 || INTERRUPTED.has(receipt.exit)) return null;
    const since = this.clock.now() - Date.parse(receipt.lastAt);
    // A clock that was set back would let it rest for ever.
    if (since < 0 || since >= this.restMs) return null;
    return { exit: receipt.exit, until: new Date(Date.parse(receipt.lastAt) + this.restMs).toISOString() };
  }

  get isShown(): boolean {
    return this.host.terminal.width !== null && !this.flags.json && !this.flags.quiet;
  }

  /** One name for all sheets, so that the budget of a run is one budget. */
  get batch(): string {
    return this.#composition.batch;
  }

  /** What happened beside the work. */
  get warnings(): readonly string[] {
    return this.#composition.warnings;
  }

  readonly cover = (text: string): string => this.#composition.redactor.cover(text);

  /** Adds a line to the run's own log. */
  log(event: RunEvent, cover: (text: string) => string): void {
    this.#composition.log.event({ ...event, text: cover(event.text) });
  }

  /** Accounts that could not be asked are not asked again for every further sheet of this run. */
  standStill(accounts: readonly AccountId[], still: Standstill): void {
    const named = accounts.filter((account) => still.reason.includes(account));
    for (const account of named.length > 0 ? named : accounts)
      if (!this.#still.has(account)) this.#still.set(account, still);
  }

  /** Throws when an earlier sheet of this run met trouble at one of these accounts. */
  assertMayBeAsked(accounts: readonly AccountId[]): void {
    for (const account of accounts) {
      const still = this.#still.get(account);
      if (!still) continue;
      const says = `The account "${account}" gave trouble to an earlier sheet of this run (${still.code}), so this one was not tried.`;
      if (still.isRefused) throw new HaltedError(says, still.hint, 'ACCOUNT-REFUSED');
      throw new TryLaterError(says, 'Nothing was sent; the next run tries it.', 'ACCOUNT-NOT-ASKED');
    }
  }

  hold(account: AccountId, outcome: Outcome, sheet: string, at: string): void {
    const text = [
      `Nothing is sent to the account "${account}" until a person has looked.`,
      '',
      `On ${at.slice(0, 16).replace('T', ' ')} UTC the order "${outcome.name}" of ${sheet} was taken by the vendor, and then something went wrong: ${outcome.errors.join(' ') || outcome.codes.join(' ') || outcome.status}`,
      '',
      'What to do',
      `1. ${outcome.fix || "Look at the order in the vendor's app."}`,
      '2. Make sure that the next order will be paid: the card, the balance, the limits.',
      '3. Delete this file. The next run goes on with the sheets that wait.',
      '',
    ].join('\n');
    this.newHolds.push(this.holds.hold(account, this.cover(text)));
  }
}
