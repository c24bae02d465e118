import type { RulePage } from '../../domain/rule.ts';

const OURS = 'Our own comparison of what was ordered with what the vendor shows.';

/** What `explain` shows for every problem that `status` can tell of a placed order. */
export const deliveryPages: readonly RulePage[] = [
  page('DELIVERY-CANCELLED', 'Cancelled at the vendor', {
    checks: 'That an order which was placed still stands.',
    why: 'Its mailboxes will not come, and its domains may be free for another order.',
    next: 'If that was wanted, `sheetorder resolve KEY --cancelled --note TEXT`; if not, ask the vendor.',
  }),
  page('DELIVERY-ORDER-GONE', 'An order that the vendor does not show', {
    checks: 'That the order, or at least its domains, can be read ten minutes after it was sent.',
    why: 'It was placed and may have been paid, so it must not simply be ordered again.',
    next: "Look for it in the vendor's app, also in your other organizations.",
  }),
  page('DELIVERY-PAYMENT-UNSURE', 'Placed, and perhaps not paid', {
    checks: 'That no payment was due when the order was placed.',
    why: 'An order was seen to stay "Active" while its payment still had to be confirmed.',
    next: "Look at its invoice in the vendor's app, and pay, confirm or cancel it there.",
  }),
  page('DELIVERY-STATUS-ODD', 'A status that is not known', {
    checks: 'That the vendor calls an order "Active" or "Cancelled", and a domain "Active" or "In Progress".',
    why: 'What another word means for the delivery is not documented.',
    next: "Look in the vendor's app what it means.",
  }),
  page('DELIVERY-UNPAID', 'An order that waits to be paid', {
    checks: 'That the vendor shows a status for the domains of an order that a person had to pay.',
    why: 'Nothing of it is set up before it is paid, and how long its link can be paid is not known.',
    next: 'Pay at the link in `checkout_url` of the results, then run `sheetorder reconcile`.',
  }),
  page('DELIVERY-DOMAIN-FAILED', 'A domain that could not be set up', {
    checks: 'That the vendor does not call a domain of the order "failed".',
    why: 'It was paid for, and it will not come by itself.',
    next: 'Ask the vendor to set it up or to give the money back; the other domains of the order go on without it.',
  }),
  page('DELIVERY-DOMAIN-ENDED', 'A domain that is not there any more', {
    checks: 'That the vendor does not call a domain of the order "deleted" or "expired".',
    why: 'Its mailboxes stop, and after a while it cannot be taken back.',
    next: "If that was not wanted, look in the vendor's app at once.",
  }),
  page('DELIVERY-DOMAIN-MISSING', 'A domain that the vendor does not have', {
    checks: 'That every domain of the order is in the list of domains ten minutes after it was sent.',
    why: 'It was ordered and may have been paid, and nobody is setting it up.',
    next: "Look at the order in the vendor's app, and ask the vendor.",
  }),
  page('DELIVERY-DOMAIN-ELSEWHERE', 'A domain under another order', {
    checks: 'That every domain of the order is listed under it, and under no other.',
    why: 'It may have been bought twice, or have been taken by another order.',
    next: "Compare both orders in the vendor's app, and ask the vendor.",
  }),
  page('DELIVERY-DOMAIN-EXTRA', 'A domain that was not ordered', {
    checks: 'That the order has no domain beyond those that were ordered with it.',
    why: 'It may be paid for, or the order id may be that of another order.',
    next: "Compare the order in the vendor's app with your sheet.",
  }),
  page('DELIVERY-MAILBOXES-FEWER', 'Fewer mailboxes than ordered', {
    checks: 'That a domain which is "Active" has as many mailboxes as were ordered.',
    why: 'They are paid for.',
    next: "Compare the order in the vendor's app with your sheet, and ask the vendor.",
  }),
  page('DELIVERY-MAILBOXES-MORE', 'More mailboxes than ordered', {
    checks: 'That no domain has more mailboxes than were ordered.',
    why: 'They may be charged, and the mailbox type may be another than the one ordered.',
    next: "Compare the order in the vendor's app with your sheet, and ask the vendor.",
  }),
  page('DELIVERY-NO-ID', 'An order without an id', {
    checks: "That the ledger knows the vendor's id of a placed order.",
    why: 'Without it the order cannot be told from others at the vendor.',
    next: 'Run `sheetorder reconcile`, or name it with `sheetorder resolve KEY --placed ORDER_ID --note TEXT`.',
  }),
  page('DELIVERY-NOT-PLACED', 'An order that was not placed', {
    checks: 'That every order of the sheets that are named was placed.',
    why: 'What was not placed cannot be delivered.',
    next: 'Run `sheetorder submit` on the sheet, or `sheetorder reconcile` for an order in doubt.',
  }),
  page('DELIVERY-UNREAD', 'An order that could not be read', {
    checks: 'That the vendor answers, in a form that is known, when it is asked for an order.',
    why: 'No answer says nothing about the order.',
    next: 'Run the same command again later. When the key was refused, check it and the organization.',
  }),
];

function page(
  code: string,
  title: string,
  text: { readonly checks: string; readonly why: string; readonly next: string },
): RulePage {
  return { code, title, source: 'ours', sourceText: OURS, ...text };
}
