import type { SheetorderError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Status } from '../domain/status.ts';

/** What a finished command tells the script that called it; the README's table lists the same codes. */
export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  some_not_placed: 3,
  some_unknown: 4,
  sheet: 5,
  ledger: 6,
  halted: 7,
  stale_plan: 8,
  guarded: 9,
  payment_due: 10,
  try_later: 75,
  /** By Ctrl-C. */
  interrupted: 130,
  /** By SIGTERM or SIGHUP; the table has it in the row of `interrupted`. */
  terminated: 143,
} as const;

export type ExitName = keyof typeof EXIT;
export type ExitCode = (typeof EXIT)[ExitName];

/** `some_unknown` for 4, as the README's table has it. */
export function exitName(exit: ExitCode): ExitName {
  const [name = 'bug'] = (Object.keys(EXIT) as ExitName[]).filter((one) => EXIT[one] === exit);
  return name;
}

/** Why a guard that a person set left an order out. */
const GUARDS: ReadonlySet<string> = new Set([
  'GUARD-STOP-AFTER',
  'GUARD-CANARY',
  'GUARD-MAX-DURATION',
  'MONEY-BUDGET',
  'MONEY-NO-PRICE',
]);

/** What happened in a run besides its outcomes; whatever is left out did not happen. */
export interface ExitEvents {
  /** The `exit` of errors that were thrown, and `bug` for any other. */
  readonly thrown?: readonly (SheetorderError['exit'] | 'bug')[];
  /** The vendor refused our credentials or the payment method. */
  readonly halted?: boolean;
  /** Stopped by a guard: a budget, a count, declined at the prompt. */
  readonly guarded?: boolean;
  readonly interrupted?: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | null;
  /** `--fail-on-payment-due` was given. */
  readonly paymentDueFails?: boolean;
  /** `--strict` stopped the batch. */
  readonly strictStopped?: boolean;
  /** An order that is in no sheet may have been placed. */
  readonly unknown?: boolean;
}

const PRECEDENCE = [
  'bug',
  'ledger',
  'sheet',
  'usage',
  'stale_plan',
  'try_later',
  'interrupted',
  'terminated',
  'some_unknown',
  'halted',
  'guarded',
  'some_not_placed',
  'payment_due',
] as const satisfies readonly ExitName[];

const NOT_PLACED: ReadonlySet<Status> = new Set(['invalid', 'refused', 'not_sent', 'skipped']);
const PAYMENT_DUE: ReadonlySet<Status> = new Set(['awaiting_payment', 'payment_pending']);
/** Orders held back because of another one that may have been placed, which need not be in these sheets. */
const HELD = 'HELD-BY-UNKNOWN';

/** The one code for everything that happened: the gravest that applies. */
export function exitCodeFor(outcomes: readonly Outcome[], events: ExitEvents = {}): ExitCode {
  const applies = new Set<ExitName>([...(events.thrown ?? []), ...fromEvents(events)]);
  for (const outcome of outcomes) {
    const name = fromOutcome(outcome, events);
    if (name) applies.add(name);
  }
  return EXIT[PRECEDENCE.find((name) => applies.has(name)) ?? 'done'];
}

/** The gravest of the codes of several batches. */
export function gravestOf(codes: readonly ExitCode[]): ExitCode {
  const names = PRECEDENCE.filter((name) => codes.includes(EXIT[name]));
  return EXIT[names[0] ?? 'done'];
}

function fromEvents(events: ExitEvents): readonly ExitName[] {
  return [
    ...(events.interrupted
      ? [events.interrupted === 'SIGINT' ? ('interrupted' as const) : ('terminated' as const)]
      : []),
    ...(events.halted ? ['halted' as const] : []),
    ...(events.guarded ? ['guarded' as const] : []),
    ...(events.unknown ? ['some_unknown' as const] : []),
    ...(events.strictStopped ? ['some_not_placed' as const] : []),
  ];
}

function fromOutcome({ status, codes }: Outcome, events: ExitEvents): ExitName | null {
  if (status === 'unknown' || codes.includes(HELD)) return 'some_unknown';
  if (status === 'skipped' && codes.some((code) => GUARDS.has(code))) return 'guarded';
  if (NOT_PLACED.has(status)) return 'some_not_placed';
  return events.paymentDueFails && PAYMENT_DUE.has(status) ? 'payment_due' : null;
}
