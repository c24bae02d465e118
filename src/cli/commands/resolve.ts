import { userInfo } from 'node:os';
import { UsageError } from '../../domain/errors.ts';
import { resolveOrder, type Statement } from '../../run/resolve-order.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { keysBeginning, recordOf } from '../find-order.ts';
import type { Flags } from '../options.ts';
import { sayRecords } from '../say-records.ts';
import { portsFor, runOptions, vendorOf } from '../speak.ts';
import type { Host } from './command.ts';

/** A person states what became of one order; the only way from doubt back to "may be sent". */
export async function runResolve(flags: Flags, host: Host): Promise<ExitCode> {
  const statement = statementOf(flags, host);
  const composition = host.compose(flags);
  const ledger = composition.existingLedger();
  const text = flags.key ?? '';
  const record = recordOf(text, keysBeginning(text, ledger), ledger);
  const vendor = vendorOf(record.note?.account ?? '', composition);
  if (!ledger || !vendor)
    throw new UsageError(
      `That order is on the account "${record.note?.account ?? ''}", which this command does not speak to.`,
      'Give the --profile, --base-url or --sandbox that it was ordered with.',
      'RESOLVE-ACCOUNT',
    );
  const transports = new Map(
    statement.as === 'not_placed' || composition.hasKey(vendor)
      ? [[vendor.id, await composition.transport(vendor)]]
      : [],
  );
  const ports = portsFor(transports, ledger, composition, host);
  const after = await resolveOrder(record, statement, vendor, ports, runOptions(flags, composition, ledger));
  const said = sayRecords(ledger, [after.key], flags.json ?? false, host.terminal.outWidth);
  if (!flags.quiet || flags.json) host.terminal.out(composition.redactor.cover(said.text));
  return EXIT.done;
}

function statementOf(flags: Flags, host: Host): Statement {
  const said = [
    flags.placed === undefined ? [] : ['placed'],
    flags['not-placed'] ? ['not_placed'] : [],
    flags.cancelled ? ['cancelled'] : [],
  ].flat();
  const [as, ...more] = said;
  if (!as || more.length > 0)
    throw new UsageError(
      'Say one of --placed ORDER_ID, --not-placed and --cancelled.',
      'See `sheetorder resolve --help`.',
      'USAGE-CONFLICT',
    );
  if (flags.placed !== undefined && !flags.placed.trim())
    throw new UsageError(
      '--placed needs the order id that the vendor shows.',
      'Write --placed ORDER_ID.',
      'USAGE-MISSING',
    );
  if (!flags.note?.trim())
    throw new UsageError(
      'A statement needs a reason that can be read later.',
      'Add --note "how you know".',
      'RESOLVE-NOTE',
    );
  return { as: as as Statement['as'], orderId: flags.placed?.trim() ?? null, note: flags.note, who: whoIs(host) };
}

function whoIs(host: Host): string {
  try {
    return userInfo().username;
  } catch {
    return host.env.USER ?? 'unknown';
  }
}
