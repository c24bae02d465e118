import { sha256 } from '../domain/digest.ts';
import type { Account } from './account.ts';
import { chooseFaults, type FaultName, type FaultSettings, fraction, isSold } from './faults.ts';
import type { Purchase } from './read-order.ts';
import { Refusal, refuse } from './refusal.ts';
import { answer, HTML_ERROR, type Reply, throttled } from './reply.ts';
import type { SoldOrder } from './sandbox.ts';

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
  if (faults.length > 0) account.record.append({ type: 'met', order: sha256(order), faults });
  if (!isSold(faults, settings.seed, order)) return replyFor(faults, null, settings, now);
  const again = account.sold().filter((each) => each.digest === purchase.digest).length;
  const id = purchase.form?.paymentId ?? newId(`${settings.seed} ${organization} ${order} ${again}`);
  const late = faults.includes('late-listing') ? settings.lateMs : 0;
  const sale = saleOf(purchase, { id, organization, now, listedFrom: now + late });
  account.record.append({ type: 'sold', ...sale });
  account.refresh();
  return replyFor(faults, sale, settings, now);
}
