import type { RulePage } from '../../../domain/rule.ts';
import { byUs, byVendor } from './page.ts';

/** Pages for what the vendor's answers can mean beside a plain yes or no. */
export const replyPages: readonly RulePage[] = [
  byUs({
    code: 'SH-NO-ORDER-ID',
    title: 'A yes without an order id',
    checks: 'The status says success, and the body has no `orderId`.',
    why: 'Every order that is taken gets an id, so such an answer may come from something in between.',
    before: '{ "message": "…", "payload": {} }',
    after: '{ "message": "…", "payload": { "orderId": "…" } }',
    next: 'Run `sheetorder reconcile`; an order that is not paid may not be listed, so look in the app too.',
  }),
  byVendor({
    code: 'SH-NO-CHECKOUT',
    title: 'Placed, and without a payment link',
    checks: 'An order that is to be paid has an id and no `checkoutUrl`.',
    why: 'It exists and cannot be paid from here. Ordering it again would make a second one.',
    before: '{ "payload": { "orderId": "…" } } to an order that is not free',
    after: '{ "payload": { "orderId": "…", "checkoutUrl": "https://…" } }',
    next: "Pay it in the vendor's app, then run `sheetorder reconcile`; or cancel it there.",
  }),
  byUs({
    code: 'SH-ORDER-DIFFERS',
    title: 'The vendor took something else',
    checks:
      'That the domains, and the number of their mailboxes, are what was asked for: where the answer repeats them, and on the page of the order, which is read right after. An order that cannot be read, or shows none yet, is not judged. Also that no item of the answer says that it failed, and that a free or replacement order is not asked to be paid.',
    why: 'A field with a wrong name may have been left out. Nothing of a paid order is bought before its link is paid.',
    before: 'asked for two mailboxes, and the answer shows none',
    after: 'asked for two mailboxes, and the answer shows two',
    next: "Do not pay the link. Compare the order in the vendor's app; cancel it there and say so with `resolve KEY --cancelled` if it is wrong, and correct `vendors.saleshandy.fields`.",
  }),
];
