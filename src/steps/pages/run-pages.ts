import type { RulePage } from '../../domain/rule.ts';
import { choicePages } from './choice-pages.ts';

/** What `explain` shows for every code that a run gives by itself, whatever the vendor. */
export const runPages: readonly RulePage[] = [
  page('DUP-DOMAIN-BATCH', 'A domain is in two orders of one batch', {
    checks:
      'That no two orders of the sheets claim the same domain (or the same form), also when the orders are identical. Orders at different vendors or accounts get a warning.',
    why: 'One of them would fail at the vendor, or both would be bought. Which one is meant, only you can say.',
    before: 'alpha.example in the orders may-1 and may-2',
    after: 'alpha.example in may-1',
    next: 'Keep the domain in one order. Both places are named.',
  }),
  page('DUP-DOMAIN-ORDERED', 'A domain is ordered already', {
    checks:
      'That no earlier order of this account holds the domain: by the ledger, and before the first spend by the vendor itself, in its list of domains and in the forms of orders that are paid and not configured. Where a vendor has no organizations, orders under every account name count.',
    why: 'An order for a domain that is taken fails, or buys it twice; one for a domain that stands in a form pays a second time for what only has to be filled in.',
    before: 'alpha.example, which order 0123456789abcdef has',
    after: 'get-alpha.example',
    next: 'If the message names a form, run `sheetorder forms` with the same sheet, fill in what it leaves empty, and submit the sheet it writes. Else take the domain out. If the order at the vendor is this one, `sheetorder resolve KEY --placed ORDER_ID` adopts it. To correct an order that was placed, also one that nobody has paid, cancel it at the vendor, say so with `sheetorder resolve KEY --cancelled --note TEXT`, and submit the corrected sheet; if both are wanted, `--allow-claimed KEY`. If a profile was chosen since and it is the same account, give the profile the `account` of the earlier order; `-` is the one without a name.',
  }),
  page('REGISTRATION-FIRST', 'Its domain is registered first', {
    checks: 'Whether another order of the batch registers a domain of this one, and is not placed yet.',
    why: 'Side by side the vendor might refuse mailboxes on a domain that is not there yet, and a doubt about one order could be taken for the other.',
    before: 'alpha.example in a buy-domains order and in an order of mailboxes',
    after: 'the same sheets, submitted again once the domain is registered',
    next: 'Submit the same sheets again: the registration is recognised, and the order of mailboxes is sent.',
  }),
  page('SHEET-VENDOR', 'A vendor that is not known', {
    checks: 'That the `vendor` column or flag names a vendor that this program orders from.',
    why: 'An order must not go to another vendor than the one that is meant.',
    before: 'vendor: scaledmial',
    after: 'vendor: scaledmail',
    next: 'Correct the name, or leave the cell empty.',
  }),
  page('SHEET-SECRET-MISSING', 'A password that cannot be had here', {
    checks: 'That each `env:NAME` and `file:PATH` leads to a value on this machine.',
    why: 'The order would be sent without a login, and the vendor could not use it.',
    before: 'hosting_password: env:SHEETORDER_SECRET_X, not set',
    after: 'the same, with SHEETORDER_SECRET_X set',
    next: 'Set the variable in the environment of the command, or correct the name.',
  }),
  page('IN-FLIGHT', 'A run is sending it, or died while sending it', {
    checks: 'Whether the ledger says that the order had left and does not say how it ended.',
    why: 'Until its answer is written down or read back, it may have been placed.',
    next: 'Wait for the run to end, or run `sheetorder reconcile`.',
  }),
  page('HELD-BY-UNKNOWN', 'Held back by an order in doubt', {
    checks: 'Whether another order of the same account may or may not have been placed.',
    why: 'What made one order doubtful may make the next one doubtful too, so nothing new is started.',
    next: 'Run `sheetorder reconcile --wait 10m`, then the same command again. `--keep-going-on-unknown` goes on regardless.',
  }),
  page('GUARD-CANARY', 'Stopped by --canary', {
    checks: 'Whether the one order that was sent ahead was placed and paid.',
    why: 'What went wrong with one order would go wrong with the others, at their price.',
    next: 'Look at what became of the first order, then run the same command again.',
  }),
  page('MONEY-BUDGET', 'It does not fit into a budget', {
    checks:
      'What may be spent already, within the run, the day or the month (UTC) and for the client, together with the price of this order.',
    why: 'A budget counts an order from before it is sent until it is proven that nothing was bought; an order in doubt counts in full.',
    before: '--max-spend 20 and three orders of 7.00',
    after: '--max-spend 21, or the third order in another run',
    next: 'Raise the budget, or run the same command again when there is room. Orders after it that fit are sent.',
  }),
  page('MONEY-NO-PRICE', 'Under a budget, and nobody knows the price', {
    checks: 'Whether the catalogue or the unit prices of the configuration tell what the order costs.',
    why: 'What cannot be counted cannot be kept within a budget.',
    before: 'create-custom-order under --max-spend 100, without unit prices',
    after: '"vendors": { "scaledmail": { "prices": { "googleMailbox": "3.50" } } } in sheetorder.json',
    next: 'Run `sheetorder catalog pull` for packages, or say the unit prices in sheetorder.json.',
  }),
  page('MONEY-UNIT', 'A price whose unit is uncertain', {
    checks:
      'Whether the price of the catalogue and the amount that the vendor shows for the order are about a hundredfold apart.',
    why: 'One of the two is probably in cents and the other in dollars. Budgets count the larger one.',
    before: '14.00 USD in the catalogue, 1400.00 USD at the vendor',
    after: '14.00 USD in both',
    next: "Compare with the bill in the vendor's app, and fetch the catalogue again.",
  }),
  page('OTHER-ORDER', 'The reply names another order', {
    checks:
      'Whether the order id in the reply was listed before this order was sent, or belongs to another order of ours.',
    why: 'A reply to something else does not say whether this order was placed.',
    next: 'Run `sheetorder reconcile`; it looks for the order itself.',
  }),
  page('HALTED', 'The account does not take orders now', {
    checks:
      'Whether an earlier order of this run met a refused key, was placed without its payment, or is shown by the vendor as another order than was asked for.',
    why: 'Every further order would fail the same way, leave one more bill that is not paid, or be one more order that nobody wanted.',
    next: "Check the key, or settle that order in the vendor's app; then run the same command again.",
  }),
  page('INTERRUPTED', 'Stopped before it was sent', {
    checks: 'Whether Ctrl-C or a signal came before this order was started.',
    why: 'The first Ctrl-C starts nothing new and lets what is under way finish.',
    next: 'Run the same command again; what was placed is not sent again.',
  }),
  page('NOT-ATTEMPTED', 'The run ended before this order', {
    checks: 'Whether the run ended, or the order could not be sent any more, before its turn.',
    why: 'Nothing was sent for it, and nothing was bought.',
    next: 'Run the same command again.',
  }),
  page('STRICT', 'Stopped by --strict', {
    checks: 'Whether anything in the sheets is an error, when `--strict` is given.',
    why: 'Some people want all of a batch or none of it.',
    next: 'Correct the errors, or leave out `--strict`.',
  }),
  page('GUARD-STOP-AFTER', 'Stopped by --stop-after', {
    checks: 'How many orders were refused or not sent in this run.',
    why: 'Many failures in a row have one cause, and it is better found before the rest is tried.',
    next: 'Look at what failed, then run the same command again.',
  }),
  page('GUARD-MAX-ORDERS', 'More orders than --max-orders allows', {
    checks: 'How many orders would be sent.',
    exit: 'guarded',
    why: 'A sheet that is longer than expected is often the wrong sheet.',
    next: 'Nothing was sent. Raise the number or name fewer sheets.',
  }),
  page('GUARD-NO-TERMINAL', 'Nobody is there to ask', {
    checks: 'Whether the command runs on a terminal, when `--yes` is not given.',
    exit: 'guarded',
    why: 'Nothing is bought without a person or a flag that says so.',
    next: 'Add `--yes` to send without asking.',
  }),
  page('GUARD-DECLINED', 'You did not say yes', {
    checks: 'The answer to the question before the first spend.',
    exit: 'guarded',
    why: 'Anything but yes sends nothing.',
    next: 'Run the same command again when you want to send.',
  }),
  page('REFUSAL-UNCONFIRMED', 'A refusal that could not be confirmed', {
    checks:
      'Whether, after a refusal that may be about our own earlier order, one read-back could tell that the order is not there.',
    why: 'A refusal such as "domain already used" can mean that the order was placed.',
    next: 'Run `sheetorder reconcile`.',
  }),
  page('UNKNOWN', 'It may have been placed', {
    checks: 'Whether the ledger can tell what became of the order.',
    why: 'An order that may have been placed is never sent again on its own.',
    next: "Run `sheetorder reconcile --wait 10m`. If it stays unknown, look in the vendor's app and say what you see with `sheetorder resolve KEY`.",
  }),
  page('SURVEY-FAILED', 'What the account holds could not be read', {
    checks: 'That the domains and orders of the account can be read before the first spend.',
    exit: 'try_later',
    why: 'Without it, an order that was placed from another machine could be bought again.',
    next: 'Run the same command again later. Nothing was sent.',
  }),
  page('LOOK-UP-FAILED', 'What --online asks could not be read', {
    checks:
      'That every look-up of `--online` is answered: before the question, once more under the lock before the first order is sent, and again for an order that is sent more than a minute later.',
    exit: 'try_later',
    why: 'An order that was checked an hour ago may be bought by somebody else meanwhile. What could not be read is not taken for a yes.',
    next: 'Run the same command again later, or without --online. What was placed is not sent again.',
  }),
  page('FORMS-FAILED', 'The forms that wait could not be read', {
    checks: 'That the list of orders that are paid and not configured can be read, and is whole.',
    exit: 'try_later',
    why: 'A sheet made from a part of the list would leave paid orders out without a word.',
    next: 'Run the same command again later.',
  }),
  page('NAMES-FAILED', 'No mailboxes could be suggested', {
    checks: 'That the vendor answers when it is asked for names of mailboxes, in a form that can be read.',
    exit: 'try_later',
    why: 'What it answers is not described in its documents, so an answer of another form is not guessed at.',
    next: 'Run the same command again later, or write the aliases yourself.',
  }),
  page('STOCK-FAILED', 'The stock could not be read', {
    checks: 'That the list of what the vendor has for sale can be read.',
    exit: 'try_later',
    why: 'A sheet made from something else would order what is not there.',
    next: 'Run the same command again later.',
  }),
  ...choicePages,
];

function page(code: string, title: string, text: Omit<RulePage, 'code' | 'title' | 'source' | 'sourceText'>): RulePage {
  return { code, title, source: 'ours', sourceText: 'The way this program works, the same for every vendor.', ...text };
}
