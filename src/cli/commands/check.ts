import { isOutputHeader, normaliseHeader } from '../../domain/columns.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { mayBeSent, type Plan } from '../../domain/plan.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { type LookUps, toLookUp } from '../../run/look-ups.ts';
import type { PreparedBatch } from '../../run/prepare-batch.ts';
import { blindSpotsOf } from '../../steps/blind-spots.ts';
import type { HeaderMap } from '../../steps/match-headers.ts';
import type { Composition } from '../compose.ts';
import { connect } from '../connect.ts';
import type { ExitCode } from '../exit-codes.ts';
import { headerMap } from '../header-map.ts';
import { makeLookUps } from '../look-ups.ts';
import { afterCheck, afterFix } from '../next-steps.ts';
import type { Flags } from '../options.ts';
import { type Concluded, conclude, settle } from '../outputs/conclude.ts';
import { assertTargets } from '../outputs/finish.ts';
import { writeFixed } from '../outputs/write-fixed.ts';
import { earlierRuns } from '../plan/earlier-runs.ts';
import { planNotes } from '../plan/plan-notes.ts';
import { savePlan } from '../plan/saved-plan.ts';
import { PaceWatch } from '../terminal/pace-watch.ts';
import { showLookUps } from '../terminal/progress.ts';
import type { Host } from './command.ts';

/** The dry run: the real run without the spend. Without `--online` it opens no connection and needs no key. */
export async function runCheck(flags: Flags, host: Host): Promise<ExitCode> {
  return (await checkBatch(flags, host)).code;
}

/** Everything that a submit would do but the sending. */
export async function checkBatch(flags: Flags, host: Host): Promise<Concluded> {
  assertTargets(flags, [...(flags.sheets ?? []), ...(flags.aliases ?? [])]);
  const composition = host.compose(flags);
  const batch = composition.prepare({ threads: true });
  await batch.checked();
  const ledger = composition.existingLedger();
  const lookUps = flags.online ? await lookUpAll(batch.plan(ledger), flags, composition, host) : null;
  const plan = batch.plan(ledger, (account) => lookUps?.of(account) ?? null);
  const outcomes = settle(batch, plan, ledger, composition, { mode: 'dry', skips: new Map(), found: new Map() });
  if (flags.plan) savePlan(flags.plan, plan, flags, new Date(composition.clock.now()).toISOString());
  const comparison = earlierRuns(batch, plan, ledger, composition);
  const fixed = flags.fix ? writeFixed(flags.fix, outcomes, plan, flags) : null;
  const notes = [
    ...planNotes(plan, composition.config),
    ...notesFor(plan, composition),
    ...unusedNotes(batch, outcomes, headerMap(composition.config.columns, flags.map ?? [])),
    ...(fixed ? [fixed.note] : []),
  ];
  const next = fixed && fixed.corrected > 0 ? afterFix(fixed.path, flags) : afterCheck(outcomes, flags);
  host.guard?.(plan);
  const ready = plan.orders.filter(mayBeSent).map(({ order }) => order);
  const unchecked = blindSpotsOf(ready, flags.online === true);
  const ending = { command: 'check' as const, batch, plan, outcomes, notes, unchecked, comparison, events: {}, next };
  return conclude(ending, flags, composition, host);
}

/** Asks the vendors of every order that could still be sent. Throws TryLaterError when one cannot be read. */
async function lookUpAll(plan: Plan, flags: Flags, composition: Composition, host: Host): Promise<LookUps> {
  const orders = toLookUp(plan);
  const pace = new PaceWatch(flags, composition.clock);
  const lookUps = makeLookUps(pace.on(await connect(orders, flags, composition)), composition);
  const shown = showLookUps(pace, flags, host);
  await lookUps.refresh(orders).finally(() => shown.end());
  return lookUps;
}

/** Where something is missing, it may stand in a column whose header says nothing to us, and that nobody set aside. */
function unusedNotes({ mapped }: PreparedBatch, outcomes: readonly Outcome[], said: HeaderMap): string[] {
  if (outcomes.every((outcome) => outcome.status !== 'invalid')) return [];
  return mapped.flatMap(({ table, unknownColumns }) => {
    const unused = unknownColumns.filter(
      (header) => !isOutputHeader(header) && !Object.hasOwn(said, normaliseHeader(header)),
    );
    if (unused.length === 0) return [];
    return [
      `${table.file}: not used are ${unused.map((header) => `"${header}"`).join(', ')}; --map "HEADER=COLUMN" says what one means.`,
    ];
  });
}

/** What a run would need and this machine does not have; no fault of the sheet. */
function notesFor(plan: Plan, composition: Composition): string[] {
  const vendors = new Set(plan.orders.flatMap(({ order }) => order.vendor ?? []));
  return [...vendors].flatMap((vendor) => [
    ...composition.accounts.conflicts(vendor).map((text) => `PROFILE-CONFLICT: ${text} Submit will refuse that.`),
    ...(composition.hasKey(vendor) ? [] : [`${vendor.auth.keyVariable} is not set; submit will need it.`]),
    ...organizationNote(plan, vendor),
  ]);
}

function organizationNote(plan: Plan, vendor: Vendor): string[] {
  const variable = vendor.auth.organizationVariable;
  const without = plan.orders.filter(({ order }) => order.vendor === vendor && order.checked?.organization === '');
  if (!variable || without.length === 0) return [];
  return [
    `${variable} is not set and ${without.length === 1 ? '1 order names' : `${without.length} orders name`} no organization_id; it is part of an order's key, and submit will need it.`,
  ];
}
