import { type Money, sumMoney } from '../../domain/money.ts';
import { type BatchReport, hasNoKnownPrice, type Outcome } from '../../domain/outcome.ts';
import { IS_PLACED } from '../../domain/status.ts';
import { counted, isLoose, moneyText } from './words.ts';

/** What some orders cost: known prices, what is known only as a ceiling, and how many have neither. */
export interface Costs {
  readonly known: readonly Money[];
  readonly atMost: readonly Money[];
  readonly unpriced: number;
}

/** The orders whose cost is told: those ready to be sent in a dry run, otherwise those that the vendor has. */
export function costingOrders({ command, outcomes }: BatchReport): readonly Outcome[] {
  return outcomes.filter(
    (order) => !isLoose(order) && (command === 'check' ? order.status === 'ready' : IS_PLACED.has(order.status)),
  );
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
