import { csvText } from '../../io/write-results.ts';
import { RESULT_COLUMNS, resultRows } from '../../steps/result-rows.ts';
import type { Composition } from '../compose.ts';
import type { ExitCode } from '../exit-codes.ts';
import { afterResults } from '../next-steps.ts';
import type { Flags } from '../options.ts';
import { type Concluded, conclude, type Ending, settle } from '../outputs/conclude.ts';
import { assertTargets } from '../outputs/finish.ts';
import type { Host } from './command.ts';

/** Rebuilds every file from the ledger; nothing is sent. */
export async function runResults(flags: Flags, host: Host): Promise<ExitCode> {
  const { ending, composition } = rebuilt(flags, host);
  if (flags.json || flags.results || flags.annotated || flags.report)
    return conclude(ending, flags, composition, host).code;
  host.terminal.out(
    composition.redactor.cover(
      csvText([[...RESULT_COLUMNS], ...resultRows(ending.outcomes)], { bom: false }).trimEnd(),
    ),
  );
  const quiet = { ...ending, next: flags.quiet ? '' : ending.next };
  return conclude(quiet, { ...flags, quiet: true }, composition, { ...host, terminal: silent(host) }).code;
}

/** Writes the files that the flags name from the ledger, as it is now. */
export function resultsBatch(flags: Flags, host: Host): Concluded {
  const { ending, composition } = rebuilt(flags, host);
  return conclude(ending, flags, composition, host);
}

function rebuilt(flags: Flags, host: Host): { readonly ending: Ending; readonly composition: Composition } {
  assertTargets(flags, [...(flags.sheets ?? []), ...(flags.aliases ?? [])]);
  const composition = host.compose(flags);
  const batch = composition.prepare();
  const ledger = composition.existingLedger();
  const plan = batch.plan(ledger);
  const outcomes = settle(batch, plan, ledger, composition, { mode: 'rebuilt', skips: new Map(), found: new Map() });
  const ending = {
    command: 'results' as const,
    batch,
    plan,
    outcomes,
    notes: [],
    events: {},
    next: afterResults(outcomes, flags),
  };
  return { ending, composition };
}

/** The CSV on standard output is the whole answer. */
function silent(host: Host): Host['terminal'] {
  return { ...host.terminal, out: () => {} };
}
