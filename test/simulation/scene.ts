import type { AccountId } from '../../src/domain/identity.ts';
import type { Vendor, VendorSettings } from '../../src/domain/vendor.ts';
import { scaledmail } from '../../src/vendors/scaledmail/index.ts';
import { ACCOUNT } from './orders.ts';

/** The account that the processes of one run order from. */
export interface Scene {
  readonly account: AccountId;
  readonly vendor: Vendor;
  readonly settings: VendorSettings;
  readonly origin: string;
}

export const ORDERS_SCENE: Scene = { account: ACCOUNT, vendor: scaledmail, settings: {}, origin: 'sandbox' };
