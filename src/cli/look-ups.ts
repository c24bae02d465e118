import type { Transport } from '../domain/ports.ts';
import { LookUps } from '../run/look-ups.ts';
import type { Composition } from './compose.ts';
import { transportIn } from './connect.ts';

/** The look-ups of `--online`: every vendor by the transport that its orders go by, under the same rate. */
export function makeLookUps(transports: ReadonlyMap<string, Transport>, composition: Composition): LookUps {
  const { clock, redactor, log } = composition;
  return new LookUps({
    transport: (vendor) => transportIn(transports, vendor),
    settings: (vendor) => composition.settings(vendor),
    origin: (vendor) => composition.toldOrigin(vendor),
    clock,
    redactor,
    log,
  });
}
