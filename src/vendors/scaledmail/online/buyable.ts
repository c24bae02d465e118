import type { Finding } from '../../../domain/finding.ts';
import { type Money, majorText } from '../../../domain/money.ts';
import { error, type Where, warning } from '../../findings.ts';
import type { OrderDomain } from '../order.ts';
import { needsOffer } from './preflight.ts';
import { eachDomain, type OnlineRule, untold } from './question.ts';
import type { Offer } from './schema.ts';

const CODE = 'SMO-BUYABLE';
const SETTING = 'vendors.scaledmail.maxDomainPrice';
const ANOTHER = { fix: 'Choose another domain.' };

/** SMO-BUYABLE: a domain that is bought, by itself or with an order of mailboxes, is available, on no blacklist, and not too dear. */
export const buyableRule: OnlineRule = (inspection) => {
  const { order, online } = inspection;
  if (!needsOffer(order)) return [];
  const most = order.ceiling?.cents ?? null;
  return eachDomain(inspection).flatMap((domain) => {
    const offer = online.offers.get(domain.domain);
    if (!offer) return [];
    if (offer.told) return judge(domain, offer.value, most);
    return [untold(CODE, domain.from.domain, `whether ${domain.domain} can be bought`, offer.why)];
  });
};

function judge({ domain, from }: OrderDomain, offer: Offer, most: number | null): readonly Finding[] {
  const cell = from.domain;
  if (offer.status === 'taken') return [error(CODE, cell, `${domain} is taken and cannot be bought.`, ANOTHER)];
  if (offer.status !== 'available')
    return [untold(CODE, cell, `whether ${domain} can be bought`, `ScaledMail says "${offer.status}"`)];
  if (offer.blacklisted.length > 0)
    return [error(CODE, cell, `${domain} is on a blacklist: ${offer.blacklisted.join(', ')}.`, ANOTHER)];
  return most === null ? [unlimited(domain, offer, cell)] : priceFindings(domain, offer, most, cell);
}

function unlimited(domain: string, { price, renewal }: Offer, cell: Where): Finding {
  return warning(CODE, cell, `${domain} costs ${amount(price)}${later(renewal)}, and no ceiling is set.`, {
    fix: `Set \`${SETTING}\` in sheetorder.json, like "20.00".`,
  });
}

function priceFindings(domain: string, { price, renewal }: Offer, most: number, cell: Where): readonly Finding[] {
  const limit = `${majorText({ minor: most, currency: 'USD' })} USD`;
  if (price === null)
    return [
      error(
        CODE,
        cell,
        `ScaledMail says no price for ${domain}, so whether it is under ${limit} is not known.`,
        ANOTHER,
      ),
    ];
  if (price.minor <= most) return [];
  return [
    error(CODE, cell, `${domain} costs ${amount(price)}${later(renewal)}, more than ${limit}.`, {
      fix: `Choose another domain, or raise its ceiling.`,
    }),
  ];
}

function amount(price: Money | null): string {
  return price ? `${majorText(price)} ${price.currency}` : 'an amount that ScaledMail does not say';
}

function later(renewal: Money | null): string {
  return renewal ? `, then ${majorText(renewal)} ${renewal.currency} a year` : '';
}
