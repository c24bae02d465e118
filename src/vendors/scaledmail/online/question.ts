import type { Finding } from '../../../domain/finding.ts';
import { orderCell, type Where, warning } from '../../findings.ts';
import type { OrderDomain } from '../order.ts';
import type { Inspection } from '../rules/rule.ts';
import type { ScaledMailOnline } from './facts.ts';

/** What an online rule looks at: the order, and what was looked up of its account. */
export interface OnlineInspection extends Inspection {
  readonly online: ScaledMailOnline;
  readonly key: string;
}

/** One topic's look-ups. What told nothing is a warning, never a pass. */
export type OnlineRule = (inspection: OnlineInspection) => readonly Finding[];

/** A look-up that told nothing: what was not checked, and why. */
export function untold(code: string, where: Where, what: string, why: string): Finding {
  return warning(code, where, `Not checked: ${what} (${why.replace(/\.$/, '')}).`, {
    fix: "Look in ScaledMail's app, or go on without this check.",
  });
}

/** Each domain of the order once. */
export function eachDomain({ order }: Inspection): readonly OrderDomain[] {
  const seen = new Map(order.domains.filter(({ domain }) => domain !== '').map((domain) => [domain.domain, domain]));
  return [...seen.values()];
}

/** The cell of the first domain: where that stands what concerns the whole order. */
export function firstDomainCell({ draft, order }: Inspection): Where {
  return order.domains[0]?.from.domain ?? orderCell(draft, 'domain');
}
