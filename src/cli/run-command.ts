import { createInterface } from 'node:readline/promises';
import { GuardError, UsageError } from '../domain/errors.ts';
import { hasError } from '../domain/finding.ts';
import { majorText, sumMoney } from '../domain/money.ts';
import type { BatchReport, Outcome } from '../domain/outcome.ts';
import type { Plan } from '../domain/plan.ts';
import type { Ledger } from '../domain/ports.ts';
import { executePlan } from '../run/execute-plan.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import { sayFindings } from '../steps/say-finding.ts';
import { type SettleInput, settleOutcomes } from '../steps/settle-outcomes.ts';
import { Composition, type Flags } from './compose.ts';
import type { Env } from './environment.ts';
import { type ExitCode, type ExitEvents, exitCodeFor } from './exit-codes.ts';
import { assertTargets, type OutputFlags, writeOutputs } from './finish.ts';
import { durationMs } from './options.ts';
import { VERSION } from './version.ts';

export type BatchFlags = Flags &
  OutputFlags & {
    readonly concurrency?: number | undefined;
    readonly 'lock-wait'?: string | undefined;
    readonly 'keep-going-on-unknown'?: boolean | undefined;
    readonly 'stop-after'?: number | undefined;
    readonly 'max-orders'?: number | undefined;
    readonly 'fail-on-payment-due'?: boolean | undefined;
    readonly strict?: boolean | undefined;
    readonly yes?: boolean | undefined;
    readonly json?: boolean | undefined;
    readonly quiet?: boolean | undefined;
  };

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly interactive: boolean;
}

/** `check`: the dry run. Opens no connection and needs no key. */
export function checkCommand(flags: BatchFlags, env: Env, terminal: Terminal): ExitCode {
  assertTargets(flags);
  const composition = new Composition(flags, env);
  const { batch, tables } = composition.prepare();
  const ledger = composition.existingLedger();
  const plan = batch.plan(ledger);
  const outcomes = settle(plan, ledger, composition, { mode: 'dry', skips: new Map(), found: new Map() });
  ledger?.close();
  return conclude('check', flags, composition, tables, plan, outcomes, terminal, {});
}

/** `submit`: the same line, then each good order at most once. */
export async function submitCommand(
  flags: BatchFlags,
  env: Env,
  terminal: Terminal,
  drain: AbortController,
): Promise<ExitCode> {
  assertTargets(flags);
  const composition = new Composition(flags, env);
  const { batch, tables } = composition.prepare();
  const ledger = composition.ledger();
  try {
    const plan = batch.plan(ledger);
    const sends = plan.orders.filter((planned) => planned.action.do === 'send');
    const strict = flags.strict === true && plan.orders.some((planned) => hasError(planned.findings));
    const transports = new Map(
      sends.map(({ order }) => [order.vendor?.id, order.vendor ? composition.transport(order.vendor) : null]),
    );
    assertOrganizations(plan);
    if (!strict) await approve(plan, flags, terminal);
    const ports = {
      ledger,
      locks: composition.locks,
      transport: (vendor: Parameters<Composition['transport']>[0]) =>
        transports.get(vendor.id) ?? composition.transport(vendor),
      clock: composition.clock,
      redactor: composition.redactor,
      log: composition.log,
      drain: drain.signal,
    };
    const options = {
      batch: composition.batch,
      concurrency: flags.concurrency ?? 4,
      lockWaitMs: durationMs(flags['lock-wait'] ?? '0s', 'lock-wait'),
      retryRefused: flags['retry-refused'] ?? false,
      allowClaimed: (flags['allow-claimed'] ?? []).flatMap((key) => ledger.keysLike(key)),
      keepGoingOnUnknown: flags['keep-going-on-unknown'] ?? false,
      stopAfter: flags['stop-after'] ?? null,
      readBackAfterMs: null,
    };
    const execution = strict
      ? { skips: new Map(sends.map(({ order }) => [order.key, STRICT])), found: new Map() }
      : await executePlan(plan, () => batch.plan(ledger), ports, options);
    const outcomes = settle(plan, ledger, composition, { mode: 'live', ...execution });
    const codes = new Set([...execution.skips.values()].map((skip) => skip.code));
    const unauthorised = outcomes.some(
      (outcome) => outcome.codes.includes('UNAUTHORISED') && outcome.status === 'not_sent',
    );
    return conclude('submit', flags, composition, tables, plan, outcomes, terminal, {
      halted: codes.has('HALTED') || unauthorised,
      guarded: codes.has('GUARD-STOP-AFTER'),
      strictStopped: strict,
      interrupted: drain.signal.aborted ? (drain.signal.reason as 'SIGINT') : null,
    });
  } finally {
    ledger.close();
  }
}

