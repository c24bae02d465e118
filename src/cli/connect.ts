import type { CheckedOrder } from '../domain/checked-order.ts';
import { UsageError } from '../domain/errors.ts';
import type { Transport } from '../domain/ports.ts';
import type { Vendor } from '../domain/vendor.ts';
import { vendors } from '../vendors/index.ts';
import type { Composition } from './compose.ts';
import type { Flags } from './options.ts';

/** Every key and organization is asked for before anything is opened, read or sent. Throws UsageError. */
export async function connect(
  orders: readonly CheckedOrder[],
  flags: Flags,
  composition: Composition,
): Promise<ReadonlyMap<string, Transport>> {
  const ordered = new Set<Vendor>(orders.flatMap((order) => order.vendor ?? []));
  const named = Object.values(vendors).filter((vendor) => vendor.id === (flags.vendor ?? 'scaledmail'));
  const all = ordered.size > 0 ? ordered : named;
  const transports = new Map<string, Transport>();
  for (const vendor of all) transports.set(vendor.id, await composition.transport(vendor));
  const homeless = orders.find(
    (order) => order.vendor?.auth.organizationVariable && order.checked?.organization === '',
  );
  if (!homeless) return transports;
  throw new UsageError(
    `${homeless.vendor?.auth.organizationVariable} is not set.`,
    'Set it in the environment of this command, or fill the organization_id column.',
    'NO-ORGANIZATION',
  );
}

/** The hands of a run, once a transport was made for every vendor it speaks to. */
export function transportIn(transports: ReadonlyMap<string, Transport>, vendor: Vendor): Transport {
  const known = transports.get(vendor.id);
  if (known) return known;
  throw new Error(`no transport was made for ${vendor.id}`);
}
