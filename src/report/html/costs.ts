import { type Money, sumMoney } from '../../domain/money.ts';
import { hasNoKnownPrice, type Outcome } from '../../domain/outcome.ts';
import { counted, moneyText } from './words.ts';

/** What some orders cost: known prices, what is known only as a ceiling, and how many have neither. */
export interface Costs {
  readonly known: readonly Money[];
  readonly atMost: readonly Money[];
  readonly unpriced: number;
}

export function costsOf(orders: readonly Outcome[]): Costs {
  return {
    known: byCurrency(orders.flatMap(({ amount }) => amount ?? [])),
    atMost: byCurrency(orders.flatMap(({ amount, ceiling }) => (amount ? [] : (ceiling ?? [])))),
    unpriced: orders.filter(hasNoKnownPrice).length,
  };
}

/** `14.00 USD + at most 30.00 USD`; `not known` when no price is, `nothing` where nothing is to be paid. */
export function costText({ known, atMost, unpriced }: Costs): string {
  const sum = [...known.map(moneyText), ...atMost.map((money) => `at most ${moneyText(money)}`)].join(' + ');
  return sum || (unpriced > 0 ? 'not known' : 'nothing');
}

export function unpricedText({ unpriced }: Pick<Costs, 'unpriced'>): string {
  return unpriced === 0 ? '' : `${counted(unpriced, 'order')} without a known price`;
}

function byCurrency(amounts: readonly Money[]): readonly Money[] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))];
  return currencies.flatMap((currency) => sumMoney(amounts.filter((one) => one.currency === currency)) ?? []);
}
