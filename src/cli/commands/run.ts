import { SheetorderError, UsageError } from '../../domain/errors.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { type DropFolder, findDropFolder, folderTrouble, openDropFolder } from '../../io/drop-folder/layout.ts';
import { pauseAtRandom } from '../../run/pause-at-random.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode, exitCodeFor, gravestOf } from '../exit-codes.ts';
import { assertFolder } from '../inbox/assert-folder.ts';
import { drySheets } from '../inbox/dry-sheets.ts';
import { lockFolder } from '../inbox/lock-folder.ts';
import { Outside, tellEarly } from '../inbox/outside.ts';
import { tellOfRun, workThrough } from '../inbox/work-through.ts';
import { tooEarly } from '../not-before.ts';
import { durationMs, type Flags, longDurationMs } from '../options.ts';
import type { Host } from './command.ts';

/** Ended so before it began, a run is no failure: it came too early, or while another one was at work. */
const MAY_PASS: ReadonlySet<string> = new Set(['try_later', 'interrupted', 'terminated']);

/** For cron: every new sheet of a folder, under the policy in the configuration. Besides `submit`, the only command that spends. */
export async function runInboxCommand(flags: Flags, host: Host): Promise<ExitCode> {
  if (flags['dry-run']) return dryRun(findDropFolder(inboxOf(flags)), flags, host);
  const { folder, composition, outside } = await prepared(flags, host);
  try {
    const early = tooEarly(flags, host.clock);
    if (early) throw early;
    await pauseAtRandom(host.clock, Math.random, durationMs(flags.jitter ?? '0s', 'jitter'), host.drain.signal);
    openDropFolder(folder);
    const lock = await lockFolder(folder, flags, composition, host);
    const work = workThrough(folder, flags, composition.config.run, outside, composition, host);
    return await tellOfRun(await work.finally(() => lock.release()), outside);
  } catch (thrown) {
    const error = folderTrouble(thrown, folder) ?? thrown;
    const exit = exitNameOf(error);
    await outside.failed(exitCodeFor([], { thrown: [exit] }), MAY_PASS.has(exit));
    throw error;
  }
}

interface Prepared {
  readonly folder: DropFolder;
  readonly composition: Composition;
  readonly outside: Outside;
}

/** A folder or a configuration that cannot be used is told to the heartbeat as well. */
async function prepared(flags: Flags, host: Host): Promise<Prepared> {
  try {
    const folder = findDropFolder(inboxOf(flags));
    const composition = host.compose(flags);
    assertTimes(flags);
    assertFolder(folder, composition.config);
    return { folder, composition, outside: new Outside(folder, flags, composition.config.run, composition, host) };
  } catch (error) {
    await tellEarly(flags, host, exitCodeFor([], { thrown: [exitNameOf(error)] }));
    throw error;
  }
}

function exitNameOf(error: unknown): SheetorderError['exit'] | 'bug' {
  return error instanceof SheetorderError ? error.exit : 'bug';
}

/** Found out before anything is taken. */
function assertTimes(flags: Flags): void {
  durationMs(flags['retry-after-failure'] ?? '0s', 'retry-after-failure');
  durationMs(flags.jitter ?? '0s', 'jitter');
  if (flags['prune-after'] !== undefined) longDurationMs(flags['prune-after'], 'prune-after');
}

function inboxOf({ inbox }: Flags): string {
  if (inbox) return inbox;
  throw new UsageError(
    'run needs the folder in which sheets are dropped.',
    'Name it: sheetorder run --inbox orders/inbox.',
    'USAGE-MISSING',
  );
}

async function dryRun(folder: DropFolder, flags: Flags, host: Host): Promise<ExitCode> {
  const composition = host.compose({ ...flags, 'log-file': undefined });
  assertFolder(folder, composition.config);
  const sheets = await drySheets(folder, flags, composition, host);
  if (flags.json) host.terminal.out(JSON.stringify({ sheetorder_dry_run: 1, inbox: folder.inbox, sheets }));
  else
    for (const { folder: place, name, text, code } of sheets)
      if (!flags.quiet || code !== EXIT.done) host.terminal.out(`${place}/${visibleText(name)}: ${text}`);
  if (sheets.length === 0 && !flags.quiet) host.terminal.err(`No sheet waits in ${folder.inbox}.`);
  return gravestOf(sheets.map(({ code }) => code));
}
