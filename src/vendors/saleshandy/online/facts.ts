import type { OnlineFacts } from '../../../domain/online.ts';
import type { Told } from '../../look-up.ts';
import type { ListedDomain } from '../schema.ts';

/** What was looked up of one Saleshandy account. Null stands for what was not asked. */
export interface SaleshandyOnline extends OnlineFacts {
  readonly vendor: 'saleshandy';
  readonly listed: Told<readonly ListedDomain[]> | null;
  /** Domain → whether it can be bought; a domain that was not searched for is not there. */
  readonly available: ReadonlyMap<string, Told<boolean>>;
}

export function isSaleshandy(online: OnlineFacts): online is SaleshandyOnline {
  return online.vendor === 'saleshandy';
}
