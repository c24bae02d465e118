import type { OrderDraft } from '../../../domain/draft.ts';
import type { Finding } from '../../../domain/finding.ts';
import type { Facts } from '../../../domain/vendor.ts';
import type { ScaledMailOrder } from '../order.ts';

export { count, error, inEach, info, missing, NOTHING, oneOf, orderCell, type Where, warning } from '../../findings.ts';

/** What a rule looks at: the cells, and the order they make. */
export interface Inspection {
  readonly draft: OrderDraft;
  readonly order: ScaledMailOrder;
  readonly facts: Facts;
}

/** One topic's checks. Each rule reports everything it finds, at the cells concerned. */
export type Rule = (inspection: Inspection) => readonly Finding[];
