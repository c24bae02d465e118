import type { RulePage } from '../../domain/rule.ts';

type Text = Pick<RulePage, 'code' | 'title' | 'checks' | 'why' | 'before' | 'after' | 'next'>;

// Change: one page for each code of the rules and of place.ts, each with who says so. Documents are `vendor`, seen is
// `observed`; what is concluded, our own or unknown is `ours`.
export const pages: readonly RulePage[] = [
  byVendor({
    code: 'EX-OPERATION',
    title: 'An operation that the vendor does not have',
    checks: 'The column `operation` is `order` or empty.',
    why: 'There is one way to order.',
    before: 'buy',
    after: 'order',
    next: 'Write order, or leave the cell empty.',
  }),
  byVendor({
    code: 'EX-DOMAINS',
    title: 'The number of domains',
    checks: 'An order has 1 to 20 domains.',
    why: 'A longer order is refused whole.',
    before: '21 rows with the order name may',
    after: '20 rows with may, one with may-2',
    next: 'Put the surplus into another order.',
  }),
  byVendor({
    code: 'EX-DOMAIN',
    title: 'Not a domain name',
    checks: 'A domain is a bare name, without a scheme and a path.',
    why: 'Anything else is refused.',
    before: 'https://alpha.example',
    after: 'alpha.example',
    next: 'Write the bare domain.',
  }),
  byUs({
    code: 'EX-DOMAIN-TWICE',
    title: 'A domain twice in one order',
    checks: 'No domain stands in one order twice.',
    why: 'One of the two is a mistake.',
    before: 'alpha.example, alpha.example',
    after: 'alpha.example, beta.example',
    next: 'Keep one of the two rows.',
  }),
  byVendor({
    code: 'EX-MAILBOX',
    title: 'The name of a mailbox',
    checks: 'Every domain has a mailbox, whose name is the part of an address before the @.',
    why: 'Anything else is refused.',
    before: 'ada@alpha.example',
    after: 'ada',
    next: 'Write the part before the @.',
  }),
  byVendor({
    code: 'EX-NAME',
    title: 'The name of a person',
    checks: 'Each mailbox has a first and a last name of 1 to 50 characters.',
    why: 'Anything else is refused.',
    before: '(empty)',
    after: 'Ada',
    next: 'Fill both names.',
  }),
  byVendor({
    code: 'EX-TAG',
    title: 'A tag that is too long',
    checks: 'A tag has at most 20 characters.',
    why: 'A longer one is refused.',
    before: 'a tag of far too many words',
    after: 'may-north',
    next: 'Shorten the tag, or leave it empty.',
  }),
  byUs({
    code: 'EX-TAG-SHARED',
    title: 'One tag on several orders',
    checks: 'Each order has a tag of its own.',
    why: 'A tag that several orders share does not tell them apart.',
    before: 'may, may',
    after: 'may-1, may-2',
    next: 'Give each order its own tag, or leave the tag empty.',
  }),
  byUs({
    code: 'EX-COLUMN-UNUSED',
    title: 'A column that the order has no place for',
    checks: 'No column is filled that an order here has no place for.',
    why: 'It is not sent; where that buys something else than the sheet says, it is an error.',
    before: 'price_id: price_X',
    after: '(empty)',
    next: 'Empty the cell.',
  }),
  byUs({
    code: 'EX-NO-ORDER-ID',
    title: 'A yes without an order id',
    checks: 'The reply says yes and names no order.',
    why: 'The documents promise an id, so that something else may have answered.',
    next: 'Run `sheetorder reconcile`.',
  }),
];

function byVendor(text: Text): RulePage {
  return { ...text, source: 'vendor', sourceText: 'The page for orders in the documents of Example Inboxes.' };
}

function byUs(text: Text): RulePage {
  return { ...text, source: 'ours', sourceText: 'Our own caution; the vendor does not ask for it.' };
}
