import type { CheckedOrder } from '../domain/checked-order.ts';
import { TryLaterError } from '../domain/errors.ts';
import { hasError } from '../domain/finding.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Plan } from '../domain/plan.ts';
import type { Ledger } from '../domain/ports.ts';
import type { Skip } from '../run/account-run.ts';
import { type Execution, executePlan } from '../run/execute-plan.ts';
import { type LookUps, toLookUp } from '../run/look-ups.ts';
import type { Host } from './commands/command.ts';
import type { Composition } from './compose.ts';
import { connect } from './connect.ts';
import type { ExitEvents } from './exit-codes.ts';
import { makeLookUps } from './look-ups.ts';
import { afterLocked, afterSubmit, isDifferent } from './next-steps.ts';
import { tooEarly } from './not-before.ts';
import type { Flags } from './options.ts';
import { type Concluded, conclude, settle } from './outputs/conclude.ts';
import { assertTargets } from './outputs/finish.ts';
import { approve } from './plan/approve.ts';
import { earlierRuns } from './plan/earlier-runs.ts';
import { planToSay } from './plan/plan-to-say.ts';
import { assertFresh, openPlan } from './plan/saved-plan.ts';
import { portsFor, runOptions } from './speak.ts';
import { PaceWatch } from './terminal/pace-watch.ts';
import { type Progress, progress, showLookUps, Tracker } from './terminal/progress.ts';

/** Checks sheets or a saved plan, asks where a person is there, and places each good order at most once. */
export async function submitBatch(given: Flags, host: Host): Promise<Concluded> {
  const opened = openPlan(given);
  const flags = opened?.flags ?? given;
  const early = tooEarly(flags, host.clock);
  assertTargets(flags, [...(flags.sheets ?? []), ...(flags.aliases ?? [])]);
  const composition = host.compose(flags);
  const batch = composition.prepare({ sending: true, threads: true });
  await batch.checked();
  const pace = new PaceWatch(flags, composition.clock);
  const known = composition.existingLedger();
  // Before its time nothing is opened, and no file is made.
  const transports = pace.on(early ? new Map() : await connect(batch.orders(known), flags, composition));
  const memory = early ? { early, ledger: known } : { early: null, ledger: known ?? composition.ledger() };
  const { ledger } = memory;
  const lookUps = flags.online && !early ? makeLookUps(transports, composition) : null;
  const asking = lookUps ? showLookUps(pace, flags, host) : null;
  const unread = await lookUps
    ?.refresh(toLookUp(batch.plan(ledger)))
    .catch(tryLater)
    .finally(() => asking?.end());
  const planNow = () => batch.plan(ledger, (account) => lookUps?.of(account) ?? null);
  const plan = planNow();
  host.guard?.(plan);
  if (opened && !unread && !early) assertFresh(opened, plan, given.sheets?.[0] ?? '');
  const strict = !early && flags.strict === true && isFaulty(plan);
  const dry = settle(batch, plan, ledger, composition, { mode: 'dry', skips: new Map(), found: new Map() });
  const comparison = earlierRuns(batch, plan, ledger, composition);
  const said = { ...planToSay(plan, dry, flags, composition), comparison };
  const { sends } = said;
  const isAsked = !strict && !early && !unread && !host.deadline?.isOver();
  host.events?.plan(dry);
  if (isAsked) await approve(said, flags, host.terminal, (text) => composition.redactor.cover(text));
  const shown = isAsked && sends.length > 0 ? showProgress(dry, pace, flags, composition, host) : null;
  const carryOut = (own: Ledger): Promise<Ended> => {
    const ports = { ...portsFor(transports, own, composition, host), ...(lookUps ? { lookUps } : {}) };
    return executePlan(plan, planNow, ports, runOptions(flags, composition, own))
      .catch((error) => putOff(sends, tryLater(error)))
      .finally(() => shown?.end());
  };
  const execution: Ended = strict
    ? notSent(sends, STRICT)
    : memory.early
      ? putOff(sends, memory.early)
      : unread
        ? putOff(sends, unread)
        : await carryOut(memory.ledger);
  const after = planNow();
  const skips = new Map([...plannedSkips(plan), ...execution.skips]);
  const outcomes = settle(batch, after, ledger, composition, { mode: 'live', ...execution, skips });
  const events = eventsOf(outcomes, execution, strict, lookUps, host);
  // What was said before the orders were sent need not be said again, and some of it is not so any more.
  const next = execution.isLocked ? afterLocked(flags) : afterSubmit(outcomes, flags);
  const notes = [...(isAsked && sends.length > 0 ? [] : said.notes), ...(execution.notes ?? [])];
  return conclude(
    { command: 'submit', batch, plan: after, outcomes, notes, comparison, events, next },
    flags,
    composition,
    host,
  );
}

