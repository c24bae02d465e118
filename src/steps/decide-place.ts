import type { Destination } from '../domain/drop.ts';
import type { Outcome } from '../domain/outcome.ts';
import { IS_PLACED } from '../domain/status.ts';
import { FORM_PENDING } from '../domain/verdict.ts';

/** `awaitsId`: the vendor has it, and shows under which id as soon as it is read back. */
export type PlacedOutcome = Pick<Outcome, 'status' | 'codes'> & { readonly awaitsId?: boolean };

export interface DecidePlaceInput {
  readonly outcomes: readonly PlacedOutcome[];
  /** Something is wrong with the sheet as such. */
  readonly isFaulty: boolean;
  /** A budget of a day or a month has room again without anybody's help. */
  readonly budgetRenews: boolean;
  /** It has gone on by itself for longer than a person should wait to hear of it. */
  readonly isOverdue: boolean;
}

/** What held up an order and may pass, so that the next run tries it without a person. */
const PASSES: ReadonlySet<string> = new Set([
  'NOT-SENT',
  'THROTTLED',
  'UNAUTHORISED',
  'LOCKED',
  'SURVEY-FAILED',
  'LOOK-UP-FAILED',
  'LEDGER-BUSY',
  'NOT-BEFORE',
  'HALTED',
  'HELD-BY-UNKNOWN',
  'INTERRUPTED',
  'NOT-ATTEMPTED',
  'GUARD-MAX-DURATION',
  'REGISTRATION-FIRST',
]);
const BUDGET = 'MONEY-BUDGET';
/** How vendors call what they had to read before they sell, and could not be read. */
const UNREAD = /-UNREAD$/;

/** `watched`: a person must do something, and every run looks whether it is done. */
type Turn = 'settled' | 'passes' | 'watched' | 'person';

/**
 * Where a sheet belongs after a run. `done` only when every order is placed; `attention` as soon as one needs a person;
 * else it goes on by itself, from `working` when something was bought and from `inbox` when nothing was.
 */
export function decidePlace({ outcomes, isFaulty, budgetRenews, isOverdue }: DecidePlaceInput): Destination {
  const turns = outcomes.map((outcome) => turnOf(outcome, budgetRenews));
  const goesOn = turns.some((turn) => turn === 'passes' || turn === 'watched');
  const needsPerson = isFaulty || turns.some((turn) => turn === 'person' || turn === 'watched');
  if (needsPerson || (goesOn && isOverdue)) return { place: 'attention', goesOn };
  if (!goesOn) return { place: 'done', goesOn };
  return { place: outcomes.some(({ status }) => IS_PLACED.has(status)) ? 'working' : 'inbox', goesOn };
}

/** Whose turn an order is; what is not known to pass is a person's. */
function turnOf({ status, codes, awaitsId }: PlacedOutcome, budgetRenews: boolean): Turn {
  if (status === 'unknown' || codes.includes(FORM_PENDING)) return 'watched';
  if (IS_PLACED.has(status)) return awaitsId ? 'passes' : 'settled';
  if (status !== 'not_sent' && status !== 'skipped') return 'person';
  const passes = (code: string) => PASSES.has(code) || UNREAD.test(code) || (budgetRenews && code === BUDGET);
  return codes.length > 0 && codes.every(passes) ? 'passes' : 'person';
}
