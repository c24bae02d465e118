import { sha256 } from '../../domain/digest.ts';
import { chooseFaults, type FaultName, type FaultSettings, fraction, isSold } from '../faults.ts';
import { refuse } from '../refusal.ts';
import { answer, CUT, HTML_ERROR, type Reply, throttled } from '../reply.ts';
import type { SoldOrder } from '../sandbox.ts';
import type { Account } from './account.ts';
import type { Purchase } from './read-order.ts';
import { offerOf } from './registrar.ts';

export interface SellSettings extends FaultSettings {
  readonly lateMs: number;
  readonly slowMs: number;
  readonly sellsTwice: boolean;
  readonly purchased: ReadonlySet<string> | null;
  readonly rate: number | null;
}

/** Sells an order, or does what its faults say. A sale is recorded before there is any reply. */
export function sell(
  purchase: Purchase,
  organization: string,
  account: Account,
  settings: SellSettings,
  now: number,
): Reply {
  refuseTaken(purchase, account, settings, now);
  const order = orderText(purchase);
  const faults = account.hasMet(order) ? [] : faultsFor(purchase, settings, order);
  if (faults.length > 0) account.record.append({ type: 'met', order, faults });
  if (!isSold(faults, settings.seed, order)) return replyFor(faults, null, settings, now);
  const id = purchase.form?.paymentId ?? newId(`${settings.seed} ${organization} ${order}`, purchase, account);
  const listedFrom = now + (faults.includes('late-listing') ? settings.lateMs : 0);
  const sale = saleOf(purchase, { id, organization, at: new Date(now).toISOString(), listedFrom });
  account.record.append({ type: 'sold', ...sale });
  account.refresh();
  return replyFor(faults, sale, settings, now);
}

/** Counts the sales of one of its domains, so that an order that is sold again never gets the id of the first sale. */
function newId(order: string, purchase: Purchase, account: Account): string {
  const [first = ''] = purchase.details.map((item) => item.domain).sort();
  return `rec${sha256(`${order} ${account.timesSold(first)}`).slice(0, 14)}`;
}

/** A domain the account holds cannot be ordered again, unless the sandbox is to let a second purchase show. */
function refuseTaken(purchase: Purchase, account: Account, settings: SellSettings, now: number): void {
  const domains = purchase.details.map((item) => item.domain);
  const own = purchase.form?.domains ?? [];
  const registered = account.registered(now);
  const isSold = (domain: string) => purchase.kind !== 'buy-domains' && account.holder(domain, now) === 'sold';
  const isRegistered = (domain: string) => purchase.registers?.includes(domain) && registered.has(domain);
  const sold = domains.filter((domain) => isSold(domain) || isRegistered(domain));
  if (sold.length > 0) {
    account.record.append({ type: 'repeat', at: new Date(now).toISOString(), domains: sold });
    account.refresh();
    if (!settings.sellsTwice) refuse(`Domain ${sold[0]} is already in use`);
  }
  const standing = domains.find((domain) => account.holder(domain, now) === 'standing' && !own.includes(domain));
  if (standing !== undefined) refuse(`Domain ${standing} is already in use`);
  for (const name of purchase.registers ?? []) {
    const { status } = offerOf(name, { account, purchased: settings.purchased, now });
    if (status === 'taken' && !sold.includes(name)) refuse(`Domain ${name} is not available`);
  }
  if (purchase.source !== 'scaledmail' || settings.purchased === null) return;
  const foreign = domains.find((domain) => !settings.purchased?.has(domain) && !registered.has(domain));
  if (foreign !== undefined) refuse(`Domain ${foreign} is not among your purchased domains`);
}

/** What an order is to the sandbox: the same text for the same order, whatever its body looks like. */
function orderText(purchase: Purchase): string {
  const domains = purchase.details.map((item) => item.domain).sort();
  return sha256([purchase.kind, purchase.form?.uuid ?? '', ...domains].join(' '));
}

/** A form charges nothing, so its charge cannot fail. */
function faultsFor(purchase: Purchase, settings: SellSettings, order: string): readonly FaultName[] {
  const faults = chooseFaults(settings, order);
  return purchase.form ? faults.filter((fault) => fault !== 'charge-failed') : faults;
}

function replyFor(faults: readonly FaultName[], sale: SoldOrder | null, settings: SellSettings, now: number): Reply {
  if (faults.includes('lost-reply')) return CUT;
  if (faults.includes('html')) return HTML_ERROR;
  if (faults.includes('500')) return answer(500, { error: 'Internal server error' });
  if (faults.includes('429')) return throttled(settings.rate ?? 5, now);
  if (faults.includes('charge-failed')) return answer(400, { error: 'Subscription created but unable to charge' });
  const saysId =
    sale !== null &&
    sale.form === '' &&
    sale.kind !== 'buy-domains' &&
    fraction(`${settings.seed} says ${sale.id}`) < 0.5;
  return answer(200, saysId ? { id: sale.id } : {}, faults.includes('slow') ? settings.slowMs : 0);
}

function saleOf(purchase: Purchase, made: Pick<SoldOrder, 'id' | 'organization' | 'at' | 'listedFrom'>): SoldOrder {
  const { kind, details, tag, amount, digest, form } = purchase;
  const domains = details.map((item) => item.domain);
  const registers = purchase.registers?.length ? { registers: purchase.registers } : {};
  return { ...made, kind, domains, tag, amount, digest, form: form?.uuid ?? '', details, ...registers };
}
