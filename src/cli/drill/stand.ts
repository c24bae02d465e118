import type { Catalogue, Package } from '../../domain/catalogue.ts';
import type { Clock } from '../../domain/ports.ts';
import { FAULTS, type FaultName } from '../../sandbox/faults.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { SANDBOX_PACKAGES, type SandboxPackage } from '../../sandbox/scaledmail/packages.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';

/** A drill waits for what is listed late, so it is not listed as late as elsewhere. */
const LATE_MS = 2_000;
const SLOW_MS = 500;
const MANY = 1_000_000;

export interface StandOptions {
  readonly faults: readonly FaultName[];
  readonly faultRate: number;
  readonly seed: number;
  readonly clock: Clock;
  /** The packages that the operator's own account can buy, where they were fetched. */
  readonly catalogues: readonly Catalogue[];
}

/**
 * The vendors of a drill: they live in this process, so that they outlive the runs that are killed, and they sell a domain
 * again when they are asked again, so that a needless second order would show.
 */
export function openStand({ faults, faultRate, seed, clock, catalogues }: StandOptions): Promise<Sandbox> {
  const own = catalogues.flatMap((catalogue) => catalogue.packages.map(sandboxPackage));
  return startSandbox({
    recordFile: null,
    faults: faults.length > 0 ? faults : FAULTS.map((fault) => fault.name),
    faultRate,
    rate: null,
    seed,
    now: () => clock.now(),
    lateMs: LATE_MS,
    slowMs: SLOW_MS,
    sellsTwice: true,
    credits: { free: MANY, replacement: MANY },
    packages: [...new Map([...SANDBOX_PACKAGES, ...own].map((one) => [one.id, one])).values()],
  });
}

function sandboxPackage(one: Package): SandboxPackage {
  const { google, outlook, smtp } = one.mailboxes;
  return {
    id: one.id,
    tier: 'medium-sending',
    name: one.name,
    mode: 'subscription',
    price: (one.price?.minor ?? 0) / 100,
    domains: one.domains,
    frequency: one.period,
    ...(google === undefined ? {} : { google: { mailbox: google } }),
    ...(outlook === undefined ? {} : { microsoft: { mailbox: outlook, domains: one.typeDomains.outlook ?? 0 } }),
    ...(smtp === undefined ? {} : { smtp: { mailbox: smtp, domains: one.typeDomains.smtp ?? 0 } }),
  };
}
