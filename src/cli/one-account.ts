import { UsageError } from '../domain/errors.ts';
import type { Vendor } from '../domain/vendor.ts';
import { vendors } from '../vendors/index.ts';
import type { Composition } from './compose.ts';
import type { Flags } from './options.ts';

/** The vendor that `--vendor` names; throws UsageError when there is none. */
export function vendorNamed(flags: Flags): Vendor {
  const vendor = Object.values(vendors).find((known) => known.id === (flags.vendor ?? 'scaledmail'));
  if (vendor) return vendor;
  throw new UsageError(
    `--vendor ${flags.vendor} is not known.`,
    `Use ${Object.keys(vendors).join(' or ')}.`,
    'NO-SUCH-VENDOR',
  );
}

/** The organization of the environment; throws UsageError where the vendor needs one and none is set. */
export function organizationOf(vendor: Vendor, composition: Composition): string {
  const organization = composition.organization(vendor);
  if (organization || !vendor.auth.organizationVariable) return organization;
  throw new UsageError(
    `${vendor.auth.organizationVariable} is not set.`,
    'Set it in the environment of this command.',
    'NO-ORGANIZATION',
  );
}
