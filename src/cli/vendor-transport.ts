import { UsageError } from '../domain/errors.ts';
import type { Clock, Transport } from '../domain/ports.ts';
import type { Rate } from '../domain/rate.ts';
import type { Vendor } from '../domain/vendor.ts';
import { Pace } from '../io/pace.ts';
import { type Paces, pacedTransport } from '../io/paced-transport.ts';
import { patientReads } from '../io/patient-reads.ts';
import { type Env, isLoopback, revealSecret } from './environment.ts';
import { durationMs, type Flags, outranks } from './options.ts';
import { VERSION } from './version.ts';

export interface Speaking {
  readonly vendor: Vendor;
  readonly baseUrl: URL;
  readonly key: string;
  readonly flags: Flags;
  readonly env: Env;
  readonly clock: Clock;
  readonly drain: AbortSignal;
  readonly paces: Paces;
}

/** The way to one vendor: a fresh connection a request, everything under the vendor's rate, reads tried again. */
export async function vendorTransport(speaking: Speaking): Promise<Transport> {
  // Loaded only by a command that really speaks to a vendor.
  const { undiciTransport } = await import('../io/undici-transport.ts');
  const { vendor, baseUrl, key, flags, env, clock, drain, paces } = speaking;
  const base = undiciTransport({
    baseUrl,
    authorization: {
      ...vendor.auth.extraHeaders?.(baseUrl),
      [vendor.auth.header]: `${vendor.auth.prefix}${key}`,
      'user-agent': `sheetorder/${VERSION}`,
    },
    reveal: (secret) => {
      const text = revealSecret(secret, env);
      if (text === null) throw new Error('a secret of this order cannot be had here');
      return text;
    },
    spendTimeoutMs: timeoutOf(flags, vendor),
    readTimeoutMs: vendor.limits.readTimeoutMs,
    clock,
  });
  const rate = rateOf(flags.rate, vendor.limits.rate, baseUrl);
  const address = `${vendor.id} ${baseUrl.href} ${flags.rate ?? ''}`;
  const pace = paces.of(address, () => new Pace(rate, clock, drain));
  return patientReads(pacedTransport(base, rate, clock, drain, pace), clock, drain);
}

/** Which of the two is meant is told by where they were said, unless both were said alike. Throws UsageError. */
export function ofOneVendor(flags: Flags): Flags {
  if (!flags.sandbox || !flags['base-url']) return flags;
  if (outranks(flags, 'sandbox', 'base-url')) return { ...flags, 'base-url': undefined };
  throw new UsageError(
    '--sandbox and --base-url name two different vendors.',
    'Leave one of them out.',
    'USAGE-CONFLICT',
  );
}

/** One address is one vendor's, and another vendor's key must not be sent there. Throws UsageError. */
export function assertOwnAddress(flags: Flags): void {
  if (!flags['base-url']) return;
  throw new UsageError(
    '--base-url names one address, and this command speaks to two vendors.',
    "Name each vendor's address in its own environment variable, such as SALESHANDY_BASE_URL.",
    'USAGE-CONFLICT',
  );
}

function timeoutOf(flags: Flags, vendor: Vendor): number {
  const ms = flags.timeout ? durationMs(flags.timeout, 'timeout') : vendor.limits.spendTimeoutMs;
  if (ms > 0) return ms;
  throw new UsageError('--timeout 0 leaves no time for an answer.', 'Write it like 180s.', 'USAGE-FLAG-VALUE');
}

/** The vendor's own windows, and the slower pace that a person asks for; null for none at all, on loopback only. */
function rateOf(text: string | undefined, own: Rate, baseUrl: URL): Rate | null {
  if (!text) return own;
  if (text === 'none' && isLoopback(baseUrl)) return null;
  const match = /^(\d+(?:\.\d+)?)\/s$/.exec(text);
  const perSecond = Number(match?.[1] ?? 0);
  if (perSecond > 0)
    return { ...own, windows: [...own.windows, { requests: 1, perMs: 1_000 / perSecond, counts: 'account' }] };
  throw new UsageError(
    `--rate "${text}" is not a rate.`,
    'Write it like 2/s; none is for a vendor on loopback only.',
    'USAGE-FLAG-VALUE',
  );
}
