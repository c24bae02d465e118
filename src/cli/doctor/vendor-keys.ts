import type { Catalogue } from '../../domain/catalogue.ts';
import { accountId } from '../../domain/identity.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { vendors } from '../../vendors/index.ts';
import type { Composition } from '../compose.ts';
import { type Env, variable } from '../environment.ts';
import type { Flags } from '../options.ts';
import { commandLine } from '../say-command.ts';
import { type Check, Checks } from './check.ts';
import { checkAccess } from './own-file.ts';

const DAY_MS = 24 * 3_600_000;
const OLD_DAYS = 30;

/** Key, organization, address, settings and catalogue of one vendor, without asking it. */
export function checkVendor(vendor: Vendor, composition: Composition, env: Env, flags: Flags): readonly Check[] {
  const checks = new Checks('vendors', vendor.id);
  const address = checks.attempt('address', () => composition.accounts.baseUrl(vendor));
  // A key is asked for only where it is certain who would get it.
  if (!address || !checkConflicts(checks, vendor, composition)) return checks.list;
  sayKey(checks, vendor, composition, env, flags);
  const hasKey = composition.hasKey(vendor);
  sayAddress(checks, vendor, address.value.origin, composition, hasKey && !flags.sandbox);
  const settings = checks.attempt('settings', () => composition.settings(vendor));
  // Without a key nobody uses this vendor, so there is nothing more to miss.
  if (!settings || !hasKey) return checks.list;
  const organization = checks.attempt('organization', () => composition.organization(vendor))?.value ?? null;
  if (organization === null) return checks.list;
  const { organizationVariable } = vendor.auth;
  if (organization && organizationVariable) checks.ok('organization', `${vendor.title}: organization ${organization}.`);
  else if (organizationVariable)
    checks.note(
      'organization',
      `${organizationVariable} is not set, so every order must name its organization_id.`,
      `See the ids with: ${commandLine('workspaces', flags)}`,
    );
  const read = checks.attempt('catalogue', () => composition.catalogue(vendor, organization));
  if (read) checkCatalogue(checks, vendor, read.value, composition.clock.now(), flags);
  return checks.list;
}

/** A key for another vendor is enough for whoever orders there alone. */
function sayKey(checks: Checks, vendor: Vendor, composition: Composition, env: Env, flags: Flags): void {
  const { accounts, config } = composition;
  const { keyVariable } = vendor.auth;
  const { value, from } = accounts.keyState(vendor);
  if (flags.sandbox) checks.ok('key', `${vendor.title}: the sandbox needs no key.`);
  else if (value !== null && !accounts.hasKey(vendor))
    // Says how it cannot be had.
    checks.attempt('key', () => accounts.key(vendor));
  else if (value !== null) saySet(checks, vendor, from, keyFileOf(vendor, composition, env));
  else if (Object.values(vendors).some((other) => accounts.hasKey(other)))
    checks.ok('key', `${vendor.title}: no key (${keyVariable}); nothing is ordered there.`);
  else
    checks.note(
      'key',
      `${vendor.title}: no key (${keyVariable}), so nothing can be ordered or read there.`,
      `Where you order there: set ${keyVariable}, or ${keyVariable}_FILE to a file that holds it${Object.keys(config.profiles).length > 0 ? ', or choose a --profile that names one' : ''}.`,
    );
}

function saySet(checks: Checks, vendor: Vendor, from: string, file: string | null): void {
  if (file === null || checkAccess(checks, 'key', file, 'file'))
    checks.ok('key', `${vendor.title}: the key is set, by ${from}${file ? ` (${file})` : ''}.`);
}

/** The file that the key is read from; null where it is a variable. */
function keyFileOf(vendor: Vendor, { config }: Composition, env: Env): string | null {
  const named = config.chosen?.accounts[vendor.id]?.key;
  if (named) return named.startsWith('file:') ? named.slice('file:'.length) : null;
  const { keyVariable } = vendor.auth;
  return variable(env, keyVariable) ? null : variable(env, `${keyVariable}_FILE`);
}

/** One of two accounts that environment and profile name: which is meant nobody can tell. */
function checkConflicts(checks: Checks, vendor: Vendor, { accounts }: Composition): boolean {
  const conflicts = accounts.conflicts(vendor);
  for (const conflict of conflicts)
    checks.problem(
      'conflict',
      'usage',
      `PROFILE-CONFLICT: ${conflict}`,
      'Unset the variable, or name the profile that fits it.',
    );
  return conflicts.length === 0;
}

function sayAddress(checks: Checks, vendor: Vendor, origin: string, { accounts }: Composition, isUsed: boolean): void {
  if (!isUsed || origin === new URL(vendor.baseUrl).origin) return;
  checks.note(
    'address',
    `${vendor.title} is spoken to at ${origin}, which is not its own address (${accounts.baseUrlSaid(vendor).from}).`,
    'For real orders take that out.',
  );
}

function checkCatalogue(checks: Checks, vendor: Vendor, catalogue: Catalogue | null, now: number, flags: Flags): void {
  const pull = commandLine('catalog pull', { ...flags, vendor: vendor.id });
  // A vendor that names no prices has nothing to pull.
  if (!catalogue) return;
  const days = Math.floor((now - Date.parse(catalogue.pulledAt)) / DAY_MS);
  const date = catalogue.pulledAt.slice(0, 10);
  if (days > OLD_DAYS)
    checks.note('catalogue', `${vendor.title}: the catalogue of ${date} is ${days} days old; prices may differ.`, pull);
  else checks.ok('catalogue', `${vendor.title}: catalogue of ${date}, ${catalogue.packages.length} packages.`);
}

/** The account that this vendor's key and organization stand for; null where that cannot be told. */
export function accountOf(vendor: Vendor, composition: Composition): string | null {
  try {
    return accountId(vendor.id, composition.origin(vendor), composition.organization(vendor));
  } catch {
    return null;
  }
}
