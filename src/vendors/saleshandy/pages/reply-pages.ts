import type { RulePage } from '../../../domain/rule.ts';
import { byUs, byVendor } from './page.ts';

const UNDESCRIBED = "The vendor's pages name this look-up, or none at all, and do not describe it.";

/** Pages for what the vendor's answers can mean beside a plain yes or no. */
const replies: readonly RulePage[] = [
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
      'That the domains, and the number of their mailboxes, are what was asked for: where the answer repeats them, and on the page of the order, which is read right after. An order that cannot be read, or shows none yet, is not judged.',
    why: 'A field with a wrong name may have been left out. Nothing of a paid order is bought before its link is paid.',
    before: 'asked for two mailboxes, and the answer shows none',
    after: 'asked for two mailboxes, and the answer shows two',
    next: "Do not pay the link. Compare the order in the vendor's app; cancel it there and say so with `resolve KEY --cancelled` if it is wrong, and correct `vendors.saleshandy.fields`.",
  }),
];

/** What only the vendor could tell; each page says what is done instead. */
const online: readonly RulePage[] = [
  byUs(
    {
      code: 'SHO-AUTH',
      title: 'The key works',
      checks:
        'Not a rule of its own. `submit` reads the domains of the account before it sends anything; a key that is refused ends the run there.',
      why: 'No free look-up for the key is described. A key of another environment is answered 400 "Invalid token", which is read as a refused key.',
    },
    UNDESCRIBED,
  ),
  byUs(
    {
      code: 'SHO-AVAILABLE',
      title: 'Each domain can be bought',
      checks: "Not checked: the answer of the vendor's search is not described.",
      why: 'A domain that cannot be bought shows when the order is sent, or on the checkout page.',
    },
    UNDESCRIBED,
  ),
  byUs(
    {
      code: 'SHO-PLAN-PRICE',
      title: 'Plan and price',
      checks: "Not checked: the vendor's list of plans is not described, so no order of it has a price here.",
      why: 'The checkout page shows the price before anyone pays. Under a budget such an order is skipped with `MONEY-NO-PRICE`.',
    },
    UNDESCRIBED,
  ),
  byUs(
    {
      code: 'SHO-ALREADY-OWNED',
      title: 'No domain is there already',
      checks:
        'Before the first order is sent, the domains of the account are read. One that is listed and not deleted, failed or expired makes its order `invalid` with `DUP-DOMAIN-ORDERED`.',
      why: 'It may be bought already, by another machine or in the app.',
    },
    "The vendor's page for the list of domains.",
  ),
  byUs(
    {
      code: 'SHO-CREDITS',
      title: 'Credits suffice',
      checks: 'Not checked: no look-up is described. It shows when the order is sent.',
      why: 'Free and replacement orders spend credits at once.',
    },
    UNDESCRIBED,
  ),
  byUs(
    {
      code: 'SHO-ZIP',
      title: "The vendor's own check of the postal code",
      checks: 'Not checked ahead: it shows when the order is sent. `SH-ZIP` looks at the form only.',
      why: 'The vendor says that the code must be valid for the country.',
    },
    UNDESCRIBED,
  ),
];

export const replyPages: readonly RulePage[] = [...replies, ...online];
