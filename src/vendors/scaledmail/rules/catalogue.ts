import type { Package } from '../../../domain/catalogue.ts';
import type { Finding } from '../../../domain/finding.ts';
import { isMailboxType, MAILBOX_TYPES, type MailboxType } from '../limits.ts';
import { packageOf } from '../mailboxes.ts';
import type { ScaledMailOrder } from '../order.ts';
import { count, error, type Inspection, info, NOTHING, orderCell, type Rule, warning } from './rule.ts';

const COUNT = 'SMO-PACKAGE-COUNT';

/** SMO-PACKAGE and SMO-PACKAGE-COUNT: the order against the catalogue, when there is one. */
export const catalogueRule: Rule = (inspection) => {
  const { draft, order, facts } = inspection;
  if (order.operation !== 'create-order' || order.priceId === null || !facts.catalogue) return NOTHING;
  const bought = packageOf(order, facts.catalogue);
  if (bought) return checkPackage(bought, inspection);
  return [
    warning(
      'SMO-PACKAGE',
      orderCell(draft, 'price_id'),
      `The catalogue of ${facts.catalogue.pulledAt} has no package "${order.priceId}".`,
      {
        fix: 'Run `sheetorder catalog pull`, then compare with `sheetorder catalog show`.',
      },
    ),
  ];
};

/** SMO-PACKAGE-COUNT: as many domains as a package takes, of the types it takes. */
export function checkPackage(bought: Package, inspection: Inspection): readonly Finding[] {
  const { draft, order } = inspection;
  const quantity = order.quantity;
  if (quantity === null) return [];
  const where = orderCell(draft, 'price_id');
  const wanted = bought.domains * quantity;
  const have = order.domains.length;
  if (have !== wanted) {
    const times =
      quantity > 1 ? ` (${bought.domains} times ${quantity}; that quantity multiplies is not confirmed)` : '';
    const message = `The order has ${count(have, 'domain')}; the package "${bought.name}" takes exactly ${wanted}${times}.`;
    const difference = count(Math.abs(wanted - have), 'domain');
    return [error(COUNT, where, message, { fix: have < wanted ? `Add ${difference}.` : `Remove ${difference}.` })];
  }
  const unconfirmed =
    'That a quantity multiplies the number of domains is not confirmed by the documents of ScaledMail.';
  return [
    ...checkTypes(bought, quantity, inspection),
    ...(quantity > 1
      ? [info(COUNT, orderCell(draft, 'quantity'), unconfirmed, { fix: 'Try one such order first.' })]
      : []),
  ];
}

/** Only orders that name every mailbox type can be compared with the package's parts. */
function checkTypes(bought: Package, quantity: number, { draft, order }: Inspection): readonly Finding[] {
  if (!order.domains.every((domain) => isMailboxType(domain.type)) || !saysTypes(bought)) return [];
  return MAILBOX_TYPES.flatMap((type) => {
    const have = domainsOf(type, order);
    const wanted = wantedDomains(type, bought, quantity);
    if (wanted === null || wanted === have) return [];
    const message = `The order has ${count(have, `${type} domain`)}; the package "${bought.name}" takes ${wanted}.`;
    return [
      error(COUNT, orderCell(draft, 'price_id'), message, { fix: 'Change `mailbox_type`, or choose another package.' }),
    ];
  });
}

function saysTypes(bought: Package): boolean {
  return Object.keys(bought.mailboxes).length > 0 || Object.keys(bought.typeDomains).length > 0;
}

/** Null when the package has a part of this type but does not say how many domains that is. */
function wantedDomains(type: MailboxType, bought: Package, quantity: number): number | null {
  const stated = bought.typeDomains[type];
  if (stated !== undefined) return stated * quantity;
  return bought.mailboxes[type] === undefined ? 0 : null;
}

function domainsOf(type: MailboxType, order: ScaledMailOrder): number {
  return order.domains.filter((domain) => domain.type === type).length;
}
