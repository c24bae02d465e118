import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { AccountLock, Ledger } from '../../domain/ports.ts';
import { assertWritable, writeAtomic } from '../../io/atomic-write.ts';
import { makeFolder } from '../../io/make-folder.ts';
import { backupLedger, exportLines } from '../../io/sqlite/backup.ts';
import { accountsIn, readEntries, restoreLedger, witnessOf } from '../../io/sqlite/rebuild.ts';
import { witnessPath } from '../../io/sqlite/witness.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { commandLine } from '../say-command.ts';
import { sayRecords } from '../say-records.ts';
import { paint } from '../terminal/paint.ts';
import type { Host } from './command.ts';

type Action = (flags: Flags, composition: Composition, host: Host) => ExitCode | Promise<ExitCode>;

const ACTIONS: Readonly<Record<string, Action>> = { list, verify, export: exportAll, backup, restore };

/** The memory: what was done, whether it can be trusted, and copies of it. */
export function runLedger(flags: Flags, host: Host): ExitCode | Promise<ExitCode> {
  const action = Object.hasOwn(ACTIONS, flags.action ?? '') ? ACTIONS[flags.action ?? ''] : undefined;
  if (!action)
    throw new UsageError(
      `ledger ${flags.action} is not known.`,
      `Use one of ${Object.keys(ACTIONS).join(', ')}.`,
      'USAGE-ACTION',
    );
  if (flags.file !== undefined && action !== backup && action !== restore)
    throw new UsageError(`ledger ${flags.action} takes no file.`, 'Leave it out.', 'USAGE-CONFLICT');
  return action(flags, host.compose(flags), host);
}

/** Null, and said so, when nothing was ever sent. */
function opened(composition: Composition, host: Host, flags: Flags): Ledger | null {
  const ledger = composition.existingLedger();
  if (!ledger && flags.json) host.terminal.out('[]');
  else if (!ledger && !flags.quiet)
    host.terminal.out(`There is no ledger at ${composition.ledgerPath} yet: nothing was ever sent.`);
  return ledger;
}

function list(flags: Flags, composition: Composition, host: Host): ExitCode {
  const ledger = opened(composition, host, flags);
  if (!ledger) return EXIT.done;
  const keys = new Set<string>();
  for (const entry of ledger.all()) if (entry.type !== 'snapshot') keys.add(entry.key);
  const said = sayRecords(ledger, [...keys], flags.json ?? false, host.terminal.outWidth);
  host.terminal.out(paint(composition.redactor.cover(said.text), flags, host));
  if (said.unknown.length > said.unseen.length && !flags.quiet && !flags.json)
    host.terminal.err(`Next: ${commandLine('reconcile', flags, ['--wait', '10m'])}`);
  return EXIT.done;
}

function verify(flags: Flags, composition: Composition, host: Host): ExitCode {
  const ledger = opened(composition, host, flags);
  if (!ledger) return EXIT.done;
  const problems = ledger.verify();
  if (flags.json) {
    host.terminal.out(
      JSON.stringify({ ledger: composition.ledgerPath, whole: problems.length === 0, problems }, null, 2),
    );
    return problems.length === 0 ? EXIT.done : EXIT.ledger;
  }
  if (problems.length === 0) {
    if (!flags.quiet) host.terminal.out(`${composition.ledgerPath} is whole.`);
    return EXIT.done;
  }
  host.terminal.out(problems.join('\n'));
  host.terminal.err(
    `LEDGER-DAMAGED: ${composition.ledgerPath} does not fit together.\nNext: send nothing with this ledger; build it anew from its witness, or from a backup that you name, with ${commandLine('ledger restore', flags)}`,
  );
  return EXIT.ledger;
}

function exportAll(flags: Flags, composition: Composition, host: Host): ExitCode {
  if (flags.output) assertWritable(flags.output);
  if (!opened(composition, host, flags)) return EXIT.done;
  const lines = exportLines(composition.ledgerPath);
  if (flags.output) {
    const all = [...lines];
    writeAtomic(flags.output, `${all.join('\n')}\n`);
    if (!flags.quiet) host.terminal.err(`${all.length - 1} entries written to ${flags.output}.`);
    return EXIT.done;
  }
  for (const line of lines) host.terminal.out(line);
  return EXIT.done;
}

function backup(flags: Flags, composition: Composition, host: Host): ExitCode {
  const to = flags.file;
  if (!to)
    throw new UsageError(
      'A backup needs a file.',
      'Write it like `sheetorder ledger backup ledger-backup.sqlite`.',
      'USAGE-MISSING',
    );
  assertWritable(to);
  if (to === composition.ledgerPath)
    throw new UsageError('A backup over the ledger itself would be none.', 'Name another file.', 'OUTPUT-IS-INPUT');
  if (!opened(composition, host, flags)) return EXIT.done;
  const entries = backupLedger(composition.ledgerPath, to);
  if (flags.json) host.terminal.out(JSON.stringify({ entries, file: to }, null, 2));
  else if (!flags.quiet) host.terminal.out(`${entries} entries copied to ${to}.`);
  return EXIT.done;
}

/** Builds the ledger anew while no run holds one of its accounts; without a file, from its witness alone. */
async function restore(flags: Flags, composition: Composition, host: Host): Promise<ExitCode> {
  const path = composition.ledgerPath;
  const source = flags.file ?? witnessPath(path);
  if (!flags.file && !existsSync(source))
    throw new UsageError(
      `There is no witness at ${source} to restore from.`,
      'Name a backup: `sheetorder ledger restore FILE`. Without one, `sheetorder reconcile SHEET --rebuild` finds orders at the vendor.',
      'RESTORE-SOURCE',
    );
  const entries = readEntries(source);
  makeFolder(dirname(path));
  const locks: AccountLock[] = [];
  try {
    const accounts = [entries, witnessOf(path)].flatMap((one) => (one ? accountsIn(one) : []));
    for (const account of new Set(accounts)) locks.push(await composition.locks.acquire(account, 0, 'ledger restore'));
    const done = restoreLedger(path, entries, composition.clock.now());
    const problems = composition.ledger().verify();
    if (flags.json) host.terminal.out(JSON.stringify({ ledger: path, ...done, problems }, null, 2));
    else if (!flags.quiet) host.terminal.out(saying(done, path));
    for (const problem of problems) host.terminal.err(`LEDGER-DAMAGED: ${problem}`);
    return problems.length === 0 ? EXIT.done : EXIT.ledger;
  } finally {
    for (const lock of locks) lock.release();
  }
}

function saying({ entries, fromWitness, aside }: ReturnType<typeof restoreLedger>, path: string): string {
  const more = fromWitness > 0 ? `, ${fromWitness} of them from the witness` : '';
  const kept = aside.length > 0 ? ` What was there is kept as ${aside.join(' and ')}.` : '';
  return `${path} holds ${entries} entries again${more}.${kept}`;
}
