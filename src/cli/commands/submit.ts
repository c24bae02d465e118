import type { CheckedOrder } from '../../domain/checked-order.ts';
import { TryLaterError } from '../../domain/errors.ts';
import { hasError } from '../../domain/finding.ts';
import { shortKey } from '../../domain/identity.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { mayBeSent, type Plan } from '../../domain/plan.ts';
import { ORDER_DIFFERS } from '../../domain/verdict.ts';
import { sumOf } from '../../report/totals.ts';
import type { Skip } from '../../run/account-run.ts';
import { type Execution, executePlan } from '../../run/execute-plan.ts';
import { type LookUps, toLookUp } from '../../run/look-ups.ts';
import { approve } from '../approve.ts';
import { conclude, settle } from '../conclude.ts';
import { connect } from '../connect.ts';
import { earlierRuns } from '../earlier-runs.ts';
import type { ExitCode, ExitEvents } from '../exit-codes.ts';
import { assertTargets } from '../finish.ts';
import { makeLookUps } from '../look-ups.ts';
import type { Flags } from '../options.ts';
import { planNotes } from '../plan-notes.ts';
import { progress } from '../progress.ts';
import { assertFresh, openPlan } from '../saved-plan.ts';
import { commandLine } from '../say-command.ts';
import { portsFor, runOptions } from '../speak.ts';
import { type Command, type Host, INPUT, OUTPUT, SPEAKING, TALK, WHERE } from './command.ts';

const GUARDS = ['strict', 'max-orders', 'max-spend', 'canary', 'stop-after', 'keep-going-on-unknown', 'yes'] as const;

/** Checks, then places each good order at most once. The only command that spends. */
export const submit: Command = {
  usage: 'submit <sheets..>',
  describe: 'Checks, then places each good order at most once; takes sheets or one saved plan.',
  flags: [...INPUT, 'online', ...WHERE, ...SPEAKING, 'concurrency', ...GUARDS, ...OUTPUT, ...TALK],
  examples: [
    ['$0 submit may.csv --results may-results.csv', 'show the totals, ask, send, write results'],
    ['$0 submit may.plan.json --yes', 'send exactly what `check --plan` saved, without asking'],
    ['$0 submit may.csv --sandbox --yes', 'try it all without an account and without money'],
  ],
  run: runSubmit,
};

async function runSubmit(given: Flags, host: Host): Promise<ExitCode> {
  const opened = openPlan(given);
  const flags = opened?.flags ?? given;
  assertTargets(flags, [...(flags.sheets ?? []), ...(flags.aliases ?? [])]);
  const composition = host.compose(flags);
  const batch = composition.prepare({ sending: true });
  const transports = await connect(batch.orders(null), flags, composition);
  const ledger = composition.ledger();
  const lookUps = flags.online ? makeLookUps(transports, composition) : null;
  const unread = await lookUps?.refresh(toLookUp(batch.plan(ledger))).catch(tryLater);
  const planNow = () => batch.plan(ledger, (account) => lookUps?.of(account) ?? null);
  const plan = planNow();
  if (opened && !unread) assertFresh(opened, plan, given.sheets?.[0] ?? '');
  const comparison = earlierRuns(batch, plan, ledger, composition);
  const sends = plan.orders.filter(mayBeSent).map(({ order }) => order);
  const strict = flags.strict === true && isFaulty(plan);
  const dry = settle(batch, plan, ledger, composition, { mode: 'dry', skips: new Map(), found: new Map() });
  const ready = sumOf(dry.filter((outcome) => outcome.status === 'ready'));
  const count = (status: Outcome['status']) => dry.filter((outcome) => outcome.status === status).length;
  const left = { invalid: count('invalid'), skipped: count('skipped') };
  const notes = planNotes(plan, composition.config);
  if (!flags.yes && !strict && !unread)
    for (const note of notes) host.terminal.err(composition.redactor.cover(`note: ${note}`));
  if (!strict && !unread) await approve(sends, ready, left, flags, host.terminal);
  if (!flags.quiet) composition.listen(progress(sends.length, host.terminal, composition.clock));
  const ports = { ...portsFor(transports, ledger, composition, host), ...(lookUps ? { lookUps } : {}) };
  const options = runOptions(flags, composition, ledger);
  const execution: Ended = strict
    ? notSent(sends, STRICT)
    : unread
      ? putOff(sends, unread)
      : await executePlan(plan, planNow, ports, options).catch((error) => putOff(sends, tryLater(error)));
  const after = planNow();
  const skips = new Map([...plannedSkips(plan), ...execution.skips]);
  const outcomes = settle(batch, after, ledger, composition, { mode: 'live', ...execution, skips });
  const events = eventsOf(outcomes, execution, strict, lookUps, host);
  const next = nextStep(outcomes, flags);
  return conclude(
    {
      command: 'submit',
      batch,
      plan: after,
      outcomes,
      notes: [...notes, ...(execution.notes ?? [])],
      comparison,
      events,
      next,
    },
    flags,
    composition,
    host,
  );
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
}

function notSent(sends: readonly CheckedOrder[], skip: Skip): Ended {
  return { skips: new Map(sends.map(({ key }) => [key, skip])), found: new Map() };
}

/** Another run holds the account, or it could not be read: results still say how every order stands. */
function putOff(sends: readonly CheckedOrder[], error: TryLaterError): Ended {
  const { code, message: reason, hint: fix } = error;
  const notes = sends.length === 0 ? [`${code}: ${reason} ${fix}`] : [];
  return { ...notSent(sends, { status: 'not_sent', code, reason, fix }), thrown: [error.exit], notes };
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

/** An order that the vendor shows otherwise than it was asked for, and that is not paid or only just placed. */
function isDifferent({ status, codes }: Outcome): boolean {
  return status !== 'already_placed' && codes.includes(ORDER_DIFFERS);
}

/** An order that goes no better when the same command is run again. */
function isForAPerson({ status, fix }: Outcome): boolean {
  return status === 'invalid' || status === 'refused' || (status === 'not_sent' && !/^Run the same command/.test(fix));
}

function nextStep(outcomes: readonly Outcome[], flags: Flags): string {
  const has = (status: Outcome['status']) => outcomes.some((outcome) => outcome.status === status);
  const [waiting] = outcomes.filter((outcome) => outcome.status === 'payment_pending');
  const held = outcomes.some((outcome) => outcome.codes.includes('HELD-BY-UNKNOWN'));
  if (held && !has('unknown')) return commandLine('reconcile', { ...flags, sheets: [] }, ['--wait', '10m']);
  if (has('unknown')) return commandLine('reconcile', flags, ['--wait', '10m']);
  const different = outcomes.find(isDifferent);
  if (different) {
    const explain = commandLine('explain', { ...flags, sheets: [] }, [shortKey(different.key)]);
    return `look at order ${different.orderId || different.name} before anything is paid or sent: ${explain}`;
  }
  if (has('not_sent') || has('skipped'))
    return outcomes.some(isForAPerson)
      ? `see fix of each order in ${flags.results ?? 'the results (--results FILE)'}, then ${commandLine('submit', flags)}`
      : commandLine('submit', flags);
  if (has('invalid') || has('refused')) return `correct the sheet, then ${commandLine('check', flags)}`;
  if (waiting) return `pay, confirm or cancel order ${waiting.orderId || waiting.name} in the vendor's app`;
  if (has('awaiting_payment')) {
    const results = flags.results ?? 'the results (--results FILE)';
    return `pay at the links in checkout_url of ${results}, then ${commandLine('reconcile', flags)}`;
  }
  return '';
}
