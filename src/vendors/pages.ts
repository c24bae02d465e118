import type { RulePage } from '../domain/rule.ts';

const OURS = 'Our own reading of replies, the same for every vendor.';

/** Pages for the causes that `error_code` can hold whatever the vendor. `HTTP-*` stands for every HTTP status. */
export const causePages: readonly RulePage[] = [
  page('NOT-SENT', 'The request never left', {
    checks:
      'No byte of the order was sent: the name did not resolve, the connection was refused, or it was stopped first.',
    why: 'An order that never left cannot have been bought, so it may be sent again.',
    next: 'Check the network, then run the same command again.',
  }),
  page('REPLY-LOST', 'The order was sent and no whole reply came back', {
    checks: 'The connection broke or timed out after the first byte of the order had left.',
    why: 'The vendor may have taken the order and charged the card. Sending it again could buy it twice.',
    next: "Run `sheetorder reconcile`. If it stays unknown, look in the vendor's app and use `sheetorder resolve`.",
  }),
  page('UNAUTHORISED', 'The vendor refused the key', {
    checks: 'The vendor answered 401 or 403, or said in its own words that the key does not work.',
    exit: 'halted',
    why: 'Every further order would be refused as well, so the run stops for this vendor account.',
    next: 'Check the key and the organization, then run the same command again.',
  }),
  page('THROTTLED', 'The vendor asked us to slow down', {
    checks: 'The vendor answered 429, or said in its own words that there were too many requests.',
    why: 'The order was not taken. It is tried again after the wait that the vendor asked for, a limited number of times; when it asks for more than five minutes, nothing more is sent to the account in this run.',
    next: 'Run the same command again later, or with a lower `--rate`.',
  }),
  page('HTTP-*', 'The vendor answered with this HTTP status', {
    checks:
      "The status of the vendor's reply. 400, 404, 405, 415 and 422 are a refusal; 402, 409, any other 4xx, 3xx and 5xx leave the order unknown. 401, 403 and 429 have codes of their own: `UNAUTHORISED` and `THROTTLED`.",
    why: 'A refusal says that the order was not taken. The other answers do not say whether it was, so nothing is sent again.',
    next: 'For a refused order, correct what the vendor names. For an unknown one, run `sheetorder reconcile`.',
  }),
  page('NOT-JSON', 'A yes that cannot be read', {
    checks: 'The status says success, but the body is not the JSON that the vendor promises, for example a web page.',
    why: 'Something between us and the vendor may have answered in its place, so the order may or may not exist.',
    next: 'Run `sheetorder reconcile`.',
  }),
  page('CONTRADICTION', 'A reply that says both yes and no', {
    checks: 'The status says success, but the body has `error`, or `success` that is not true.',
    why: 'One of the two is wrong and we cannot tell which, so the order is not sent again.',
    next: 'Run `sheetorder reconcile`.',
  }),
];

/** True when this page explains the code; a page whose code ends in `*` explains every code that begins like it. */
export function explains(page: RulePage, code: string): boolean {
  return page.code.endsWith('*') ? code.startsWith(page.code.slice(0, -1)) : page.code === code;
}

function page(code: string, title: string, text: Pick<RulePage, 'checks' | 'why' | 'next' | 'exit'>): RulePage {
  return { code, title, source: 'ours', sourceText: OURS, ...text };
}
