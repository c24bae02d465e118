import { sha256 } from '../../domain/digest.ts';
import { StalePlanError, UsageError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';
import { runsText } from '../../domain/rows-text.ts';
import { readPlan, type SavedPlan, writePlan } from '../../io/plan-file.ts';
import { readBytes } from '../../io/read-bytes.ts';
import { comparePlan } from '../../steps/compare-plan.ts';
import { baseUrlOf, isLoopback } from '../environment.ts';
import { type FlagName, type Flags, MEANING } from '../options.ts';
import { VERSION } from '../version.ts';

/** Flags that decide what the sheets mean and where orders go; a plan keeps them, except where the memory is. */
const KEPT = [
  ...MEANING,
  'where',
  'order-by',
  'online',
  'profile',
  'sandbox',
  'base-url',
] as const satisfies readonly FlagName[];

/** Saves what `check` found, so that `submit FILE` sends exactly that. */
export function savePlan(path: string, plan: Plan, flags: Flags, at: string): void {
  writePlan(path, {
    sheetorder_plan: 1,
    at,
    version: VERSION,
    sheets: (flags.sheets ?? []).map(digested),
    aliases: (flags.aliases ?? []).map(digested),
    flags: Object.fromEntries(KEPT.flatMap((name) => (flags[name] === undefined ? [] : [[name, given(flags[name])]]))),
    orders: plan.orders.map(({ order, action, findings }) => ({
      order: order.name,
      key: order.key,
      do: action.do,
      digest: order.payload?.digest ?? '',
      price: order.checked?.price ?? order.checked?.ceiling ?? null,
      rows: runsText(order.runs),
      codes: [...new Set(findings.map((finding) => finding.code))],
    })),
  });
}

export interface OpenedPlan {
  readonly saved: SavedPlan;
  /** The flags of `submit PLAN`, with sheets and meaning taken from the plan. */
  readonly flags: Flags;
}

/** The plan that `submit` was given instead of sheets; null when it was given sheets. Throws StalePlanError. */
export function openPlan(flags: Flags): OpenedPlan | null {
  const [path, ...others] = flags.sheets ?? [];
  const isPlan = (name: string) => name.toLowerCase().endsWith('.json');
  if (!path || !(flags.sheets ?? []).some(isPlan)) return null;
  if (others.length > 0)
    throw new UsageError('A plan is submitted by itself.', 'Name one plan, or sheets and no plan.', 'USAGE-CONFLICT');
  const saved = readPlan(path);
  for (const file of [...saved.sheets, ...saved.aliases]) {
    if (digested(file.path).sha256 === file.sha256) continue;
    throw stale(path, `${file.path} has changed since the plan was made.`);
  }
  const sheets = saved.sheets.map((file) => file.path);
  const aliases = saved.aliases.map((file) => file.path);
  const kept = Object.fromEntries(Object.entries(saved.flags).filter(([name]) => KEPT.some((known) => known === name)));
  assertSameAddress(kept['base-url'], flags, path);
  assertSameProfile(kept.profile, flags, path);
  assertSameChoice(kept.where, flags, path);
  return { saved, flags: { ...flags, ...(kept as Flags), sheets, aliases } };
}

/** A file must not lead the key to an address that nobody has named here; this machine is no such address. */
function assertSameAddress(kept: unknown, flags: Flags, path: string): void {
  if (typeof kept !== 'string' || kept === flags['base-url'] || isLoopback(baseUrlOf(kept))) return;
  throw new UsageError(
    `${path} was made for another base URL than this command names.`,
    'Give the --base-url that the plan was made with.',
    'PLAN-ADDRESS',
  );
}

/** A file must not choose whose key and budget count; a person names the profile again. */
function assertSameProfile(kept: unknown, { profile }: Flags, path: string): void {
  if ((kept || null) === (profile || null)) return;
  throw new UsageError(
    `${path} was made ${kept ? `with profile ${kept}` : 'without a profile'}, and this command has ${profile ? `profile ${profile}` : 'none'}.`,
    kept ? `Give --profile ${kept}, or make the plan again.` : 'Leave the profile out, or make the plan again.',
    'PLAN-PROFILE',
  );
}

/** A plan is sent as it is: whoever names other orders than it holds expects something else. */
function assertSameChoice(kept: unknown, { where }: Flags, path: string): void {
  if (where === undefined || JSON.stringify(where) === JSON.stringify(kept)) return;
  throw new UsageError(
    `--where cannot choose from ${path}: a plan is sent as it was made.`,
    'Leave --where out, or make another plan with `sheetorder check --where COLUMN=VALUE --plan FILE`.',
    'USAGE-CONFLICT',
  );
}

/** Throws StalePlanError, naming every difference, when the plan made now is not the one that was saved. */
export function assertFresh(opened: OpenedPlan, now: Plan, path: string): void {
  const differences = comparePlan(opened.saved.orders, now);
  if (differences.length > 0) throw stale(path, differences.join('\n'));
}

function stale(path: string, differences: string): StalePlanError {
  return new StalePlanError(
    `${path} does not match any more, so nothing was sent.\n${differences}`,
    'Run `sheetorder check` with --plan again, look at the result, and submit the new plan.',
  );
}

function digested(path: string): { path: string; sha256: string } {
  return { path, sha256: sha256(readBytes(path)) };
}

function given(value: string | number | boolean | readonly string[]): string | number | boolean | string[] {
  return typeof value === 'object' ? [...value] : value;
}
