import { COLUMNS, columnOf } from '../domain/columns.ts';
import { editDistance } from '../domain/edit-distance.ts';
import { UsageError } from '../domain/errors.ts';
import type { GroupDefaults } from '../steps/group-rows.ts';
import { PACK_MODES, type PackMode } from '../steps/pack-orders.ts';
import { vendors } from '../vendors/index.ts';
import type { Flags } from './options.ts';

const FAR = 4;

/** What `--vendor`, `--operation` and `--set` say; each only fills what a sheet leaves empty. Throws UsageError. */
export function groupDefaults(flags: Flags): GroupDefaults {
  const vendor = Object.values(vendors).find((known) => known.id === (flags.vendor ?? 'scaledmail'));
  if (!vendor)
    throw new UsageError(
      `--vendor ${flags.vendor} is not known.`,
      `Use ${Object.keys(vendors).join(' or ')}.`,
      'NO-SUCH-VENDOR',
    );
  const operation = flags.operation ?? null;
  if (operation !== null && !Object.hasOwn(vendor.operations, operation))
    throw new UsageError(
      `--operation ${operation} is not known.`,
      `${vendor.title} has ${Object.keys(vendor.operations).join(', ')}.`,
      'NO-SUCH-OPERATION',
    );
  return {
    vendor: vendor.id,
    operation,
    set: Object.fromEntries((flags.set ?? []).map((text) => assigned(text, 'set', 'domain_source=scaledmail'))),
  };
}

/** What `--pack` says. Throws UsageError. */
export function packMode(flags: Flags): PackMode {
  const mode = PACK_MODES.find((known) => known === (flags.pack ?? 'orders'));
  if (mode) return mode;
  throw new UsageError(`--pack ${flags.pack} is not known.`, `Write ${PACK_MODES.join(', ')}.`, 'USAGE-FLAG-VALUE');
}

/** What COLUMN=VALUE says, as `--set` and `--where` take it: the column's own name, and the value. Throws UsageError. */
export function assigned(text: string, flag: 'set' | 'where', example: string): readonly [string, string] {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  if (at < 1)
    throw new UsageError(
      `--${flag} "${text}" is not COLUMN=VALUE.`,
      `Write it like --${flag} ${example}.`,
      'USAGE-FLAG-VALUE',
    );
  const column = columnOf(name);
  if (!column) throw new UsageError(`--${flag} ${name}: there is no such column.`, nearest(name), 'NO-SUCH-COLUMN');
  if (column.secret)
    throw new UsageError(
      `--${flag} ${name}: a login is never taken from the command line, where others can read it.`,
      flag === 'where'
        ? 'Choose by another column, such as client or hosting.'
        : 'Name a profile of sheetorder.json in the sheet, or write env:SHEETORDER_SECRET_… into its cell.',
      'SET-SECRET',
    );
  return [column.name, text.slice(at + 1)];
}

function nearest(name: string): string {
  const near = COLUMNS.map((column) => ({ name: column.name, distance: editDistance(name, column.name, FAR) }));
  const best = near.filter(({ distance }) => distance <= FAR).sort((a, b) => a.distance - b.distance)[0];
  return best ? `Did you mean ${best.name}?` : 'The README lists the columns.';
}
