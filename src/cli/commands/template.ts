import { COLUMN_NOTES } from '../../domain/column-notes.ts';
import { COLUMNS } from '../../domain/columns.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Operation, Vendor } from '../../domain/vendor.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { templateXlsx } from '../../io/template-xlsx.ts';
import { csvText } from '../../io/write-results.ts';
import { vendors } from '../../vendors/index.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { groupDefaults } from '../group-defaults.ts';
import type { Flags } from '../options.ts';
import { assertTargets } from '../outputs/finish.ts';
import { commandLine, placeOf } from '../say-command.ts';
import type { Host } from './command.ts';

type ExampleRow = Readonly<Record<string, string>>;

/** An example sheet that passes `check` as it is. */
export async function runTemplate(flags: Flags, host: Host): Promise<ExitCode> {
  assertTargets(flags, []);
  const defaults = groupDefaults(flags);
  const vendor = Object.values(vendors).find((known) => known.id === defaults.vendor);
  if (!vendor) throw new UsageError(`--vendor ${defaults.vendor} is not known.`, 'See the README.', 'NO-SUCH-VENDOR');
  const usual = flags.package ? 'create-order' : 'create-custom-order';
  const [first = ''] = Object.keys(vendor.operations);
  const name = defaults.operation ?? (Object.hasOwn(vendor.operations, usual) ? usual : first);
  const operation = Object.values(vendor.operations).find((known) => known.id === name);
  if (!operation)
    throw new UsageError(
      `${vendor.title} has no operation ${name}.`,
      'Name one with --operation.',
      'NO-SUCH-OPERATION',
    );
  const rows = flags.package ? packageRows(flags.package, vendor, operation, host.compose(flags)) : operation.example;
  const cells = tableOf(rows, operation);
  if (flags.xlsx) writeAtomic(workbookTarget(flags.output), workbookOf(cells, operation));
  else if (flags.output) writeAtomic(flags.output, csvText(cells, { bom: !flags['no-bom'] }));
  else host.terminal.out(csvText(cells, { bom: false }).trimEnd());
  if (flags.output && !flags.quiet)
    host.terminal.err(`Next: fill in ${flags.output}, then ${checkOf(flags.output, flags)}`);
  return EXIT.done;
}

/** The sheet says vendor and operation itself. */
function checkOf(output: string, flags: Flags): string {
  return commandLine('check', { ...placeOf(flags), sheets: [output] });
}

function workbookTarget(output: string | undefined): string {
  if (output && /\.xlsx$/i.test(output)) return output;
  throw new UsageError(
    'A workbook needs a file to be written to.',
    'Add --output with a name that ends in .xlsx.',
    'USAGE-MISSING',
  );
}

function workbookOf(rows: readonly (readonly string[])[], operation: Operation): Buffer {
  return templateXlsx({ rows, notes: COLUMN_NOTES, choices: { ...operation.values, vendor: Object.keys(vendors) } });
}

/** One row for each domain of the package. */
function packageRows(
  id: string,
  vendor: Vendor,
  operation: Operation,
  composition: Composition,
): readonly ExampleRow[] {
  const catalogue = composition.catalogue(vendor, composition.organization(vendor));
  const found = catalogue?.packages.find((one) => one.id === id);
  if (!found)
    throw new UsageError(
      catalogue ? `The catalogue has no package "${id}".` : 'No catalogue was fetched for this account yet.',
      catalogue ? 'See `sheetorder catalog show`.' : 'Run `sheetorder catalog pull`.',
      'NO-CATALOG',
    );
  const [first = {}] = operation.example;
  const types = Object.entries(found.typeDomains).flatMap(([type, count]) => Array<string>(count ?? 0).fill(type));
  return Array.from({ length: found.domains }, (_, index) => ({
    ...first,
    price_id: id,
    domain: `domain-${index + 1}.example`,
    ...(types[index] ? { mailbox_type: types[index] } : {}),
  }));
}

/** Columns that the operation needs or the example fills, in the order in which the manual lists them. */
function tableOf(rows: readonly ExampleRow[], operation: Operation): string[][] {
  const wanted = new Set([
    'order',
    'operation',
    ...operation.columns.required,
    ...rows.flatMap((row) => Object.keys(row)),
  ]);
  const names = COLUMNS.map((column) => column.name).filter((name) => wanted.has(name));
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
}
