import type { RulePage } from '../../../domain/rule.ts';
import { byUs, byVendor } from './page.ts';

const BUY = "The vendor's page for Buy Domains.";
const SEARCH = "The vendor's page for Search Domains; the blacklist was seen by a public client.";
const STOCK = "The vendor's pages for Pre-Warm Inboxes and Buy Pre-Warm Inboxes.";

/** Pages for purchases of domains: their rules, and why one was not sent although its sheet is right. */
export const buyingPages: readonly RulePage[] = [
  byVendor(
    {
      code: 'SM-BUY-MAX',
      title: 'Domains in one registration',
      checks: 'A buy-domains order has at most 10 domains.',
      why: 'The vendor refuses more. Rows without an order name are cut into tens by themselves.',
      before: 'order may-1 with 11 domains',
      after: 'order may-1 with 10 domains, and may-2 with 1',
      next: 'Put the surplus into another order, or leave the order column empty.',
    },
    BUY,
  ),
  byUs({
    code: 'SM-BUY-CEILING',
    title: 'What a domain may cost at most',
    checks:
      '`max_price` is an amount in dollars above 0, for one domain. A buy-domains order needs one, there or as `maxDomainPrice` in the ScaledMail settings; a warning when buy-pre-warm, or the domain source buy, has none.',
    why: 'The price is known only when the vendor is asked, right before the purchase, and some names cost thousands. A registration is never undone.',
    before: 'max_price: (empty)',
    after: 'max_price: 20.00',
    next: 'Fill `max_price`, or set `vendors.scaledmail.maxDomainPrice` in sheetorder.json.',
  }),
  byVendor(
    {
      code: 'SM-BUY-UNUSED',
      title: 'A column that the order has no place for',
      checks:
        'Whether a filled column is not sent: aliases, redirects or a tag on buy-domains, a price ceiling on an order of mailboxes that does not buy its domains, terms of another vendor on any order.',
      why: 'Buying domains makes no mailboxes, so what a row says of them would be lost without a word.',
      before: 'operation: buy-domains, alias: ada',
      after: 'operation: buy-domains, alias: (empty)',
      next: 'Order the mailboxes with create-custom-order once the domain is registered.',
    },
    BUY,
  ),
  byVendor(
    {
      code: 'SM-STOCK-ID',
      title: 'The stock id of a pre-warmed domain',
      checks: 'Each domain of a buy-pre-warm order has a stock id of its own, and no other order has one.',
      why: 'The id says which pre-warmed domain is bought. An order of another kind would buy something else.',
      before: 'operation: buy-pre-warm, stock_id: (empty)',
      after: 'operation: buy-pre-warm, stock_id: recEXAMPLE1',
      next: 'Run `sheetorder stock`, which lists the domains with their ids as a sheet.',
    },
    STOCK,
  ),
  byVendor(
    {
      code: 'SM-BUY-UNAVAILABLE',
      title: 'Nothing was bought: a domain is not to be had',
      checks:
        'Right before the purchase, the search calls every domain of the order available, and none is on a blacklist.',
      why: 'A domain that is taken makes the purchase fail, or buys a part of it. It may also be taken by yourself already.',
      before: 'domain: taken-alpha.example, which somebody holds',
      after: 'domain: alpha.example, which is for sale',
      next: 'Take the domains that are named out of the order and submit the rest. If one is yours already, it needs no registration.',
    },
    SEARCH,
  ),
  byUs({
    code: 'SM-BUY-PRICE',
    title: 'Nothing was bought: a domain costs more than its ceiling',
    checks:
      'Right before the purchase, the price that the vendor names is not above `max_price`. Of a pre-warmed domain that is its price and its first month together.',
    why: 'The price may have changed, or the name may be a dear one. A domain without a price is not bought either.',
    before: 'max_price: 20.00, and the domain costs 2500.00',
    after: 'max_price: 20.00, and the domain costs 15.50',
    next: 'Raise `max_price` if that is what you want to pay: the order stays the same one. Else take the domain out.',
  }),
  byUs({
    code: 'SM-BUY-UNREAD',
    title: 'Nothing was bought: the vendor could not be asked',
    checks: 'Right before the purchase, the search or the stock is answered in a form that we know.',
    why: 'Without it nobody knows what the purchase would cost, or whether the domain is still to be had.',
    before: 'POST /search-domains answered 500',
    after: 'POST /search-domains named every domain',
    next: 'Run the same command again later.',
  }),
  byVendor(
    {
      code: 'SM-STOCK-GONE',
      title: 'Nothing was bought: the stock has changed',
      checks: 'Right before the purchase, the stock lists every stock id of the order, with exactly its domain.',
      why: 'Somebody else may have bought it meanwhile, and another domain under that id is not what was chosen.',
      before: 'stock_id: recEXAMPLE1, which was sold meanwhile',
      after: 'stock_id: recEXAMPLE2, which is there',
      next: 'Run `sheetorder stock` for what is there now, and choose again.',
    },
    STOCK,
  ),
];
