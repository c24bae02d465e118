import { sha256 } from '../../domain/digest.ts';
import { chooseFaults, type FaultName, type FaultSettings, isSold } from '../faults.ts';
import { answer, CUT, HTML_ERROR, type Reply } from '../reply.ts';
import type { SoldOrder } from '../sandbox.ts';
import { type Account, EARLIER, paysOf } from './account.ts';
import type { Pays, Purchase } from './read-body.ts';
import { application, gateway, No } from './refusals.ts';

export interface SellSettings extends FaultSettings {
  readonly lateMs: number;
  readonly slowMs: number;
  readonly sellsTwice: boolean;
  readonly credits: Readonly<Record<Exclude<Pays, 'checkout'>, number>>;
}

const OUT_OF_CREDITS: Readonly<Record<Exclude<Pays, 'checkout'>, string>> = {
  free: 'Not enough free-tier credits for this order',
  replacement: 'Not enough replacement-slot credits for this order',
};

/** Sells an order, or does what its faults say. A sale is recorded before there is any reply. */
export function sell(purchase: Purchase, origin: string, account: Account, settings: SellSettings, now: number): Reply {
  refuseTaken(purchase, account, settings, now);
  refuseUncovered(purchase, account, settings);
  const order = sha256(`purchase ${namesOf(purchase).toSorted().join(' ')}`);
  const faults = account.hasMet(order) ? [] : chooseFaults(settings, order);
  if (faults.length > 0) account.record.append({ type: 'met', order, faults });
  if (!isSold(faults, settings.seed, order)) return replyFor(faults, null, origin, settings);
  const times = account.sold().filter((one) => one.domains.some((name) => namesOf(purchase).includes(name))).length;
  const sale = saleOf(purchase, sha256(`${settings.seed} ${order} ${times}`).slice(0, 10), now);
  const listedFrom = now + (faults.includes('late-listing') ? settings.lateMs : 0);
  account.record.append({ type: 'sold', ...sale, listedFrom });
  account.refresh();
  return replyFor(faults, sale, origin, settings);
}

/** Where a person pays an order. */
export function checkoutUrl(origin: string, id: string): string {
  return `${origin}/saleshandy/checkout/${id}`;
}

function namesOf(purchase: Purchase): readonly string[] {
  return purchase.details.map((item) => item.domain);
}

/** A domain that is paid for cannot be bought again; one that waits to be paid can, and that shows as a repeat. */
function refuseTaken(purchase: Purchase, account: Account, settings: SellSettings, now: number): void {
  const holders = (name: string) => account.listed(now).filter((order) => order.domains.includes(name));
  const again = namesOf(purchase).filter((name) => holders(name).length > 0);
  if (again.length > 0) {
    account.record.append({ type: 'repeat', at: new Date(now).toISOString(), domains: again });
    account.refresh();
  }
  const owned = again.find((name) => holders(name).some((order) => account.paidAt(order) !== null));
  const taken = (settings.sellsTwice ? undefined : owned) ?? namesOf(purchase).find((name) => name === EARLIER.domain);
  if (taken !== undefined) throw new No(application(400, 'DOMAIN', `${taken} is already purchased in this account`));
}

function refuseUncovered({ pays, details }: Purchase, account: Account, { credits }: SellSettings): void {
  if (pays === 'checkout' || account.used(pays) + details.length <= credits[pays]) return;
  throw new No(application(400, 'CREDITS', OUT_OF_CREDITS[pays]));
}

function replyFor(
  faults: readonly FaultName[],
  sale: SoldOrder | null,
  origin: string,
  { slowMs }: SellSettings,
): Reply {
  if (faults.includes('lost-reply')) return CUT;
  if (faults.includes('html')) return HTML_ERROR;
  if (faults.includes('429')) return { ...gateway(429, 4000, 'Rate Limit exceeded'), headers: { 'retry-after': '1' } };
  if (faults.includes('500') || sale === null) return gateway(500, 5000, 'Internal server error');
  const link = paysOf(sale) === 'checkout' ? { checkoutUrl: checkoutUrl(origin, sale.id) } : {};
  const payload = { orderId: sale.id, ...link };
  return answer(201, { message: 'Order created successfully.', payload }, faults.includes('slow') ? slowMs : 0);
}

function saleOf({ provider, plan, pays, details, digest }: Purchase, id: string, now: number): SoldOrder {
  return {
    at: new Date(now).toISOString(),
    id,
    kind: 'purchase',
    organization: '',
    domains: details.map((item) => item.domain),
    tag: '',
    amount: 0,
    digest,
    listedFrom: now,
    form: '',
    details,
    terms: { provider, plan, pays },
    vendor: 'saleshandy',
  };
}
