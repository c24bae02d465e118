import { clearHalfWritten, pruneDone } from '../../io/drop-folder/clear.ts';
import type { DropFolder } from '../../io/drop-folder/layout.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import type { RunPolicy } from '../config/run-policy.ts';
import { EXIT, type ExitCode, exitCodeFor, gravestOf } from '../exit-codes.ts';
import { type Flags, longDurationMs } from '../options.ts';
import { counted } from '../say-money.ts';
import type { EndedSheet } from './ended-sheet.ts';
import { InboxRun } from './inbox-run.ts';
import type { Outside } from './outside.ts';
import { type InboxEnd, runInbox } from './run-inbox.ts';
import { runJson, sayEnded } from './say-run.ts';

/** Works through a locked drop folder, and tells people and machines how it ended. */
export async function workThrough(
  folder: DropFolder,
  flags: Flags,
  policy: RunPolicy,
  outside: Outside,
  composition: Composition,
  host: Host,
): Promise<ExitCode> {
  const startedAt = composition.clock.now();
  clearHalfWritten(folder);
  outside.begin();
  const run = new InboxRun(folder, flags, policy, composition, host);
  const end = await runInbox(run, async (sheet) => {
    sayNow(sheet, run);
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
  await outside.end(summary);
  const notes = notesOf(end, run, composition);
  if (flags.json) host.terminal.out(run.cover(JSON.stringify(runJson({ ...summary, notes }))));
  else sayEnd(summary.counts, end, notes, flags, host);
  composition.log.event({ name: 'end', text: `run ended with exit code ${exit}.`, data: { exit } });
  return exit;
}

function prune(folder: DropFolder, flags: Flags, { clock, warnings }: Composition): void {
  const text = flags['prune-after'];
  if (text === undefined) return;
  const count = pruneDone(folder, longDurationMs(text, 'prune-after'), clock.now());
  if (count > 0)
    warnings.push(`${counted(count, 'file')} in done older than ${text} removed; sheets and results stay.`);
}

function sayNow(sheet: EndedSheet, { flags, host, cover }: InboxRun): void {
  const isFine = sheet.code === EXIT.done;
  if (flags.json || (flags.quiet && isFine)) return;
  host.terminal.out(cover(sayEnded(sheet)));
}

function exitOfRun(end: InboxEnd, run: InboxRun, host: Host): ExitCode {
  const { aborted, reason } = host.drain.signal;
  const interrupted = aborted ? (reason as 'SIGINT' | 'SIGTERM' | 'SIGHUP') : null;
  const isCut = run.isOver() && run.shelf.counts().inbox > 0;
  const own = exitCodeFor([], { interrupted, guarded: isCut, halted: run.newHolds.length > 0 });
  const codes = Object.values(EXIT);
  const resting = end.resting.flatMap((code) => codes.find((one) => one === code) ?? []);
  return gravestOf([own, ...end.sheets.map(({ code }) => code), ...resting]);
}

function notesOf(end: InboxEnd, run: InboxRun, composition: Composition): readonly string[] {
  return [
    ...end.held.map(({ name, why }) => `${name} was left where it is: ${why}.`),
    ...run.newHolds.map((path) => `An account is held until a person has looked: ${path}.`),
    ...composition.warnings,
  ].map(run.cover);
}

function sayEnd(
  counts: ReturnType<InboxRun['shelf']['counts']>,
  end: InboxEnd,
  notes: readonly string[],
  flags: Flags,
  host: Host,
): void {
  if (flags.quiet) return;
  for (const note of notes) host.terminal.err(`note: ${note}`);
  if (end.sheets.length === 0) host.terminal.err('No sheet was waiting.');
  if (counts.attention > 0)
    host.terminal.err(
      `${counts.attention === 1 ? '1 sheet waits' : `${counts.attention} sheets wait`} in attention for a person.`,
    );
}
