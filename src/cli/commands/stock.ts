import { UsageError } from '../../domain/errors.ts';
import { majorText } from '../../domain/money.ts';
import type { StockOffer } from '../../domain/stock.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { csvText } from '../../io/write-results.ts';
import { converse } from '../../run/converse.ts';
import { stockSheet } from '../../steps/stock-sheet.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { organizationOf, vendorNamed } from '../one-account.ts';
import type { Flags } from '../options.ts';
import { assertTargets } from '../outputs/finish.ts';
import { commandLine, placeOf } from '../say-command.ts';
import { unread } from '../unread.ts';
import type { Host } from './command.ts';

/** What the vendor has for sale as it stands, as a sheet to choose from and submit. Never spends. */
export async function runStock(flags: Flags, host: Host): Promise<ExitCode> {
  assertTargets(flags, []);
  if (flags.output && !/\.csv$/i.test(flags.output))
    throw new UsageError(
      `--output ${flags.output}: the stock is written as CSV.`,
      'Give it a name that ends in .csv.',
      'OUTPUT-KIND',
    );
  const composition = host.compose(flags);
  const vendor = vendorNamed(flags);
  const offers = await readOffers(vendor, composition);
  const cells = stockSheet(vendor.id, offers).map((row) => row.map((cell) => composition.redactor.cover(cell)));
  if (flags.output) writeAtomic(flags.output, csvText(cells, { bom: !flags['no-bom'] }));
  if (flags.json) host.terminal.out(composition.redactor.cover(JSON.stringify(offers.map(fieldsOf), null, 2)));
  else if (!flags.output) host.terminal.out(csvText(cells, { bom: false }).trimEnd());
  if (!flags.quiet) host.terminal.err(sayStock(offers, flags));
  return EXIT.done;
}

async function readOffers(vendor: Vendor, composition: Composition): Promise<readonly StockOffer[]> {
  if (!vendor.readStock)
    throw new UsageError(
      `${vendor.title} sells nothing from stock.`,
      'See `sheetorder vendors` for what it sells.',
      'NO-STOCK',
    );
  const organization = organizationOf(vendor, composition);
  const transport = await composition.transport(vendor);
  const reading = await converse(vendor.readStock({ organization }), (request) => transport.read(request));
  if (reading.kind === 'read') return reading.offers;
  const wanted = { sentence: 'The stock could not be read', code: 'STOCK-FAILED' };
  throw unread(vendor, reading.failure, wanted, composition);
}

function sayStock(offers: readonly StockOffer[], flags: Flags): string {
  if (offers.length === 0) return 'Nothing is in stock.';
  const count = offers.length === 1 ? '1 domain is for sale.' : `${offers.length} domains are for sale.`;
  const { output = 'stock.csv' } = flags;
  const save = flags.output ? '' : `save them with ${commandLine('stock', flags, ['--output', output])}, `;
  const submit = commandLine('submit', { ...placeOf(flags), sheets: [output] });
  return `${count}\nNext: ${save}delete the rows of ${output} that you do not want, then ${submit}`;
}

function fieldsOf({ id, domain, price, operation, about }: StockOffer): Readonly<Record<string, unknown>> {
  return {
    stock_id: id,
    domain,
    price: price ? majorText(price) : '',
    currency: price?.currency ?? '',
    operation,
    ...about,
  };
}
