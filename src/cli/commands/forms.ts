import { COLUMN_NOTES } from '../../domain/column-notes.ts';
import { UsageError } from '../../domain/errors.ts';
import type { HalfOrder } from '../../domain/half-order.ts';
import { accountId, shortKey } from '../../domain/identity.ts';
import { majorText } from '../../domain/money.ts';
import type { Ledger } from '../../domain/ports.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { templateXlsx } from '../../io/template-xlsx.ts';
import { csvText } from '../../io/write-results.ts';
import { converse } from '../../run/converse.ts';
import { type FormSheet, formSheet, type KnownHalf } from '../../steps/form-sheet.ts';
import { replayLedger } from '../../steps/replay-ledger.ts';
import { vendors } from '../../vendors/index.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { organizationOf, vendorNamed } from '../one-account.ts';
import type { Flags } from '../options.ts';
import { assertTargets } from '../outputs/finish.ts';
import { sayForms } from '../say-forms.ts';
import { unread } from '../unread.ts';
import type { Host } from './command.ts';

type Known = (orderId: string) => KnownHalf | null;

/** Orders that are paid but not configured, as a sheet ready to fill in and submit. Never spends. */
export async function runForms(flags: Flags, host: Host): Promise<ExitCode> {
  const sheets = flags.sheets ?? [];
  assertTargets(flags, [...sheets, ...(flags.aliases ?? [])]);
  assertEnding(flags.output);
  const composition = host.compose(flags);
  const vendor = vendorNamed(flags);
  const organization = organizationOf(vendor, composition);
  const batch = sheets.length > 0 ? composition.prepare() : null;
  const ledger = composition.existingLedger();
  const known = knownIn(ledger, accountId(vendor.id, composition.origin(vendor), organization));
  const halves = await readHalves(vendor, organization, composition);
  const settings = composition.settings(vendor);
  const sheet = formSheet({
    vendor: vendor.id,
    halves,
    drafts: (batch?.orders(ledger) ?? []).filter((order) => order.vendor === vendor).map(({ draft }) => draft),
    known,
    mailboxes: (type) => vendor.mailboxesOn(type, settings),
    sources: vendor.operations[halves[0]?.fields.operation ?? '']?.values.domain_source ?? [],
  });
  write(sheet, halves, known, flags, host);
  host.terminal.err(composition.redactor.cover(sayForms(halves, sheet, known, flags, host.terminal.width)));
  return EXIT.done;
}

function assertEnding(output: string | undefined): void {
  if (!output || /\.(csv|xlsx)$/i.test(output)) return;
  throw new UsageError(
    `--output ${output}: forms are written as CSV or XLSX.`,
    'Give it a name that ends in .csv or .xlsx.',
    'OUTPUT-KIND',
  );
}

/** What the ledger says of the order that has an id; its domains stand in for those that a form does not name. */
function knownIn(ledger: Ledger | null, account: string): Known {
  const ids = ledger?.orderIds(account) ?? new Map<string, string>();
  return (orderId) => {
    const key = ids.get(orderId);
    const note = key && ledger ? replayLedger(ledger.entriesFor([key])).get(key)?.note : null;
    return key && note ? { key, name: note.name, rows: note.rows, domains: note.domains } : null;
  };
}

async function readHalves(
  vendor: Vendor,
  organization: string,
  composition: Composition,
): Promise<readonly HalfOrder[]> {
  const transport = await composition.transport(vendor);
  const reading = await converse(vendor.readHalfOrders({ organization }), (request) => transport.read(request));
  if (reading.kind === 'read') return reading.orders;
  const wanted = { sentence: 'The forms that wait could not be read', code: 'FORMS-FAILED' };
  throw unread(vendor, reading.failure, wanted, composition);
}

function write(sheet: FormSheet, halves: readonly HalfOrder[], known: Known, flags: Flags, host: Host): void {
  const { output } = flags;
  if (output && /\.xlsx$/i.test(output)) {
    const choices = { ...valuesOf(flags), vendor: Object.keys(vendors) };
    writeAtomic(output, templateXlsx({ rows: sheet.cells, notes: COLUMN_NOTES, choices }));
  } else if (output) writeAtomic(output, csvText(sheet.cells, { bom: !flags['no-bom'] }));
  if (flags.json)
    host.terminal.out(
      JSON.stringify(
        halves.map((half) => fieldsOf(half, known)),
        null,
        2,
      ),
    );
  else if (!output) host.terminal.out(csvText(sheet.cells, { bom: false }).trimEnd());
}

function valuesOf(flags: Flags): Readonly<Record<string, readonly string[]>> {
  return Object.assign({}, ...Object.values(vendorNamed(flags).operations).map(({ values }) => values));
}

function fieldsOf(half: HalfOrder, known: Known): Readonly<Record<string, unknown>> {
  const ours = half.orderId ? known(half.orderId) : null;
  return {
    form_uuid: half.uuid,
    order_id: half.orderId,
    description: half.description,
    created_at: half.createdAt,
    amount: half.amount ? majorText(half.amount) : '',
    currency: half.amount?.currency ?? '',
    mailbox_type: half.mailboxType ?? '',
    domain_source: half.fields.domain_source ?? '',
    domains_wanted: half.wanted,
    domains: half.domains,
    order: ours?.name ?? '',
    rows: ours?.rows ?? '',
    key: ours ? shortKey(ours.key) : '',
  };
}
