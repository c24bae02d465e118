import type { Conversation } from '../../domain/conversation.ts';
import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import type { Receipt, Verdict } from '../../domain/verdict.ts';
import { readCarefully, type VendorWords } from '../read-carefully.ts';
import { echoDiffers } from './echo.ts';
import { isErrorInside, plainRefusal, resetWait } from './error-shape.ts';
import { refusalCode } from './refusal-code.ts';
import { fieldsOf, idText, linkText, payloadOf } from './schema.ts';

/** What the vendor's validator says; `should not exist` is its word for a field it does not know. */
const KNOWN_REFUSAL =
  /should not (exist|be empty)|\bmust\b|required|invalid|only supports?|quarterly|not valid|redirectUrl/i;
const MAYBE_OURS = /already|in use|\bused\b|unavailable|not available|taken|exists\b|purchased|owned/i;

const WORDS: VendorWords = {
  unauthorised: /^(invalid|expired) (api[ -]?)?(token|key)\b|^unauthori[sz]ed\b/i,
  throttled: /rate[ -]?limit|too many requests/i,
  confirm: (reason) => !KNOWN_REFUSAL.test(reason) || MAYBE_OURS.test(reason),
};

/** Yields the one spend and reads its reply, beside what was asked for. */
export function* placeOrder(request: HttpRequest): Conversation<Verdict> {
  const reply = yield request;
  const verdict = readReply(reply);
  if (verdict.kind !== 'placed' || reply.kind !== 'answer') return verdict;
  return { ...verdict, receipt: withDoubts(verdict.receipt, request, reply.body) };
}

/** Reads a spend's reply, also one that was stored. */
export function readReply(reply: HttpReply): Verdict {
  const reading = readCarefully(plainRefusal(reply), WORDS);
  if (reading.kind === 'not_placed') return withReset(reading, reply);
  if (reading.kind === 'refused') return { ...reading, code: refusalCode(reading.reason) ?? reading.code };
  if (reading.kind !== 'success') return reading;
  if (reading.json && isErrorInside(reading.json))
    return { kind: 'unknown', code: 'CONTRADICTION', reason: 'The status says success, but the body holds an error.' };
  const top = fieldsOf(reading.json);
  const places = [fieldsOf(payloadOf(reading.json)), top];
  const orderId = firstOf(places, 'orderId', idText);
  if (orderId === null)
    return { kind: 'unknown', code: 'SH-NO-ORDER-ID', reason: 'The vendor answered yes without an order id.' };
  const checkoutUrl = firstOf(places, 'checkoutUrl', linkText);
  const receipt: Receipt = checkoutUrl ? { orderId, payment: 'checkout', checkoutUrl } : { orderId, payment: 'taken' };
  return { kind: 'placed', receipt, reason: reading.reason };
}

function withReset(verdict: Extract<Verdict, { kind: 'not_placed' }>, reply: HttpReply): Verdict {
  const wait = reply.kind === 'answer' && verdict.cause === 'throttled' ? resetWait(reply) : null;
  return wait === null || verdict.retryAfterMs !== undefined ? verdict : { ...verdict, retryAfterMs: wait };
}

/** A paid order without a link cannot be paid from here; one that the reply tells otherwise must be looked at before it is paid. */
function withDoubts(receipt: Receipt, request: HttpRequest, reply: string): Receipt {
  const asked = fieldsOf(request.body);
  if (echoDiffers(asked, reply)) return { ...receipt, code: 'SH-ORDER-DIFFERS' };
  const paid = Array.isArray(asked.get('domains')) && !asked.get('isFreeOrder') && !asked.get('isReplacement');
  return paid && receipt.payment === 'taken' ? { ...receipt, payment: 'pending', code: 'SH-NO-CHECKOUT' } : receipt;
}

function firstOf<T>(
  places: readonly ReadonlyMap<string, unknown>[],
  name: string,
  read: (value: unknown) => T | null,
): T | null {
  return places.map((fields) => read(fields.get(name))).find((value) => value !== null) ?? null;
}
