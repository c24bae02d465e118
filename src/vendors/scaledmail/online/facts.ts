import type { Package } from '../../../domain/catalogue.ts';
import type { OnlineFacts, Workspace } from '../../../domain/online.ts';
import type { Told } from '../../look-up.ts';
import type { StockItem } from '../buying-schema.ts';
import type { Listing } from '../listing.ts';
import type { ListedForm } from '../schema.ts';
import type { Offer } from './schema.ts';

/** What was looked up of one ScaledMail account. Null stands for what no order asked for. */
export interface ScaledMailOnline extends OnlineFacts {
  readonly vendor: 'scaledmail';
  readonly organization: string;
  readonly workspaces: Told<readonly Workspace[]>;
  readonly packages: Told<readonly Package[]> | null;
  /** Domains bought through the vendor that no order uses. */
  readonly free: Told<ReadonlySet<string>> | null;
  readonly listing: Told<Listing> | null;
  readonly forms: Told<readonly ListedForm[]> | null;
  /** Pre-warmed domains that are for sale now. */
  readonly stock: Told<readonly StockItem[]> | null;
  /** Domain → what is asked for it; a domain that was not searched for is not there. */
  readonly offers: ReadonlyMap<string, Told<Offer>>;
}

export function isScaledMail(online: OnlineFacts): online is ScaledMailOnline {
  return online.vendor === 'scaledmail';
}

/** True for an organization that the key does not see, when that could be told; the stand-in takes any for its own. */
export function isUnseen({ workspaces, organization }: ScaledMailOnline, origin: string | undefined): boolean {
  return origin !== 'sandbox' && workspaces.told && !workspaces.value.some(({ id }) => id === organization);
}