const STRICT = {
  code: 'STRICT',
  reason: 'Another order of the batch has an error, and --strict stops the batch there.',
  fix: 'Fix the errors, or leave out --strict.',
};

/** The total and a question on a terminal; without one, only `--yes`. */
async function approve(plan: Plan, flags: BatchFlags, terminal: Terminal): Promise<void> {
  const sends = plan.orders.filter((planned) => planned.action.do === 'send').map((planned) => planned.order);
  if (sends.length === 0) return;
  if (flags['max-orders'] !== undefined && sends.length > flags['max-orders']) {
    throw new GuardError(
      `${sends.length} orders would be sent, more than --max-orders ${flags['max-orders']} allows.`,
      'Nothing was sent. Raise the number or name fewer sheets.',
    );
  }
  if (flags.yes) return;
  if (!terminal.interactive)
    throw new GuardError(
      `${sends.length} orders would be sent, and nobody is there to ask.`,
      'Nothing was sent. Add --yes to send without asking.',
      'GUARD-NO-TERMINAL',
    );
  const price = sumMoney(sends.flatMap((order) => order.checked?.price ?? []));
  const domains = sends.reduce((sum, order) => sum + (order.checked?.domains.length ?? 0), 0);
  terminal.err(
    `${sends.length} orders with ${domains} domains will be bought${price ? ` for ${majorText(price)} ${price.currency} where the price is known` : ''}.`,
  );
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question('Send them now? [y/N] ');
  prompt.close();
  if (!/^y(es)?$/i.test(answer.trim()))
    throw new GuardError(
      'You did not say yes, so nothing was sent.',
      'Run the same command again when you want to send.',
      'GUARD-DECLINED',
    );
}

function assertOrganizations(plan: Plan): void {
  const missing = plan.orders.find(
    (planned) =>
      planned.action.do === 'send' &&
      planned.order.vendor?.auth.organizationVariable &&
      !planned.order.checked?.organization,
  );
  if (missing)
    throw new UsageError(
      `${missing.order.vendor?.auth.organizationVariable} is not set.`,
      'Set it in the environment, or fill the organization_id column.',
      'NO-ORGANIZATION',
    );
}

function settle(
  plan: Plan,
  ledger: Ledger | null,
  composition: Composition,
  rest: Pick<SettleInput, 'mode' | 'skips' | 'found'>,
): readonly Outcome[] {
  const keys = [...new Set(plan.orders.map((planned) => planned.order.key).filter((key) => key !== ''))];
  const book = replayLedger(ledger?.entriesFor(keys) ?? []);
  return settleOutcomes({
    plan,
    book,
    batch: composition.batch,
    live: (account) => composition.locks.isHeld(account),
    ...rest,
  });
}

function conclude(
  command: BatchReport['command'],
  flags: BatchFlags,
  composition: Composition,
  tables: Parameters<typeof writeOutputs>[2],
  plan: Plan,
  outcomes: readonly Outcome[],
  terminal: Terminal,
  events: ExitEvents,
): ExitCode {
  const sheets = tables.map((table) => ({
    file: table.file,
    rows: table.rows.length,
    blankRows: table.blankRows,
    delimiter: table.delimiter,
    unknownColumns: [],
  }));
  const at = new Date(composition.clock.now()).toISOString();
  const report: BatchReport = {
    batch: composition.batch,
    command,
    at,
    version: VERSION,
    sheets,
    outcomes,
    sheetFindings: plan.sheetFindings,
    notes: [],
  };
  writeOutputs(flags, report, tables, (text) => composition.redactor.cover(text));
  const findings = [...plan.sheetFindings, ...outcomes.flatMap((outcome) => outcome.findings)];
  if (findings.length > 0 && !flags.quiet) terminal.err(composition.redactor.cover(sayFindings(findings)));
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome.status, (counts.get(outcome.status) ?? 0) + 1);
  terminal.out([...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'no orders');
  const code = exitCodeFor(outcomes, { ...events, paymentDueFails: flags['fail-on-payment-due'] ?? false });
  if (!flags.quiet) terminal.err(nextStep(command, outcomes, flags));
  return code;
}

function nextStep(command: string, outcomes: readonly Outcome[], flags: BatchFlags): string {
  const sheets = (flags.sheets ?? []).join(' ');
  if (outcomes.some((outcome) => outcome.status === 'unknown'))
    return `Next: sheetorder submit ${sheets} (reads the unknown orders back first)`;
  if (command === 'check' && outcomes.some((outcome) => outcome.status === 'ready'))
    return `Next: sheetorder submit ${sheets} --results results.csv`;
  return outcomes.some((outcome) => outcome.status === 'invalid')
    ? `Next: correct the sheet, then sheetorder check ${sheets}`
    : '';
}
