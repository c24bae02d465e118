import { LONGEST_WAIT_MS } from '../domain/come-back.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Verdict } from '../domain/verdict.ts';

/** Whether an order may be sent now. `readBackFirst`: only after one read-back that finds nothing. */
export type SendDecision =
  | { readonly send: true; readonly readBackFirst: boolean }
  | { readonly send: false; readonly why: 'placed' | 'unknown' | 'in_flight' | 'refused' };

/**
 * The decision to buy. Only an order that never reached the vendor, that a proof or a person calls not placed, or whose
 * refusal a person wants tried again, may be sent; every state that is not named here is a doubt and is not sent.
 */
export function decideSend(record: OrderRecord | null, options: { readonly retryRefused: boolean }): SendDecision {
  if (record === null) return { send: true, readBackFirst: false };
  switch (record.state) {
    case 'pending':
      return { send: true, readBackFirst: false };
    case 'retryable':
      return { send: true, readBackFirst: record.everInDoubt };
    case 'refused':
      return options.retryRefused ? { send: true, readBackFirst: true } : { send: false, why: 'refused' };
    case 'placed':
      return { send: false, why: 'placed' };
    case 'claimed':
    case 'in_flight':
    case 'answered':
      return { send: false, why: 'in_flight' };
    default:
      return { send: false, why: 'unknown' };
  }
}

export type AgainDecision = { readonly again: false } | { readonly again: true; readonly afterMs: number };

const BACK_OFF_MS = [2_000, 4_000, 8_000, 16_000, 32_000, 60_000];

/**
 * Whether the same run tries the order once more. Only what is proven not placed, and only when waiting can help: a
 * refused key never does. A vendor that asks for a wait longer than five minutes is obeyed by ending the attempts.
 */
export function decideAgain(verdict: Verdict, attempt: number, maxAttempts: number): AgainDecision {
  if (verdict.kind !== 'not_placed' || verdict.cause !== 'throttled') return { again: false };
  if (attempt >= maxAttempts) return { again: false };
  const afterMs = verdict.retryAfterMs ?? BACK_OFF_MS[Math.min(attempt, BACK_OFF_MS.length) - 1] ?? LONGEST_WAIT_MS;
  return afterMs > LONGEST_WAIT_MS ? { again: false } : { again: true, afterMs };
}
