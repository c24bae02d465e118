import { chmodSync, existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { DropReceipt } from '../../domain/drop.ts';
import { SheetorderError, TryLaterError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Plan } from '../../domain/plan.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { baseOf, COMPANION_ENDINGS } from '../../io/drop-folder/names.ts';
import type { TakenSheet } from '../../io/drop-folder/shelf.ts';
import type { Host } from '../commands/command.ts';
import { resultsBatch } from '../commands/results.ts';
import type { Composition } from '../compose.ts';
import { EXIT } from '../exit-codes.ts';
import { isDifferent } from '../next-steps.ts';
import type { Flags } from '../options.ts';
import { submitBatch } from '../submit-batch.ts';
import { accountsIn } from './account-holds.ts';
import { destinationOf, type EndedSheet, exitOf, reportOf, type SheetEnd, standstillIn } from './ended-sheet.ts';
import type { InboxRun } from './inbox-run.ts';
import { whatToDo } from './what-to-do.ts';

/** For the group that works with the folder, where the configuration says so. */
const SHARED_MODE = 0o640;
/** Runs that may die over one sheet before it is taken for the cause. */
const MOST_DEATHS = 3;

/** One sheet of `working`, from its receipt to where it belongs. Never throws for what the sheet itself is to blame. */
export async function runSheet(sheet: TakenSheet, dropped: string, run: InboxRun): Promise<EndedSheet> {
  const known = run.receipts.of(sheet.sha256);
  const at = () => new Date(run.clock.now()).toISOString();
  const receipt: DropReceipt = {
    sha256: sheet.sha256,
    name: sheet.name,
    place: 'working',
    goesOn: true,
    firstAt: known?.firstAt ?? at(),
    lastAt: known?.lastAt ?? at(),
    waitingSince: known?.waitingSince ?? null,
    begun: (known?.begun ?? 0) + 1,
    batch: known?.batch ?? '',
    exit: known?.exit ?? EXIT.done,
  };
  const isRepeated = known?.place === 'done';
  run.receipts.write({ ...receipt, place: isRepeated ? 'done' : 'working' });
  const work = new SheetWork(sheet, run);
  const end = receipt.begun > MOST_DEATHS ? DEADLY : await work.end(isRepeated);
  const waitingSince = receipt.waitingSince ?? at();
  const isOverdue = run.clock.now() - Date.parse(waitingSince) > run.policy.giveUpAfterMs;
  const { place, goesOn } = work.isChanged()
    ? WRITTEN_TO
    : destinationOf(end, { budgets: run.budgets, isOverdue, wasBegun: known?.place === 'working' });
  const report = reportOf(end);
  const ended = {
    dropped,
    name: sheet.name,
    sha256: sheet.sha256,
    place,
    goesOn,
    isRepeated,
    code: isRepeated && place === 'attention' ? EXIT.some_not_placed : exitOf(end),
    outcomes: report?.outcomes ?? [],
    failure: failureOf(end, work.cover),
    isNews: place === 'attention' && known?.place !== 'attention',
  };
  const text = place === 'attention' ? work.cover(whatToDo(ended, report, at(), run.flags)) : null;
  if (text !== null) writeAtomic(work.path('.what-to-do.txt'), text);
  work.noteTrouble(end);
  work.holdAccounts(ended.outcomes, at());
  const files = COMPANION_ENDINGS.filter((ending) => existsSync(work.path(ending)));
  if (run.policy.shared) for (const ending of files) chmodSync(work.path(ending), SHARED_MODE);
  await work.close();
  run.receipts.write({
    ...receipt,
    // What was done once stays so: else the next copy of it would buy again what was cancelled since.
    place: isRepeated && !goesOn ? 'done' : place,
    goesOn,
    lastAt: at(),
    waitingSince: goesOn ? waitingSince : null,
    begun: 0,
    batch: report?.batch ?? receipt.batch,
    exit: ended.code,
  });
  const name = run.shelf.put(sheet, place);
  return { ...ended, name, files: files.map((ending) => baseOf(name) + ending), whatToDo: text };
}

/** Rows came to it meanwhile, so that it is another sheet now; what was placed of it is recognised. */
const WRITTEN_TO = { place: 'inbox', goesOn: true } as const;

const DEADLY: SheetEnd = {
  kind: 'failed',
  error: Object.assign(new Error(`${MOST_DEATHS} runs ended in the middle of this sheet without a word.`), {
    name: 'DeadlySheet',
  }),
};

/** What one sheet is worked on with. */
class SheetWork {
  readonly #sheet: TakenSheet;
  readonly #run: InboxRun;
  readonly #opened: Composition[] = [];
  readonly #accounts = new Map<string, AccountId>();
  readonly #began: string;

  constructor(sheet: TakenSheet, run: InboxRun) {
    this.#sheet = sheet;
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
  }
}

/** A CSV could not hold what a workbook hides. */
function sameKind(name: string): 'csv' | 'xlsx' {
  return /^\.xls/i.test(extname(name)) ? 'xlsx' : 'csv';
}

function failureOf(end: SheetEnd, cover: (text: string) => string): EndedSheet['failure'] {
  if (end.kind === 'concluded') return null;
  const { error } = end;
  if (error instanceof SheetorderError)
    return { code: error.code, message: cover(error.message), hint: cover(error.hint) };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'BUG',
    message: cover(message),
    hint: 'Report it with the log beside the sheet; the ledger has every step. `sheetorder results` with the sheet shows how its orders stand.',
  };
}
