import { join } from 'node:path';
import type { TakenSheet } from '../../io/drop-folder/shelf.ts';
import { statOf, waitingIn } from '../../io/drop-folder/waiting.ts';
import { EXIT } from '../exit-codes.ts';
import type { EndedSheet } from './ended-sheet.ts';
import type { InboxRun } from './inbox-run.ts';
import { runSheet } from './run-sheet.ts';

/** What became of a drop folder in one run. */
export interface InboxEnd {
  readonly sheets: readonly EndedSheet[];
  /** Files that were left where they are, each with why. */
  readonly held: readonly { readonly name: string; readonly why: string }[];
  /** Names of those of them that nobody has touched for longer than `run.giveUpAfter`: nothing moves there by itself. */
  readonly stuck?: readonly string[];
  /** Exit codes of sheets that rest after a failure: it still stands. */
  readonly resting: readonly number[];
}

/** Told of each sheet as soon as it lies where it belongs. */
export type OnEnded = (sheet: EndedSheet) => void | Promise<void>;

/**
 * Goes on with what earlier runs began, then takes what is new, the oldest first. Under the folder's lock, so that
 * whatever lies in `working` belongs to nobody else.
 */
export async function runInbox(run: InboxRun, onEnded: OnEnded): Promise<InboxEnd> {
  const { shelf, folder, policy, clock, host } = run;
  const sheets: EndedSheet[] = [];
  const resting: number[] = [];
  const held: { name: string; why: string }[] = [];
  const stuck: string[] = [];
  /** Contents that this run put where the next one goes on with them. */
  const again = new Set<string>();
  const end = { sheets, held, stuck, resting };
  const work = async (sheet: TakenSheet, dropped: string): Promise<boolean> => {
    const ended = await runSheet(sheet, dropped, run);
    sheets.push(ended);
    if (ended.goesOn) again.add(ended.sha256);
    await onEnded(ended);
    return !endsRun(ended);
  };
  const rests = (digest: string, name: string): boolean => {
    const rest = run.restOf(digest);
    if (rest === null) return false;
    resting.push(rest.exit);
    held.push({ name, why: `it failed a short while ago and rests until ${rest.until}` });
    return true;
  };
  const isStopped = () => host.drain.signal.aborted || run.isOver();
  for (const sheet of shelf.left())
    if (isStopped()) break;
    else if (!rests(sheet.sha256, sheet.name) && !(await work(sheet, sheet.name))) return end;
  const opens = (digest: string, name: string) =>
    !isStopped() && !again.has(digest) && run.goesOn(digest) && !rests(digest, name);
  for (const sheet of shelf.reopened(opens)) if (!(await work(sheet, sheet.name))) return end;
  const waiting = isStopped()
    ? { sheets: [], held: [] }
    : await waitingIn(folder.inbox, policy.settleMs, clock, host.drain.signal);
  held.push(...waiting.held);
  stuck.push(...waiting.held.map(({ name }) => name).filter((name) => isStuck(name, run)));
  for (const name of waiting.sheets) {
    if (isStopped()) break;
    const digest = shelf.digestIn('inbox', name);
    if (again.has(digest) || rests(digest, name)) continue;
    const sheet = shelf.take(name);
    if (!sheet) held.push({ name, why: 'it went away, or was written to, while it was taken' });
    else if (!(await work(sheet, name))) break;
  }
  return end;
}

/** By the time of the last change to the file itself, which no copy brings along. */
function isStuck(name: string, { folder, clock, policy }: InboxRun): boolean {
  const stat = statOf(join(folder.inbox, name));
  return stat === null || clock.now() - Number(stat.ctimeMs) > policy.giveUpAfterMs;
}

/** A ledger that must not be trusted concerns every further sheet. */
function endsRun({ failure, code }: EndedSheet): boolean {
  return failure !== null && code === EXIT.ledger;
}
