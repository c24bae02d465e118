import type { CheckedOrder } from '../../domain/checked-order.ts';
import { TryLaterError, UsageError } from '../../domain/errors.ts';
import { hasError } from '../../domain/finding.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { mayBeSent, type Plan } from '../../domain/plan.ts';
import type { Transport } from '../../domain/ports.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { ORDER_DIFFERS } from '../../domain/verdict.ts';
import { sumOf } from '../../report/totals.ts';
import type { Skip } from '../../run/account-run.ts';
import { type Execution, executePlan } from '../../run/execute-plan.ts';
import { vendors } from '../../vendors/index.ts';
import { approve } from '../approve.ts';
import type { Composition } from '../compose.ts';
import { conclude, settle } from '../conclude.ts';
import type { ExitCode, ExitEvents } from '../exit-codes.ts';
import { assertTargets } from '../finish.ts';
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
  flags: [...INPUT, ...WHERE, ...SPEAKING, 'concurrency', ...GUARDS, ...OUTPUT, ...TALK],
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
  const plan = batch.plan(ledger);
  if (opened) assertFresh(opened, plan, given.sheets?.[0] ?? '');
  const sends = plan.orders.filter(mayBeSent).map(({ order }) => order);
  const strict = flags.strict === true && isFaulty(plan);
  const dry = settle(batch, plan, ledger, composition, { mode: 'dry', skips: new Map(), found: new Map() });
  const ready = sumOf(dry.filter((outcome) => outcome.status === 'ready'));
  const count = (status: Outcome['status']) => dry.filter((outcome) => outcome.status === status).length;
  const left = { invalid: count('invalid'), skipped: count('skipped') };
  const notes = planNotes(plan, composition.config);
  if (!flags.yes && !strict) for (const note of notes) host.terminal.err(composition.redactor.cover(`note: ${note}`));
  if (!strict) await approve(sends, ready, left, flags, host.terminal);
  if (!flags.quiet) composition.listen(progress(sends.length, host.terminal, composition.clock));
  const ports = portsFor(transports, ledger, composition, host);
  const options = runOptions(flags, composition, ledger);
  const execution: Ended = strict
    ? notSent(sends, STRICT)
    : await executePlan(plan, () => batch.plan(ledger), ports, options).catch((error) => putOff(sends, error));
  const after = batch.plan(ledger);
  const skips = new Map([...plannedSkips(plan), ...execution.skips]);
  const outcomes = settle(batch, after, ledger, composition, { mode: 'live', ...execution, skips });
  const events = eventsOf(outcomes, execution, strict, host);
  const next = nextStep(outcomes, flags);
  return conclude(
    { command: 'submit', batch, plan: after, outcomes, notes: [...notes, ...(execution.notes ?? [])], events, next },
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
function putOff(sends: readonly CheckedOrder[], error: unknown): Ended {
  if (!(error instanceof TryLaterError)) throw error;
  const { code, message: reason, hint: fix } = error;
  const notes = sends.length === 0 ? [`${code}: ${reason} ${fix}`] : [];
  return { ...notSent(sends, { status: 'not_sent', code, reason, fix }), thrown: [error.exit], notes };
}

function isFaulty(plan: Plan): boolean {
  const findings = [...plan.sheetFindings, ...[...plan.orders, ...plan.orphans].flatMap((one) => one.findings)];
  return hasError(findings);
}

/** Every key and organization is asked for before anything is opened, read or sent. */
async function connect(
  orders: readonly CheckedOrder[],
  flags: Flags,
  composition: Composition,
): Promise<ReadonlyMap<string, Transport>> {
  const ordered = new Set<Vendor>(orders.flatMap((order) => order.vendor ?? []));
  const named = Object.values(vendors).filter((vendor) => vendor.id === (flags.vendor ?? 'scaledmail'));
  const all = ordered.size > 0 ? ordered : named;
  const transports = new Map<string, Transport>();
  for (const vendor of all) transports.set(vendor.id, await composition.transport(vendor));
  const homeless = orders.find(
    (order) => order.vendor?.auth.organizationVariable && order.checked?.organization === '',
  );
  if (!homeless) return transports;
  throw new UsageError(
    `${homeless.vendor?.auth.organizationVariable} is not set.`,
    'Set it in the environment of this command, or fill the organization_id column.',
    'NO-ORGANIZATION',
  );
}

const STRICT = {
  code: 'STRICT',
  reason: 'Something in these sheets is an error, and --strict stops the batch there.',
  fix: 'Correct the errors, or leave out --strict.',
};

function eventsOf(outcomes: readonly Outcome[], execution: Ended, strict: boolean, host: Host): ExitEvents {
  const codes = new Set([...execution.skips.values()].map((skip) => skip.code));
  const unauthorised = outcomes.some(({ codes, status }) => codes.includes('UNAUTHORISED') && status === 'not_sent');
  return {
    ...(execution.thrown ? { thrown: execution.thrown } : {}),
    halted: codes.has('HALTED') || unauthorised,
    strictStopped: strict,
    interrupted: host.drain.signal.aborted ? (host.drain.signal.reason as 'SIGINT' | 'SIGTERM' | 'SIGHUP') : null,
  };
}

function nextStep(outcomes: readonly Outcome[], flags: Flags): string {
  const has = (status: Outcome['status']) => outcomes.some((outcome) => outcome.status === status);
  const [waiting] = outcomes.filter((outcome) => outcome.status === 'payment_pending');
  const held = outcomes.some((outcome) => outcome.codes.includes('HELD-BY-UNKNOWN'));
  if (held && !has('unknown')) return commandLine('reconcile', { ...flags, sheets: [] }, ['--wait', '10m']);
  if (has('unknown')) return commandLine('reconcile', flags, ['--wait', '10m']);
  if (has('not_sent') || has('skipped')) return commandLine('submit', flags);
  if (has('invalid') || has('refused')) return `correct the sheet, then ${commandLine('check', flags)}`;
  if (waiting) return `pay, confirm or cancel order ${waiting.orderId || waiting.name} in the vendor's app`;
  const isPayable = ({ status, codes }: Outcome) => status === 'awaiting_payment' && !codes.includes(ORDER_DIFFERS);
  if (outcomes.some(isPayable)) {
    const results = flags.results ?? 'the results (--results FILE)';
    return `pay at the links in checkout_url of ${results}, then ${commandLine('reconcile', flags)}`;
  }
  return '';
}
