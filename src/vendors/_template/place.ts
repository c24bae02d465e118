import type { Conversation } from '../../domain/conversation.ts';
import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { readCarefully, type VendorWords } from '../read-carefully.ts';
import { orderIdIn } from './schema.ts';

// Change: the vendor's own words within 4xx. Where its documents are silent, leave the doubt.
const WORDS: VendorWords = {
  unauthorised: /^invalid api key\b/i,
  throttled: /too many requests/i,
  confirm: (reason) => !/required|invalid|must/i.test(reason) || /already|in use|taken/i.test(reason),
};

/** Yields the one spend and reads its reply. */
export function* placeOrder(request: HttpRequest): Conversation<Verdict> {
  return readReply(yield request);
}

/** Reads a spend's reply, also one that was stored by a run that died. */
export function readReply(reply: HttpReply): Verdict {
  const reading = readCarefully(reply, WORDS);
  if (reading.kind !== 'success') return reading;
  const orderId = orderIdIn(reading.json);
  // Change: some vendors say yes with an empty body; then such an order is placed, and its id is read back.
  if (orderId === null)
    return { kind: 'unknown', code: 'EX-NO-ORDER-ID', reason: 'The vendor answered yes without an order id.' };
  return { kind: 'placed', receipt: { orderId, payment: 'taken' }, reason: reading.reason };
}