function showProgress(
  dry: readonly Outcome[],
  pace: PaceWatch,
  flags: Flags,
  composition: Composition,
  host: Host,
): Progress {
  const ready = dry.filter((outcome) => outcome.status === 'ready');
  const tracker = new Tracker(ready, composition.clock);
  const shown = progress(tracker, pace, flags, host);
  composition.listen((event) => shown.note(event));
  return shown;
}

/** What the plan left out stays left out for the same reason, also when there is room in the end. */
function plannedSkips(plan: Plan): [string, Skip][] {
  return plan.orders.flatMap(({ order, action }) =>
    action.do === 'skip' ? [[order.key, { code: action.code, reason: action.reason, fix: action.fix }]] : [],
  );
}

interface Ended extends Execution {
  /** What is to be tried later, when nothing could be sent now. */
  readonly thrown?: ExitEvents['thrown'];
  readonly notes?: readonly string[];
  /** Another run is sending on the account, so that what looks like a doubt may only be its work. */
  readonly isLocked?: boolean;
}

function notSent(sends: readonly CheckedOrder[], skip: Skip): Ended {
  return { skips: new Map(sends.map(({ key }) => [key, skip])), found: new Map() };
}

/** Another run holds the account, or it could not be read: results still say how every order stands. */
function putOff(sends: readonly CheckedOrder[], error: TryLaterError): Ended {
  const { code, message: reason, hint: fix } = error;
  const notes = sends.length === 0 ? [`${code}: ${reason} ${fix}`] : [];
  return {
    ...notSent(sends, { status: 'not_sent', code, reason, fix }),
    thrown: [error.exit],
    notes,
    isLocked: code === 'LOCKED',
  };
}

function tryLater(error: unknown): TryLaterError {
  if (error instanceof TryLaterError) return error;
  throw error;
}

function isFaulty(plan: Plan): boolean {
  const findings = [...plan.sheetFindings, ...[...plan.orders, ...plan.orphans].flatMap((one) => one.findings)];
  return hasError(findings);
}

const STRICT = {
  code: 'STRICT',
  reason: 'Something in these sheets is an error, and --strict stops the batch there.',
  fix: 'Correct the errors, or leave out --strict.',
};

function eventsOf(
  outcomes: readonly Outcome[],
  execution: Ended,
  strict: boolean,
  lookUps: LookUps | null,
  host: Host,
): ExitEvents {
  const codes = new Set([...execution.skips.values()].map((skip) => skip.code));
  const unauthorised = outcomes.some(({ codes, status }) => codes.includes('UNAUTHORISED') && status === 'not_sent');
  return {
    ...(execution.thrown ? { thrown: execution.thrown } : {}),
    halted: codes.has('HALTED') || unauthorised || outcomes.some(isDifferent) || (lookUps?.refused ?? []).length > 0,
    strictStopped: strict,
    interrupted: host.drain.signal.aborted ? (host.drain.signal.reason as 'SIGINT' | 'SIGTERM' | 'SIGHUP') : null,
  };
}
