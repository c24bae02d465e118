import { UsageError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import type { Vendor } from '../domain/vendor.ts';
import { FAULTS, type FaultName } from '../sandbox/faults.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { startSandbox } from '../sandbox/start-sandbox.ts';
import type { Flags } from './options.ts';

/** The origin of the account, and stands for key and organization where none is set. */
export const IN_SANDBOX = 'sandbox';

/** The sandbox keeps up with people who wait: doubts are read back sooner than a vendor would need. */
export const SANDBOX_READ_BACK_MS = [100, 500, 3_000];

/** Vendors that the stand-in can play. */
const PLAYED: ReadonlySet<string> = new Set(['scaledmail']);

/** Throws UsageError for a vendor that the stand-in does not play, before anything is opened or sent. */
export function assertPlayed(vendor: Vendor): void {
  if (PLAYED.has(vendor.id)) return;
  throw new UsageError(
    `There is no stand-in for ${vendor.title}, so its orders cannot be tried in the sandbox.`,
    'Take its rows out of the sheet, or use `sheetorder check` without --sandbox, which sends nothing.',
    'NO-STAND-IN',
  );
}

/** A stand-in vendor inside this process, with a record of its own beside the ledger. */
export function openSandbox(flags: Flags, ledgerPath: string, clock: Clock): Promise<Sandbox> {
  return startSandbox({
    port: flags.port ?? 0,
    recordFile: flags.record ?? recordPath(ledgerPath),
    faults: faultsOf(flags.fault ?? []),
    ...(flags['fault-rate'] === undefined ? {} : { faultRate: flags['fault-rate'] }),
    rate: flags.rate === 'none' ? null : 5,
    seed: flags.seed ?? 1,
    now: () => clock.now(),
  });
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
    );
  });
}
