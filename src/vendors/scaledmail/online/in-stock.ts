import { error } from '../../findings.ts';
import { type Chosen, goneFrom, tooDear } from '../place-pre-warm.ts';
import { eachDomain, firstDomainCell, type OnlineRule, untold } from './question.ts';

const CODE = 'SMO-BUYABLE';

/** SMO-BUYABLE for pre-warmed domains: each is in stock under its id, for no more than a ceiling that is given. */
export const inStockRule: OnlineRule = (inspection) => {
  const { order, online } = inspection;
  if (order.operation !== 'buy-pre-warm' || !online.stock) return [];
  const { stock } = online;
  if (!stock.told) return [untold(CODE, firstDomainCell(inspection), 'whether its domains are in stock', stock.why)];
  const reasonFor = (chosen: Chosen): string | null =>
    goneFrom(stock.value, chosen) ?? (order.ceiling ? tooDear(stock.value, chosen, order.ceiling.cents) : null);
  return eachDomain(inspection).flatMap(({ domain, stockId, from }) => {
    const reason = stockId === null ? null : reasonFor({ id: stockId, domain });
    if (reason === null) return [];
    return [
      error(CODE, from.domain, `It cannot be bought: ${reason}`, {
        fix: 'Run `sheetorder stock` for what is there now, and choose again; or raise `max_price` where that is too low.',
      }),
    ];
  });
};
