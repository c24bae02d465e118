import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { DropReceipt } from '../../domain/drop.ts';
import { TryLaterError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Plan } from '../../domain/plan.ts';
import { IS_PLACED } from '../../domain/status.ts';
import { baseOf } from '../../io/drop-folder/names.ts';
import type { TakenSheet } from '../../io/drop-folder/shelf.ts';
import type { Host } from '../commands/command.ts';
import { resultsBatch } from '../commands/results.ts';
import type { Composition } from '../compose.ts';
import { isDifferent } from '../next-steps.ts';
import type { Flags } from '../options.ts';
import { submitBatch } from '../submit-batch.ts';
import { accountsIn } from './account-holds.ts';
import { type SheetEnd, standstillIn } from './ended-sheet.ts';
import type { InboxRun } from './inbox-run.ts';
import { assertNoneCancelled, assertSameAccounts } from './sheet-guards.ts';

/** What one sheet is worked on with. */
export class SheetWork {
  readonly #sheet: TakenSheet;
  readonly #run: InboxRun;
  readonly #receipt: DropReceipt;
  readonly #opened: Composition[] = [];
  readonly #accounts = new Map<string, AccountId>();
  readonly #began: string;

  constructor(sheet: TakenSheet, run: InboxRun, receipt: DropReceipt) {
    this.#sheet = sheet;
    this.#receipt = receipt;
    this.#run = run;
    this.#began = new Date(run.clock.now()).toISOString();
  }

  /** Every secret of the sheet is known by now. */
  readonly cover = (text: string): string =>
    this.#opened.reduce((covered, { redactor }) => redactor.cover(covered), this.#run.cover(text));

  path(ending: string): string {
    return join(this.#run.folder.working, baseOf(this.#sheet.name) + ending);
  }

  async end(isRepeated: boolean): Promise<SheetEnd> {
    try {
      const [flags, host] = [this.#flags(), this.#host()];
      const concluded = isRepeated ? resultsBatch(flags, host) : await submitBatch(flags, host);
      return { kind: 'concluded', concluded };
    } catch (error) {
      return { kind: 'failed', error };
    }
  }

  /** A copy that paused for long may go on after the sheet was taken. */
  isChanged(): boolean {
    const { name, path, sha256 } = this.#sheet;
    return existsSync(path) && this.#run.shelf.digestIn('working', name) !== sha256;
  }

  /** Accounts on which the vendor has something of this sheet, or may have. */
  accountsWith(outcomes: readonly Outcome[]): readonly AccountId[] {
    const had = outcomes.filter(({ status }) => IS_PLACED.has(status) || status === 'unknown');
    return [
      ...new Set([...(this.#receipt.accounts ?? []), ...had.flatMap(({ key }) => this.#accounts.get(key) ?? [])]),
    ];
  }

  /** What stopped this sheet would stop the next one of the same account as well. */
  noteTrouble(end: SheetEnd): void {
    const still = standstillIn(end);
    if (still) this.#run.standStill([...new Set(this.#accounts.values())], still);
  }

  /** Nothing more is sent to an account whose card was refused, or which sold something else, until a person has looked. */
  holdAccounts(outcomes: readonly Outcome[], at: string): void {
    const fresh = outcomes.filter(
      (outcome) => outcome.submittedAt >= this.#began && (outcome.status === 'payment_pending' || isDifferent(outcome)),
    );
    for (const outcome of fresh) {
      const account = this.#accounts.get(outcome.key);
      if (account !== undefined) this.#run.hold(account, outcome, this.#sheet.name, at);
    }
  }

  async close(): Promise<void> {
    for (const composition of this.#opened) await composition.close();
  }

  #flags(): Flags {
    const { flags, policy } = this.#run;
    const kind = policy.annotated === 'csv' ? sameKind(this.#sheet.name) : policy.annotated;
    return {
      ...flags,
      sheets: [this.#sheet.path],
      yes: true,
      json: undefined,
      metrics: undefined,
      ping: undefined,
      strict: flags.strict ?? policy.strict,
      progress: this.#run.isShown ? 'bar' : 'none',
      results: this.path('.results.csv'),
      annotated: kind === 'none' ? undefined : this.path(`.annotated.${kind}`),
      report: policy.report === 'none' ? undefined : [this.path(`.report.${policy.report}`)],
      'log-file': this.path('.log'),
    };
  }

  #host(): Host {
    const { host } = this.#run;
    const say = (text: string) => (this.#run.flags.verbose ? host.terminal.err(text) : undefined);
    return {
      ...host,
      events: null,
      terminal: {
        ...host.terminal,
        out: (text) => say(typeof text === 'string' ? text : text.text),
        err: say,
        interactive: false,
      },
      guard: (plan) => this.#guard(plan),
      compose: (flags, env) => {
        const composition = host.compose(flags, env, this.#run.batch);
        this.#opened.push(composition);
        composition.listen((event) => this.#run.log(event, this.cover));
        return composition;
      },
    };
  }

  #guard(plan: Plan): void {
    if (this.isChanged())
      throw new TryLaterError(
        `${this.#sheet.name} was written to after it was taken, so that it may not be whole yet.`,
        'Nothing was sent; the next run looks at it again. Copy sheets under another name, such as may.csv.part, and rename them when they are whole.',
        'INBOX-GROWING',
      );
    for (const { order } of plan.orders) if (order.key !== '') this.#accounts.set(order.key, order.account);
    this.#run.assertMayBeAsked(accountsIn(plan));
    this.#run.holds.assertFree(plan);
    assertNoneCancelled(plan);
    assertSameAccounts(plan, this.#receipt);
    // Known also to a run that comes after one which was killed in the middle.
    const accounts = [...new Set([...(this.#receipt.accounts ?? []), ...accountsIn(plan)])];
    this.#run.receipts.write({ ...this.#receipt, accounts });
  }
}

/** A CSV could not hold what a workbook hides. */
function sameKind(name: string): 'csv' | 'xlsx' {
  return /^\.xls/i.test(extname(name)) ? 'xlsx' : 'csv';
}
