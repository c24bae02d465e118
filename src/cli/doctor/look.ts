import type { SheetorderError } from '../../domain/errors.ts';
import { vendors } from '../../vendors/index.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import type { Flags } from '../options.ts';
import { type Check, Checks } from './check.ts';
import { checkInbox } from './inbox.ts';
import { checkLedger } from './ledger-content.ts';
import { checkLedgerPlace } from './ledger-place.ts';
import { checkLocks } from './locks.ts';
import { askVendor } from './online.ts';
import { checkProgram } from './program.ts';
import { accountOf, checkVendor } from './vendor-keys.ts';

/** Everything that doctor looks at. Writes nothing; asks vendors with `--online` only. */
export async function look(flags: Flags, host: Host): Promise<readonly Check[]> {
  const configuration = new Checks('configuration');
  const composition = compose(configuration, flags, host);
  if (!composition) return [...checkProgram(), ...configuration.list];
  const checks = [
    ...checkProgram(),
    ...configuration.list,
    ...(await lookAtVendors(composition, flags, host)),
    ...lookAtLedgerOf(composition, flags),
    ...(flags.inbox === undefined ? [] : checkInbox(flags.inbox, composition.clock)),
  ];
  const cover = (text: string) => composition.redactor.cover(text);
  return checks.map((check) => ({ ...check, says: cover(check.says), fix: cover(check.fix) }));
}

/** Null where flags and configuration do not fit together, so that no command would get any further either. */
function compose(checks: Checks, flags: Flags, host: Host): Composition | null {
  const composed = checks.attempt('fits', () => host.compose(flags));
  if (!composed) {
    checks.note('rest', 'Nothing further was looked at: keys and ledger depend on the configuration.');
    return null;
  }
  const { path, chosen } = composed.value.config;
  if (path) checks.ok('fits', `${path} fits${chosen ? `; profile ${chosen.name} is chosen` : ''}.`);
  else checks.ok('fits', 'There is no sheetorder.json, so everything is as it comes.');
  return composed.value;
}

async function lookAtVendors(composition: Composition, flags: Flags, { env }: Host): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const vendor of Object.values(vendors)) {
    const own = checkVendor(vendor, composition, env, flags);
    checks.push(...own);
    const isWell = own.every(({ state }) => state !== 'problem');
    if (flags.online && isWell && composition.hasKey(vendor)) checks.push(...(await askVendor(vendor, composition)));
  }
  return checks;
}

function lookAtLedgerOf(composition: Composition, flags: Flags): readonly Check[] {
  const { ledgerPath, clock } = composition;
  const ledger = new Checks('ledger');
  checkLedgerPlace(ledger, ledgerPath, clock.now());
  const seen = checkLedger(ledger, ledgerPath, clock, flags);
  const locks = new Checks('locks');
  const current = Object.values(vendors).flatMap((vendor) => accountOf(vendor, composition) ?? []);
  checkLocks(locks, ledgerPath, [...(seen?.accounts ?? []), ...current], clock);
  return [...ledger.list, ...locks.list];
}

/** The kinds of exit that the problems ask for. */
export function exitsOf(checks: readonly Check[]): readonly SheetorderError['exit'][] {
  return checks.flatMap(({ exit }) => exit ?? []);
}
