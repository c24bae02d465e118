import { type Finding, hasError } from '../domain/finding.ts';
import { shortKey } from '../domain/identity.ts';
import { majorText } from '../domain/money.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { PlannedOrder } from '../domain/plan.ts';
import { unitIsUncertain } from '../domain/spending.ts';
import type { Status } from '../domain/status.ts';
import { FORM_PENDING, ORDER_DIFFERS } from '../domain/verdict.ts';
import { withheldStanding } from './withheld-standing.ts';

export interface Reason {
  /** `not_sent` when the vendor could not be reached or asked; otherwise the order is `skipped`. */
  readonly status?: 'not_sent';
  readonly code: string;
  readonly reason: string;
  readonly fix: string;
}

/** What decides how an order stands, besides what is known of itself. */
export interface StandingContext {
  /** `dry`: what would be sent is `ready`. `rebuilt`: from the ledger alone, whichever batch placed it. */
  readonly mode: 'dry' | 'live' | 'rebuilt';
  readonly batch: string;
  readonly skips: ReadonlyMap<string, Reason>;
  /** Accounts on which a live run holds the lock. */
  readonly live: (account: string) => boolean;
}

export interface Standing {
  readonly status: Status;
  readonly codes: readonly string[];
  readonly errors: readonly string[];
  readonly fix: string;
}

/** One for all of them: most orders of most plans. */
const READY: Standing = { status: 'ready', codes: [], errors: [], fix: '' };

/** How an order stands: what the ledger says, or else its errors, or else what was planned. */
export function standingOf(
  planned: PlannedOrder,
  record: OrderRecord | null,
  findings: readonly Finding[],
  input: StandingContext,
): Standing {
  const known = record ? fromLedger(record, input) : null;
  if (known) return known;
  if (hasError(findings)) return fromFindings(findings.filter((finding) => finding.severity === 'error'));
  const { action } = planned;
  const skip: Reason | undefined =
    input.skips.get(planned.order.key) ??
    (action.do === 'skip' ? { code: action.code, reason: action.reason, fix: action.fix } : undefined);
  if (skip) return { status: skip.status ?? 'skipped', codes: [skip.code], errors: [skip.reason], fix: skip.fix };
  if (input.mode === 'live')
    return {
      status: 'skipped',
      codes: ['NOT-ATTEMPTED'],
      errors: ['The run ended before this order.'],
      fix: 'Run the same command again.',
    };
  return READY;
}

/** Of an order, or of rows without one, that has these errors. */
export function fromFindings(errors: readonly Finding[]): Standing {
  return {
    status: 'invalid',
    codes: [...new Set(errors.map((finding) => finding.code))],
    errors: [...new Set(errors.map((finding) => finding.message))],
    fix: [...new Set(errors.flatMap((finding) => finding.fix ?? []))].join(' '),
  };
}

/** What the ledger says of the order; null when it may still be sent and the batch has not tried it. */
function fromLedger(record: OrderRecord, input: StandingContext): Standing | null {
  const verdict = record.lastVerdict;
  switch (record.state) {
    case 'placed':
      return fromReceipt(record, input);
    case 'unknown':
      return doubt(
        record,
        verdict?.kind === 'unknown' ? verdict.code : 'UNKNOWN',
        record.lookupNote ?? verdict?.reason ?? '',
      );
    case 'in_flight':
    case 'answered':
      return doubt(record, 'IN-FLIGHT', 'A run was sending this order and has not written down how it ended.');
    case 'claimed':
      return input.live(record.note?.account ?? '')
        ? doubt(record, 'IN-FLIGHT', 'Another run is about to send this order.')
        : null;
    case 'refused':
      return verdict?.kind === 'refused'
        ? {
            status: 'refused',
            codes: [verdict.code],
            errors: [verdict.reason],
            fix: 'Correct the sheet or the account; to send it unchanged, add --retry-refused.',
          }
        : null;
    case 'retryable':
      return notSent(record, input);
    default:
      return input.mode === 'rebuilt' ? withheldStanding(record) : null;
  }
}

