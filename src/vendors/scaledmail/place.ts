import type { Conversation } from '../../domain/conversation.ts';
import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { parseJson } from '../json-prefix.ts';
import { readCarefully, reasonOf, type VendorWords } from '../read-carefully.ts';
import type { OperationId } from './limits.ts';

const CHARGE_FAILED = /\bsubscription\s+(was\s+|has\s+been\s+)?created\b|\bunable\s+to\s+charge\b/i;
/** The same words in a sentence that says the opposite. */
const NOTHING_MADE =
  /\bno\s+(new\s+)?(subscription|order)\b|\bnot\s+(been\s+)?created\b|\b(order|subscription)\s+(was\s+)?(rejected|declined|cancell?ed|not\s+placed)\b/i;
const KNOWN_REFUSAL = /required|missing|invalid|must|exactly|not found|coupon/i;
const MAYBE_OURS = /already|in use|used|unavailable|taken|exists/i;

/** ScaledMail's own words within 4xx. */
export const WORDS: VendorWords = {
  unauthorised: /^unauthori[sz]ed\.?$/i,
  throttled: /too many requests|rate limit (was )?exceeded/i,
  confirm: (reason) => !KNOWN_REFUSAL.test(reason) || MAYBE_OURS.test(reason),
};

const ORDER_IDS = ['id', 'order_id', 'payment_id', 'uuid'];
/** A form's own id is no order id, so `uuid` does not count there. */
const FORM_ORDER_IDS = ['payment_id', 'order_id', 'id'];

/** Yields the one spend and reads its reply. */
export function placeOrder(operation: OperationId): (request: HttpRequest) => Conversation<Verdict> {
  return function* place(request) {
    return readReply(operation, yield request);
  };
}

/** Reads a spend's reply, also one that was stored. */
export function readReply(operation: OperationId, reply: HttpReply): Verdict {
  if (isChargeFailed(reply)) {
    const orderId = findId(operation, parseJson(reply.body));
    return {
      kind: 'placed',
      receipt: { orderId, payment: 'pending', code: 'CHARGE-FAILED' },
      reason: reasonOf(reply),
    };
  }
  const reading = readCarefully(reply, WORDS);
  if (reading.kind !== 'success') return reading;
  const receipt = { orderId: findId(operation, reading.json), payment: 'taken' } as const;
  return { kind: 'placed', receipt, reason: reading.reason };
}

/** A refusal in status only: the subscription exists and its bill is unpaid. */
function isChargeFailed(reply: HttpReply): reply is Extract<HttpReply, { kind: 'answer' }> {
  return (
    reply.kind === 'answer' &&
    reply.status >= 400 &&
    reply.status < 500 &&
    CHARGE_FAILED.test(reply.body) &&
    !NOTHING_MADE.test(reply.body)
  );
}

/** The order's id, at the top of a reply or under `data` or `order`; null when there is none. */
function findId(operation: OperationId, json: unknown): string | null {
  const names = operation === 'submit-form' ? FORM_ORDER_IDS : ORDER_IDS;
  const top = fieldsOf(json);
  for (const fields of [top, fieldsOf(top.get('data')), fieldsOf(top.get('order'))]) {
    const id = names.map((name) => idText(fields.get(name))).find((text) => text !== null);
    if (id) return id;
  }
  return null;
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return new Map(isObject ? Object.entries(value) : []);
}

function idText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value) ? value : null;
}
