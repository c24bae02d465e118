import type { Package } from '../../../domain/catalogue.ts';
import type { Finding } from '../../../domain/finding.ts';
import { majorText } from '../../../domain/money.ts';
import { error, orderCell, warning } from '../../findings.ts';
import { packageOf } from '../mailboxes.ts';
import { checkPackage } from '../rules/catalogue.ts';
import type { Inspection } from '../rules/rule.ts';
import { type OnlineRule, untold } from './question.ts';

const CODE = 'SMO-PACKAGE';

/** SMO-PACKAGE and SMO-PACKAGE-COUNT, by what the vendor sells now. */
export const packageRule: OnlineRule = (inspection) => {
  const { draft, order, online } = inspection;
  if (order.operation !== 'create-order' || order.priceId === null || !online.packages) return [];
  const where = orderCell(draft, 'price_id');
  const { packages } = online;
  if (!packages.told) return [untold(CODE, where, `whether the package "${order.priceId}" is sold`, packages.why)];
  const bought = packages.value.find(({ id }) => id === order.priceId);
  if (bought) return [...checkPackage(bought, inspection), ...priceFindings(bought, inspection)];
  return [
    error(CODE, where, `ScaledMail sells no package "${order.priceId}" to this account.`, {
      fix: 'Run `sheetorder catalog pull`, then choose one of `sheetorder catalog show`.',
    }),
  ];
};

/** A price that rose since the catalogue was fetched makes the totals that a person agrees to, and the budgets, wrong. */
function priceFindings(sold: Package, { draft, order, facts }: Inspection): readonly Finding[] {
  const known = packageOf(order, facts.catalogue)?.price ?? null;
  const { price } = sold;
  if (!known || !price || known.minor === price.minor) return [];
  const found = price.minor > known.minor ? error : warning;
  const message = `The package costs ${majorText(price)} ${price.currency} now, and ${majorText(known)} in the catalogue of ${facts.catalogue?.pulledAt}.`;
  return [
    found(CODE, orderCell(draft, 'price_id'), message, { fix: 'Run `sheetorder catalog pull`, then check again.' }),
  ];
}
