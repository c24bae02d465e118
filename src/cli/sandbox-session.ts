import { UsageError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import type { Vendor } from '../domain/vendor.ts';
import { FAULTS, type FaultName } from '../sandbox/faults.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { vendors } from '../vendors/index.ts';
import { isLoopback } from './environment.ts';
import type { Flags } from './options.ts';

/** The origin of the account, and stands for key and organization where none is set. */
export const IN_SANDBOX = 'sandbox';

/** The sandbox keeps up with people who wait: doubts are read back sooner than a vendor would need. */
export const SANDBOX_READ_BACK_MS = [100, 500, 3_000];

const LONG_WINDOW_MS = 10_000;

/** True for a vendor's stand-in on this machine: it is spoken to under a key that no vendor takes. */
export function isPlayed(baseUrl: URL, key: () => string | null): boolean {
  return isLoopback(baseUrl) && key() === IN_SANDBOX;
}

/** The stand-in vendors inside this process, with a record of their own beside the ledger. */
export async function openSandbox(
  flags: Flags,
  ledgerPath: string,
  clock: Clock,
  lifted: readonly string[] = [],
): Promise<Sandbox> {
  const { startSandbox } = await import('../sandbox/start-sandbox.ts');
  return startSandbox({
    port: flags.port ?? 0,
    recordFile: flags.record ?? recordPath(ledgerPath),
    faults: faultsOf(flags.fault ?? []),
    ...(flags['fault-rate'] === undefined ? {} : { faultRate: flags['fault-rate'] }),
    rate: flags.rate === 'none' ? null : 5,
    lifted,
    seed: flags.seed ?? 1,
    now: () => clock.now(),
  });
}

/** How a command speaks to one vendor inside `--sandbox`. */
export interface Played {
  readonly baseUrl: URL;
  readonly flags: Flags;
  /** What a person should know of it. */
  readonly notes: readonly string[];
}

/** The sandbox of one command, opened with the first vendor that it speaks to. */
export class SandboxSession {
  readonly #flags: Flags;
  readonly #ledgerPath: string;
  readonly #clock: Clock;
  #sandbox: Sandbox | null = null;

  constructor(flags: Flags, ledgerPath: string, clock: Clock) {
    this.#flags = flags;
    this.#ledgerPath = ledgerPath;
    this.#clock = clock;
  }

  async speakTo(vendor: Vendor): Promise<Played> {
    const ids = Object.values(vendors)
      .filter((one) => this.#isLifted(one))
      .map(({ id }) => id);
    this.#sandbox ??= await openSandbox(this.#flags, this.#ledgerPath, this.#clock, ids);
    const { port, urls } = this.#sandbox;
    const baseUrl = new URL(urls[vendor.id] ?? '');
    const isLifted = ids.includes(vendor.id);
    return {
      baseUrl,
      flags: isLifted ? { ...this.#flags, rate: 'none' } : this.#flags,
      notes: [
        ...(isLifted
          ? [
              `In the sandbox the pace that ${vendor.title} allows is lifted, for its stand-in and for what is sent; --rate keeps it.`,
            ]
          : []),
        ...(isPaidLater(vendor)
          ? [
              `Payment links of the sandbox work while \`sheetorder sandbox --port ${port} --record ${recordPath(this.#ledgerPath)}\` runs; a link of an earlier run takes the port that stands in it.`,
            ]
          : []),
      ],
    };
  }

  async close(): Promise<void> {
    await this.#sandbox?.close();
  }

  /** In the stand-in and in what we send alike: a limit over everything that counts by the minute would make people wait. */
  #isLifted({ limits }: Vendor): boolean {
    return (
      !this.#flags.rate && limits.rate.windows.some(({ perMs, endpoints }) => perMs > LONG_WINDOW_MS && !endpoints)
    );
  }
}

function isPaidLater({ operations }: Vendor): boolean {
  return Object.values(operations).some(({ capabilities }) => capabilities.payment === 'checkout');
}

export function recordPath(ledgerPath: string): string {
  return `${ledgerPath}.record.ndjson`;
}

/** Fault names as given: several flags, or joined with commas, or `all`; throws UsageError on one that is not known. */
export function faultsOf(texts: readonly string[]): readonly FaultName[] {
  const names = texts.flatMap((text) => text.split(',')).map((name) => name.trim());
  if (names.includes('all')) return FAULTS.map((fault) => fault.name);
  return names.filter(Boolean).map((name) => {
    const fault = FAULTS.find((known) => known.name === name);
    if (fault) return fault.name;
    throw new UsageError(
      `--fault ${name} is not known.`,
      `Choose among ${FAULTS.map((known) => known.name).join(', ')}, or all.`,
      'USAGE-FLAG-VALUE',
    );
  });
}
