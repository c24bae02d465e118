import { UsageError } from '../../domain/errors.ts';
import type { NamesReading } from '../../domain/mailbox-names.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { csvText } from '../../io/write-results.ts';
import { converse } from '../../run/converse.ts';
import { type NamelessRow, namedSheet, namelessRows } from '../../steps/name-sheet.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { assertTargets } from '../outputs/finish.ts';
import { commandLine } from '../say-command.ts';
import { unread } from '../unread.ts';
import { assertNoUnseenRows } from '../unseen-rows.ts';
import type { Host } from './command.ts';

const USUAL = 2;
const MOST = 100;

/** Fills a sheet with mailboxes that the vendor suggests for each domain and person. Never spends. */
export async function runNames(flags: Flags, host: Host): Promise<ExitCode> {
  const [path = '', ...more] = flags.sheets ?? [];
  if (more.length > 0) throw new UsageError('names takes one sheet.', 'Run it once for each sheet.', 'USAGE-ONE-SHEET');
  assertTargets(flags, [path]);
  const count = countOf(flags);
  if (flags.output && !/\.csv$/i.test(flags.output))
    throw new UsageError(
      `--output ${flags.output}: the sheet is written as CSV.`,
      'Give it a name that ends in .csv.',
      'OUTPUT-KIND',
    );
  const composition = host.compose(flags);
  const batch = composition.prepare();
  const [sheet] = batch.mapped;
  assertNoUnseenRows(
    flags.output ? `--output ${flags.output}` : 'The CSV on standard output',
    batch.mapped.map(({ table }) => table),
    'Show the rows, or say --hidden-rows include or --hidden-rows skip.',
  );
  if (!sheet) throw new UsageError('names needs a sheet.', 'Name one.', 'USAGE-MISSING');
  const notes: string[] = [];
  const named = new Map<number, readonly string[]>();
  const orders = batch.orders(null);
  for (const vendor of new Set(orders.map((order) => order.vendor))) {
    const own = orders.filter((order) => order.vendor === vendor);
    const rows = namelessRows(
      own.map(({ draft }) => draft),
      count,
    );
    if (!vendor || rows.length === 0) continue;
    if (!vendor.suggestNames)
      notes.push(`${vendor.title} suggests no mailboxes; ${rowCount(rows.length)} left as they were.`);
    else for (const [line, own] of await suggested(vendor, rows, composition, host, notes)) named.set(line, own);
  }
  write(csvText(namedSheet(sheet, named), { bom: flags.output !== undefined && !flags['no-bom'] }), flags, host);
  const made = [...named.values()].reduce((sum, own) => sum + own.length, 0);
  if (!flags.quiet) host.terminal.err(`Suggested ${made} mailboxes for ${rowCount(named.size)}.`);
  if (!flags.quiet) for (const note of notes) host.terminal.err(composition.redactor.cover(`note: ${note}`));
  if (flags.output && !flags.quiet)
    host.terminal.err(`Next: look them over, then ${commandLine('check', { ...flags, sheets: [flags.output] })}`);
  return EXIT.done;
}

function countOf({ mailboxes = USUAL }: Flags): number {
  if (Number.isInteger(mailboxes) && mailboxes >= 1 && mailboxes <= MOST) return mailboxes;
  throw new UsageError(
    `--mailboxes ${mailboxes} is not a number of mailboxes.`,
    `Write 1 to ${MOST}.`,
    'USAGE-FLAG-VALUE',
  );
}

function rowCount(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

async function suggested(
  vendor: Vendor,
  rows: readonly NamelessRow[],
  composition: Composition,
  host: Host,
  notes: string[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const transport = await composition.transport(vendor);
  const found = new Map<number, readonly string[]>();
  for (const [index, { line, wanted }] of rows.entries()) {
    if (host.terminal.width !== null) host.terminal.live(`${index} of ${rows.length} domains`);
    const conversation = vendor.suggestNames?.(wanted);
    if (!conversation) continue;
    const reading = await converse(conversation, (request) => transport.read(request));
    const own = namesIn(reading, vendor, composition);
    found.set(line, own);
    if (own.length < wanted.count)
      notes.push(
        `line ${line}: ${vendor.title} suggested ${own.length} usable mailboxes for ${wanted.domain}, and ${wanted.count} were wanted.`,
      );
  }
  return found;
}

function namesIn(reading: NamesReading, vendor: Vendor, composition: Composition): readonly string[] {
  if (reading.kind === 'read') return reading.names;
  throw unread(vendor, reading.failure, { sentence: 'The names could not be had', code: 'NAMES-FAILED' }, composition);
}

function write(text: string, { output }: Flags, host: Host): void {
  if (output) writeAtomic(output, text);
  else host.terminal.out(text.trimEnd());
}
