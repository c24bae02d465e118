import { type AccountId, accountId, accountName, isSamePlace } from '../domain/identity.ts';
import type { Ledger, Transport } from '../domain/ports.ts';
import type { Vendor } from '../domain/vendor.ts';
import type { RunOptions, RunPorts } from '../run/ports.ts';
import { vendors } from '../vendors/index.ts';
import type { Host } from './commands/command.ts';
import type { Composition } from './compose.ts';
import { transportIn } from './connect.ts';
import { durationMs, type Flags } from './options.ts';
import { SANDBOX_READ_BACK_MS } from './sandbox-session.ts';

/** The hands of a run, once a transport was made for every vendor it speaks to. */
export function portsFor(
  transports: ReadonlyMap<string, Transport>,
  ledger: Ledger,
  composition: Composition,
  host: Host,
): RunPorts {
  const { locks, clock, redactor, log } = composition;
  const transport = (vendor: Vendor): Transport => transportIn(transports, vendor);
  const { drain, deadline } = host;
  const ports = { ledger, locks, transport, clock, redactor, log, drain: drain.signal };
  return deadline ? { ...ports, deadline } : ports;
}

export function runOptions(flags: Flags, composition: Composition, ledger: Ledger): RunOptions {
  return {
    batch: composition.batch,
    doing: composition.about.doing,
    concurrency: flags.concurrency ?? 4,
    lockWaitMs: durationMs(flags['lock-wait'] ?? '0s', 'lock-wait'),
    retryRefused: flags['retry-refused'] ?? false,
    allowClaimed: composition.allowClaimed(ledger),
    keepGoingOnUnknown: flags['keep-going-on-unknown'] ?? false,
    stopAfter: flags['stop-after'] ?? null,
    budgets: composition.budgets,
    canary: flags.canary ?? false,
    readBackAfterMs: flags.sandbox ? SANDBOX_READ_BACK_MS : null,
  };
}

/**
 * The vendor that a ledger's account stands for, when this command speaks to that account; else null. Another profile's
 * account is not spoken to: read with the wrong key, its orders would look as if they had never been placed.
 */
export function vendorOf(account: AccountId, composition: Composition): Vendor | null {
  for (const vendor of Object.values(vendors)) {
    const here = accountId(vendor.id, composition.origin(vendor), '');
    if (isSamePlace(account, here)) return composition.speaksFor(vendor, accountName(account)) ? vendor : null;
  }
  return null;
}
