import { join } from 'node:path';
import { visibleText } from '../../domain/visible-text.ts';
import { clearHalfWritten, pruneDone } from '../../io/drop-folder/clear.ts';
import type { DropFolder } from '../../io/drop-folder/layout.ts';
import { baseOf } from '../../io/drop-folder/names.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import type { RunPolicy } from '../config/run-policy.ts';
import { coveredLeaves } from '../events/covered-leaves.ts';
import { EXIT, type ExitCode, exitCodeFor, gravestOf } from '../exit-codes.ts';
import { type Flags, longDurationMs } from '../options.ts';
import { counted } from '../say-money.ts';
import { fitted } from '../terminal/wrap.ts';
import type { EndedSheet } from './ended-sheet.ts';
import { InboxRun } from './inbox-run.ts';
import type { Outside } from './outside.ts';
import { type InboxEnd, runInbox } from './run-inbox.ts';
import { oddIn, type RunSummary, runJson, sayEnded } from './say-run.ts';

/** A note about something that went wrong begins with its code. */
const CODED = /^[A-Z]+(-[A-Z]+)+: /;

/** Words of the document that the program itself chose. */
const OWN_WORDS = new Set(['exit_name', 'folder', 'sha256', 'started_at', 'ended_at', 'amount', 'currency', 'code']);

export interface WorkedThrough {
  readonly run: InboxRun;
  readonly summary: Omit<RunSummary, 'notes' | 'next'>;
}

/** Works through a locked drop folder. */
export async function workThrough(
  folder: DropFolder,
  flags: Flags,
  policy: RunPolicy,
  outside: Outside,
  composition: Composition,
  host: Host,
): Promise<WorkedThrough> {
  const startedAt = composition.clock.now();
  clearHalfWritten(folder);
  outside.begin();
  const run = new InboxRun(folder, flags, policy, composition, host);
  const end = await runInbox(run, async (sheet) => {
    sayNow(sheet, run);
    composition.log.event({ name: 'sheet', text: run.cover(sayEnded(sheet)), data: { exit: sheet.code } });
    await outside.attention(sheet);
  });
  const exit = exitOfRun(end, run, host);
  prune(folder, flags, composition);
  const summary = {
    inbox: folder.inbox,
    profile: flags.profile ?? null,
    startedAt,
    endedAt: composition.clock.now(),
    exit,
    counts: run.shelf.counts(),
    end,
  };
  composition.log.event({ name: 'end', text: `run ended with exit code ${exit}.`, data: { exit } });
  return { run, summary };
}

/** Tells machines and people how it ended; no lock need be held for it. */
export async function tellOfRun({ run, summary }: WorkedThrough, outside: Outside): Promise<ExitCode> {
  const { flags, host } = run;
  await outside.end(summary);
  const told = { ...summary, notes: notesOf(summary.end, run), next: nextOf(summary.end, run) };
  if (flags.json) host.terminal.out(JSON.stringify(coveredLeaves(runJson(told), run.cover, OWN_WORDS)));
  else sayEnd(told, flags, host);
  return summary.exit;
}

function prune(folder: DropFolder, flags: Flags, { clock, warnings }: Composition): void {
  const text = flags['prune-after'];
  if (text === undefined) return;
  const count = pruneDone(folder, longDurationMs(text, 'prune-after'), clock.now());
  if (count > 0)
    warnings.push(`${counted(count, 'file')} in done older than ${text} removed; sheets and results stay.`);
}

function sayNow(sheet: EndedSheet, { flags, host, cover }: InboxRun): void {
  const isDue = sheet.outcomes.some(({ status }) => status === 'awaiting_payment' || status === 'payment_pending');
  const isFine = sheet.code === EXIT.done && !isDue && !oddIn(sheet.outcomes).includes('PACK-MIXED');
  if (flags.json || (flags.quiet && isFine)) return;
  host.terminal.out(fitted(cover(sayEnded(sheet)), host.terminal.outWidth));
}

function exitOfRun(end: InboxEnd, run: InboxRun, host: Host): ExitCode {
  const { aborted, reason } = host.drain.signal;
  const interrupted = aborted ? (reason as 'SIGINT' | 'SIGTERM' | 'SIGHUP') : null;
  const isCut = run.isOver() && run.shelf.counts().inbox > 0;
  const own = exitCodeFor([], { interrupted, guarded: isCut, halted: run.newHolds.length > 0 });
  const codes = Object.values(EXIT);
  const resting = end.resting.flatMap((code) => codes.find((one) => one === code) ?? []);
  const stuck = (end.stuck ?? []).length > 0 ? [EXIT.try_later] : [];
  return gravestOf([own, ...stuck, ...end.sheets.map(({ code }) => code), ...resting]);
}

function notesOf(end: InboxEnd, run: InboxRun): readonly string[] {
  return [
    ...end.held.map(({ name, why }) => {
      const code = end.stuck?.includes(name) ? 'INBOX-STUCK: ' : '';
      return `${code}${visibleText(name)} was left where it is: ${visibleText(why)}.`;
    }),
    ...run.newHolds.map(
      (path) => `ACCOUNT-HELD: Nothing more is sent to an account until a person has looked: ${path}.`,
    ),
    ...run.warnings,
  ].map(run.cover);
}

/** The text that a person should read first: what holds up a whole account, then the newest sheet. */
function nextOf({ sheets }: InboxEnd, { folder, newHolds }: InboxRun): string {
  const news = sheets.filter(({ place, isNews }) => place === 'attention' && isNews);
  const texts = [...newHolds, ...news.map(({ name }) => join(folder.attention, `${baseOf(name)}.what-to-do.txt`))];
  const [first] = texts;
  if (first === undefined) return '';
  const more = texts.length > 1 ? `, and ${counted(texts.length - 1, 'more text')} in that folder` : '';
  return `read ${visibleText(first)}${more}`;
}

function sayEnd({ counts, end, notes, next }: RunSummary, { quiet }: Flags, { terminal }: Host): void {
  // What has a code needs a person; the rest is for whoever wonders.
  for (const note of notes) if (!quiet || CODED.test(note)) terminal.err(fitted(`note: ${note}`, terminal.width));
  if (!quiet && end.sheets.length === 0) terminal.err('No sheet was waiting.');
  if (!quiet && counts.attention > 0)
    terminal.err(
      `${counts.attention === 1 ? '1 sheet waits' : `${counts.attention} sheets wait`} in attention for a person.`,
    );
  if (next) terminal.err(`Next: ${next}`);
}
