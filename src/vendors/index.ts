import type { Vendor } from '../domain/vendor.ts';
import { saleshandy } from './saleshandy/index.ts';
import { scaledmail } from './scaledmail/index.ts';

/** Every vendor there is; a test compares this list with the folders. */
export const vendors = { scaledmail, saleshandy } satisfies Record<string, Vendor>;
