import { shortKey } from '../domain/identity.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import { lastWord } from './story-next.ts';

/** How the ledger says that an order stands which a run held back, because the vendor had its domains already. */
export interface Withheld {
  readonly status: 'invalid';
  readonly codes: readonly string[];
  readonly errors: readonly string[];
  readonly fix: string;
}

/** Null unless being held back is the last that became of the order. The next run asks the vendor again. */
export function withheldStanding(record: OrderRecord): Withheld | null {
  const last = lastWord(record);
  if (last?.type !== 'withheld') return null;
  const order = last.foundOrderId ? ` in order ${last.foundOrderId}` : '';
  const adopt = `sheetorder resolve ${shortKey(record.key)} --placed ${last.foundOrderId ?? 'ORDER_ID'} --note TEXT`;
  return {
    status: 'invalid',
    codes: ['DUP-DOMAIN-ORDERED'],
    errors: [`The vendor had its domains already${order}, and that order is not in this ledger, so it was not sent.`],
    fix: `If that order is this one, adopt it with \`${adopt}\`; if not, take those domains out of the sheet.`,
  };
}
