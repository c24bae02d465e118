import { chmodSync, existsSync } from 'node:fs';
import type { DropReceipt } from '../../domain/drop.ts';
import { GuardError, SheetorderError } from '../../domain/errors.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { baseOf, COMPANION_ENDINGS } from '../../io/drop-folder/names.ts';
import type { TakenSheet } from '../../io/drop-folder/shelf.ts';
import { EXIT } from '../exit-codes.ts';
import { destinationOf, type EndedSheet, exitOf, reportOf, type SheetEnd } from './ended-sheet.ts';
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
    accounts: known?.accounts,
  };
  const isRepeated = known?.place === 'done';
  run.receipts.write({ ...receipt, place: isRepeated ? 'done' : 'working' });
  const work = new SheetWork(sheet, run, receipt);
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
    accounts: work.accountsWith(ended.outcomes),
  });
  const name = run.shelf.put(sheet, place);
  return { ...ended, name, files: files.map((ending) => baseOf(name) + ending), whatToDo: text };
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
