import { chmodSync, existsSync } from 'node:fs';
import type { Destination, DropReceipt } from '../../domain/drop.ts';
import { GuardError, SheetorderError } from '../../domain/errors.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { baseOf, COMPANION_ENDINGS } from '../../io/drop-folder/names.ts';
import type { TakenSheet } from '../../io/drop-folder/shelf.ts';
import { EXIT } from '../exit-codes.ts';
import {
  type DestinationContext,
  destinationOf,
  type EndedSheet,
  exitOf,
  reportOf,
  type SheetEnd,
} from './ended-sheet.ts';
import type { InboxRun } from './inbox-run.ts';
import { SheetWork } from './sheet-work.ts';
import { whatToDo } from './what-to-do.ts';

/** For the group that works with the folder, where the configuration says so. */
const SHARED_MODE = 0o640;
/** Runs that may die over one sheet before it is taken for the cause. */
const MOST_DEATHS = 3;

/** One sheet of `working`, from its receipt to where it belongs. Never throws for what the sheet itself is to blame. */
export async function runSheet(sheet: TakenSheet, dropped: string, run: InboxRun): Promise<EndedSheet> {
  const known = run.receipts.of(sheet.sha256);
  const isRepeated = wasDone(known);
  const receipt = receiptAtStart(sheet, known, now(run));
  run.receipts.write({ ...receipt, place: isRepeated ? 'done' : 'working' });
  const work = new SheetWork(sheet, run, receipt);
  const end = receipt.begun > MOST_DEATHS ? DEADLY : await work.end(isRepeated);
  const destination = work.isChanged() ? WRITTEN_TO : destinationOf(end, contextOf(receipt, known, run));
  const ended = { ...endedAs(end, destination, known, work.cover), dropped, name: sheet.name, sha256: sheet.sha256 };
  if (ended.place === 'attention') tellPerson(ended, end, work, run);
  work.noteTrouble(end);
  work.holdAccounts(ended.outcomes, now(run));
  const endings = COMPANION_ENDINGS.filter((ending) => existsSync(work.path(ending)));
  if (run.policy.shared) for (const ending of endings) chmodSync(work.path(ending), SHARED_MODE);
  await work.close();
  const batch = reportOf(end)?.batch ?? receipt.batch;
  const accounts = work.accountsWith(ended.outcomes);
  run.receipts.write({ ...receiptAtEnd(ended, receipt, now(run)), batch, accounts });
  const name = run.shelf.put(sheet, ended.place);
  return { ...ended, name, files: endings.map((ending) => baseOf(name) + ending) };
}

function wasDone(known: DropReceipt | null): boolean {
  return known?.place === 'done';
}

function now({ clock }: InboxRun): string {
  return new Date(clock.now()).toISOString();
}

/** Counts the run that begins, so that a sheet which brings runs down is found out. */
function receiptAtStart({ sha256, name }: TakenSheet, known: DropReceipt | null, at: string): DropReceipt {
  return {
    sha256,
    name,
    place: 'working',
    goesOn: true,
    firstAt: known?.firstAt ?? at,
    lastAt: known?.lastAt ?? at,
    waitingSince: known?.waitingSince ?? at,
    begun: (known?.begun ?? 0) + 1,
    batch: known?.batch ?? '',
    exit: known?.exit ?? EXIT.done,
    accounts: known?.accounts,
  };
}

function receiptAtEnd({ place, goesOn, isRepeated, code }: Judged, receipt: DropReceipt, at: string): DropReceipt {
  return {
    ...receipt,
    // What was done once stays so: else the next copy of it would buy again what was cancelled since.
    place: isRepeated && !goesOn ? 'done' : place,
    goesOn,
    lastAt: at,
    waitingSince: goesOn ? receipt.waitingSince : null,
    begun: 0,
    exit: code,
  };
}

function contextOf({ waitingSince }: DropReceipt, known: DropReceipt | null, run: InboxRun): DestinationContext {
  const waited = run.clock.now() - Date.parse(waitingSince ?? now(run));
  const isOverdue = waited > run.policy.giveUpAfterMs;
  return { budgets: run.budgets, isOverdue, wasBegun: known?.place === 'working' };
}

type Judged = Omit<EndedSheet, 'dropped' | 'name' | 'sha256' | 'files'>;

function endedAs(
  end: SheetEnd,
  { place, goesOn }: Destination,
  known: DropReceipt | null,
  cover: (text: string) => string,
): Judged {
  const isRepeated = wasDone(known);
  return {
    place,
    goesOn,
    isRepeated,
    code: isRepeated && place === 'attention' ? EXIT.some_not_placed : exitOf(end),
    outcomes: reportOf(end)?.outcomes ?? [],
    failure: failureOf(end, cover),
    isNews: place === 'attention' && known?.place !== 'attention',
  };
}

/** Writes what a person must do beside a sheet that needs one. */
function tellPerson(ended: Judged & Pick<EndedSheet, 'name'>, end: SheetEnd, work: SheetWork, run: InboxRun): void {
  const text = work.cover(whatToDo(ended, reportOf(end), now(run), run.flags));
  writeAtomic(work.path('.what-to-do.txt'), text);
}

/** Rows came to it meanwhile, so that it is another sheet now; what was placed of it is recognised. */
const WRITTEN_TO = { place: 'inbox', goesOn: true } as const;

const DEADLY: SheetEnd = {
  kind: 'failed',
  error: new GuardError(
    `${MOST_DEATHS} runs in a row were killed in the middle of this sheet, so that it was not tried again.`,
    'Find out what killed them: memory, a time limit, a restart. `sheetorder results` with the sheet shows how its orders stand.',
    'INBOX-DEADLY',
  ),
};

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
