import type { Conversation } from '../../domain/conversation.ts';
import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import { ORDER_DIFFERS, type Receipt, type Verdict } from '../../domain/verdict.ts';
import { parseJson } from '../json-prefix.ts';
import { readCarefully, type VendorWords } from '../read-carefully.ts';
import { differenceIn, failureIn } from './echo.ts';
import { isErrorInside, plainRefusal, resetWait } from './error-shape.ts';
import { readOrderById } from './reads.ts';
import { refusalCode } from './refusal-code.ts';
import { fieldsOf, idText, linkText, payloadOf, readDomainList } from './schema.ts';

type Placed = Extract<Verdict, { kind: 'placed' }>;

/** What the vendor's validator says; `should not exist` is its word for a field it does not know. */
const KNOWN_REFUSAL =
  /should not (exist|be empty)|\bmust\b|required|invalid|only supports?|quarterly|not valid|redirectUrl/i;
const MAYBE_OURS = /already|in use|\bused\b|unavailable|not available|taken|exists\b|purchased|owned/i;

const WORDS: VendorWords = {
  unauthorised: /^(invalid|expired) (api[ -]?)?(token|key)\b|^unauthori[sz]ed\b/i,
  throttled: /rate[ -]?limit|too many requests/i,
  confirm: (reason) => !KNOWN_REFUSAL.test(reason) || MAYBE_OURS.test(reason),
};

/** The cause of an order that is not paid and shows no link to pay it at. */
const NO_CHECKOUT = 'SH-NO-CHECKOUT';
const CHARGED = 'The order was to be taken from credits, and the vendor asks for a payment.';

/**
 * Yields the one spend and reads its reply, then compares what was asked for with what the reply repeats, and with the order
 * itself, before anybody pays it. An order that cannot be read changes nothing of the verdict.
 */
export function* placeOrder(request: HttpRequest): Conversation<Verdict> {
  const reply = yield request;
  const verdict = readReply(reply);
  if (verdict.kind !== 'placed' || reply.kind !== 'answer') return verdict;
  const asked = fieldsOf(request.body);
  const placed = { ...verdict, receipt: payable(verdict.receipt, asked) };
  if (isOnCredit(asked) && placed.receipt.payment === 'checkout') return differing(placed, CHARGED);
  const repeated = readDomainList(parseJson(reply.body))?.rows;
  const echoed = repeated ? differenceIn(asked.get('domains'), repeated, false) : null;
  if (echoed !== null) return differing(placed, echoed);
  const { orderId } = placed.receipt;
  if (!Array.isArray(asked.get('domains')) || orderId === null) return placed;
  const shown = yield* readOrderById(orderId);
  if (!shown.ok) {
    const note = `It could not be compared with what was asked for (${shown.failure.reason}).`;
    return { ...placed, reason: `${placed.reason} ${note}` };
  }
  const difference = differenceIn(asked.get('domains'), shown.value.rows, true);
  return difference === null ? placed : differing(placed, difference);
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
  // Whether credits pay it is told by the request alone, so of a reply without a link nothing is taken for paid.
  const receipt: Receipt = checkoutUrl
    ? { orderId, payment: 'checkout', checkoutUrl }
    : { orderId, payment: 'pending', code: NO_CHECKOUT };
  const placed: Placed = { kind: 'placed', receipt, reason: reading.reason };
  const failure = failureIn(reading.json);
  return failure === null ? placed : differing(placed, failure);
}

function withReset(verdict: Extract<Verdict, { kind: 'not_placed' }>, reply: HttpReply): Verdict {
  const wait = reply.kind === 'answer' && verdict.cause === 'throttled' ? resetWait(reply) : null;
  return wait === null || verdict.retryAfterMs !== undefined ? verdict : { ...verdict, retryAfterMs: wait };
}

/** An order that the vendor tells otherwise must be looked at before it is paid. */
function differing(verdict: Placed, reason: string): Verdict {
  return { ...verdict, receipt: { ...verdict.receipt, code: ORDER_DIFFERS }, reason };
}

/** A paid order without a link cannot be paid from here; one that credits pay needs no link. */
function payable(receipt: Receipt, asked: ReadonlyMap<string, unknown>): Receipt {
  if (!isOnCredit(asked) || receipt.payment !== 'pending') return receipt;
  const { code, ...rest } = receipt;
  return { ...rest, payment: 'taken', ...(code && code !== NO_CHECKOUT ? { code } : {}) };
}

function isOnCredit(asked: ReadonlyMap<string, unknown>): boolean {
  return Boolean(asked.get('isFreeOrder') || asked.get('isReplacement'));
}

function firstOf<T>(
  places: readonly ReadonlyMap<string, unknown>[],
  name: string,
  read: (value: unknown) => T | null,
): T | null {
  return places.map((fields) => read(fields.get(name))).find((value) => value !== null) ?? null;
}