const CHECK_KEY = 'Check the API key and the organization, then run the same command again.';

function notSent(record: OrderRecord, input: StandingContext): Standing | null {
  const verdict = record.lastVerdict;
  if (input.mode === 'dry') return null;
  if (input.mode === 'rebuilt' && withheldStanding(record)) return withheldStanding(record);
  if (verdict?.kind !== 'not_placed') return null;
  if (input.mode === 'live' && record.claim?.batch !== input.batch) return null;
  return {
    status: 'not_sent',
    codes: [verdict.code],
    errors: [verdict.reason],
    fix: verdict.fix ?? (verdict.cause === 'unauthorised' ? CHECK_KEY : 'Run the same command again.'),
  };
}

function fromReceipt(record: OrderRecord, input: StandingContext): Standing {
  const { receipt } = record;
  const unit = unitDoubt(record);
  const codes = [...(receipt?.code ? [receipt.code] : []), ...(unit ? ['MONEY-UNIT'] : [])];
  const reason = record.lastVerdict?.reason ?? '';
  const differs = receipt?.code === ORDER_DIFFERS;
  const due = differs ? doNotPay(record) : null;
  if (receipt?.payment === 'checkout')
    return {
      status: 'awaiting_payment',
      codes,
      errors: differs && reason ? [reason] : [],
      fix: due ?? 'Pay at the link in checkout_url, then run `sheetorder reconcile`.',
    };
  if (receipt?.payment === 'pending')
    return {
      status: 'payment_pending',
      codes,
      errors: reason ? [reason] : [],
      fix: due ?? pendingFix(record),
    };
  const now = input.mode === 'rebuilt' || record.placedInBatch === input.batch;
  const fix =
    receipt?.code === FORM_PENDING
      ? 'It is paid but not configured: run `sheetorder forms` with this sheet and --output, fill in what it leaves empty, and submit the sheet it writes.'
      : '';
  const errors = [...(unit ? [unit] : []), ...(differs && reason ? [reason] : [])];
  const look = "Compare the order in the vendor's app with the sheet, and ask the vendor.";
  return { status: now ? 'placed' : 'already_placed', codes, errors, fix: differs ? look : fix };
}

/** A person's word settles a payment that no read-back can prove. */
function pendingFix({ key, receipt }: OrderRecord): string {
  const id = receipt?.orderId ?? 'ORDER_ID';
  return `Pay, confirm or cancel it in the vendor's app; it is not sent again. Once it is paid, say so with \`sheetorder resolve ${shortKey(key)} --placed ${id} --note TEXT\`.`;
}

function doNotPay({ key }: OrderRecord): string {
  return `Do not pay yet: the vendor shows another order than was asked for. Compare it in the vendor's app; if it is wrong, cancel it there and run \`sheetorder resolve ${shortKey(key)} --cancelled --note TEXT\`.`;
}

/** A sentence when the price and what the vendor says it took are a hundred apart: one of them may be in cents. */
function unitDoubt({ claim, receipt }: OrderRecord): string | null {
  const reserved = claim?.reservation ?? null;
  const said = receipt?.amount ?? null;
  if (!reserved || !said || !unitIsUncertain(reserved, said)) return null;
  return `The catalogue has it at ${majorText(reserved)} ${reserved.currency} and the vendor says ${majorText(said)} ${said.currency}: one of the two may be in cents.`;
}

function doubt(record: OrderRecord, code: string, reason: string): Standing {
  const fix = `Run \`sheetorder reconcile --wait 10m\`; if it stays unknown, look in the vendor's app and run \`sheetorder resolve ${shortKey(record.key)} --placed ORDER_ID\` or \`--not-placed\`.`;
  return { status: 'unknown', codes: [code], errors: reason ? [reason] : [], fix };
}
