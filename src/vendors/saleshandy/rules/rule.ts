import type { OrderDraft } from '../../../domain/draft.ts';
import type { Finding } from '../../../domain/finding.ts';
import type { Facts } from '../../../domain/vendor.ts';
import type { SaleshandyOrder } from '../order.ts';

/** What a rule looks at: the cells, and the order they make. */
export interface Inspection {
  readonly draft: OrderDraft;
  readonly order: SaleshandyOrder;
  readonly facts: Facts;
}

/** One topic's checks. Each rule reports everything it finds, at the cells concerned. */
export type Rule = (inspection: Inspection) => readonly Finding[];
