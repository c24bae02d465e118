import type { Budget } from '../../domain/budget.ts';
import type { Destination, DropPlace } from '../../domain/drop.ts';
import { HaltedError, SheetorderError, TryLaterError } from '../../domain/errors.ts';
import { hasError } from '../../domain/finding.ts';
import type { BatchReport, Outcome } from '../../domain/outcome.ts';
import { HALTED_CREDENTIALS } from '../../run/account-run.ts';
import { decidePlace } from '../../steps/decide-place.ts';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-codes.ts';
import { canBeReadBack } from '../next-steps.ts';
import type { Concluded } from '../outputs/conclude.ts';
import type { Standstill } from './inbox-run.ts';

/** What this program says itself of an account, from an earlier sheet. */
const OWN = new Set(['ACCOUNT-HELD', 'ACCOUNT-NOT-ASKED', 'ACCOUNT-REFUSED', 'NOT-BEFORE']);
/** The account could not be asked, or asked to be left alone. */
const UNREAD = new Set(['SURVEY-FAILED', 'LOOK-UP-FAILED', 'LOCKED', 'THROTTLED']);

/** How a sheet's run ended, before the sheet is moved. */
export type SheetEnd =
  | { readonly kind: 'concluded'; readonly concluded: Concluded }
  | { readonly kind: 'failed'; readonly error: unknown };

/** How one sheet of a drop folder ended. */
export interface EndedSheet {
  /** As it was dropped, and as it is called now. */
  readonly dropped: string;
  readonly name: string;
  readonly sha256: string;
  readonly place: DropPlace;
  readonly goesOn: boolean;
  /** The same content was finished by an earlier run. */
  readonly isRepeated: boolean;
  readonly code: ExitCode;
  readonly outcomes: readonly Outcome[];
  /** What ended it, where no order could be told of. */
  readonly failure: { readonly code: string; readonly message: string; readonly hint: string } | null;
  /** Names of the files beside it. */
  readonly files: readonly string[];
  /** It came to `attention` just now. */
  readonly isNews: boolean;
}

export interface DestinationContext {
  readonly budgets: readonly Budget[];
  readonly isOverdue: boolean;
  /** An earlier run may have bought some of it. */
  readonly wasBegun: boolean;
}

/** Where a sheet belongs after it ended so. */
export function destinationOf(end: SheetEnd, { budgets, isOverdue, wasBegun }: DestinationContext): Destination {
  if (end.kind === 'failed') return late(afterError(end.error, wasBegun), isOverdue);
  const { report, unwritten } = end.concluded;
  // What was done stands in the ledger; the next run writes the files that found no room.
  if (unwritten.length > 0) return late({ place: 'working', goesOn: true }, isOverdue);
  return decidePlace({
    outcomes: report.outcomes.map((outcome) => ({
      status: outcome.status,
      codes: outcome.codes,
      awaitsId: outcome.orderId === '' && canBeReadBack(outcome),
    })),
    isFaulty: hasError(report.sheetFindings),
    budgetRenews: budgets.some(({ window }) => window !== 'run'),
    isOverdue,
  });
}

export function exitOf(end: SheetEnd): ExitCode {
  if (end.kind === 'concluded') return end.concluded.code;
  return end.error instanceof SheetorderError ? exitCodeFor([], { thrown: [end.error.exit] }) : EXIT.bug;
}

export function reportOf(end: SheetEnd): BatchReport | null {
  return end.kind === 'concluded' ? end.concluded.report : null;
}

/** What kept a sheet from being sent and concerns its whole account; null where it concerns the sheet alone. */
export function standstillIn(end: SheetEnd): Standstill | null {
  if (end.kind === 'failed') {
    const { error } = end;
    if (!(error instanceof TryLaterError || error instanceof HaltedError) || OWN.has(error.code)) return null;
    const { code, message: reason, hint } = error;
    return { code, reason, hint, isRefused: error instanceof HaltedError };
  }
  const { outcomes } = end.concluded.report;
  const refused = outcomes.find(
    ({ codes, errors }) => codes.includes('UNAUTHORISED') || errors.includes(HALTED_CREDENTIALS.reason),
  );
  const unread = outcomes.find(({ status, codes }) => status === 'not_sent' && codes.some((code) => UNREAD.has(code)));
  const found = refused ?? unread;
  if (!found) return null;
  const [code = ''] = found.codes;
  return { code, reason: found.errors.join(' '), hint: found.fix, isRefused: found === refused };
}

/** A sheet goes back where it came from when nothing could be asked or sent; what may have begun stays in `working`. */
function afterError(error: unknown, wasBegun: boolean): Destination {
  if (!(error instanceof SheetorderError)) return { place: 'attention', goesOn: false };
  if (error.exit === 'sheet' || error.exit === 'guarded' || error.exit === 'stale_plan')
    return { place: 'attention', goesOn: false };
  return { place: wasBegun || error.exit === 'ledger' ? 'working' : 'inbox', goesOn: true };
}

function late(destination: Destination, isOverdue: boolean): Destination {
  return isOverdue && destination.goesOn ? { ...destination, place: 'attention' } : destination;
}
