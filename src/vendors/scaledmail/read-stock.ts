import type { Conversation } from '../../domain/conversation.ts';
import { majorText, moneyFromMajor } from '../../domain/money.ts';
import type { StockOffer, StockReading } from '../../domain/stock.ts';
import type { AccountContext } from '../../domain/vendor.ts';
import { readJson } from '../read-list.ts';
import { readStockList, type StockItem } from './buying-schema.ts';
import { firstPayment } from './place-pre-warm.ts';
import { failure, get } from './reads.ts';

/** Reads the pre-warmed domains that are for sale now. */
export function* readStock({ organization }: AccountContext): Conversation<StockReading> {
  const stock = yield* readJson(get('/pre-warm-inboxes', organization), readStockList);
  return stock.ok ? { kind: 'read', offers: stock.value.map(offerOf) } : failure(stock);
}

function offerOf(item: StockItem): StockOffer {
  return {
    id: item.id,
    domain: item.domain,
    price: firstPayment(item),
    operation: 'buy-pre-warm',
    about: {
      stock_type: item.type,
      warm_up_months: item.warmup_age,
      mailbox_count: item.emailMailboxCount,
      price_once: dollars(item.pricing?.oneTimePrice),
      price_a_month: dollars(item.pricing?.monthlyPrice),
    },
  };
}

function dollars(value: unknown): string {
  const money = moneyFromMajor(value, 'USD');
  return money ? majorText(money) : '';
}
