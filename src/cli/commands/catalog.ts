import type { Catalogue, Package } from '../../domain/catalogue.ts';
import { TryLaterError, UsageError } from '../../domain/errors.ts';
import { accountId } from '../../domain/identity.ts';
import { majorText } from '../../domain/money.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { cataloguePath, writeCatalogue } from '../../io/catalogue-file.ts';
import { converse } from '../../run/converse.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { organizationOf, vendorNamed } from '../one-account.ts';
import type { Flags } from '../options.ts';
import { commandLine } from '../say-command.ts';
import { table } from '../table.ts';
import { type Command, type Host, SPEAKING, TALK, WHERE } from './command.ts';

/** Packages and prices from the vendor, kept in a dated file beside the ledger. */
export const catalog: Command = {
  usage: 'catalog <action>',
  describe: 'pull fetches packages and prices from the vendor; show prints what was fetched last.',
  flags: ['vendor', ...WHERE, ...SPEAKING, 'json', ...TALK],
  examples: [
    ['$0 catalog pull', 'fetch packages and prices, so that `check` can count and price'],
    ['$0 catalog show', 'print them'],
  ],
  run: runCatalog,
};

async function runCatalog(flags: Flags, host: Host): Promise<ExitCode> {
  if (flags.action !== 'pull' && flags.action !== 'show')
    throw new UsageError(`catalog ${flags.action} is not known.`, 'Use `catalog pull` or `catalog show`.');
  const composition = host.compose(flags);
  const vendor = vendorNamed(flags);
  const account = accountId(vendor.id, composition.origin(vendor), organizationOf(vendor, composition));
  const catalogue =
    flags.action === 'pull'
      ? await pull(vendor, account, composition)
      : composition.catalogue(vendor, composition.organization(vendor));
  if (!catalogue)
    throw new UsageError(
      'No catalogue was fetched for this account yet.',
      `Run ${commandLine('catalog pull', flags)}.`,
      'NO-CATALOG',
    );
  host.terminal.out(flags.json ? JSON.stringify(catalogue, null, 2) : sayCatalogue(catalogue));
  if (flags.action === 'pull' && !flags.quiet)
    host.terminal.err(
      `${catalogue.packages.length} packages written to ${cataloguePath(composition.ledgerPath, account)}.`,
    );
  return EXIT.done;
}

async function pull(vendor: Vendor, account: string, composition: Composition): Promise<Catalogue> {
  const transport = await composition.transport(vendor);
  const context = { organization: composition.organization(vendor) };
  const reading = await converse(vendor.pullCatalogue(context), (request) => transport.read(request));
  if (reading.kind === 'failed') {
    const { reason, unauthorised } = reading.failure;
    if (unauthorised)
      throw new UsageError(
        `${vendor.title} refused the key (${composition.redactor.cover(reason)}).`,
        'Check the key and the organization.',
        'UNAUTHORISED',
      );
    throw new TryLaterError(
      `The packages could not be read (${composition.redactor.cover(reason)}).`,
      'Run the same command again later.',
      'CATALOG-FAILED',
    );
  }
  const pulledAt = new Date(composition.clock.now()).toISOString();
  const catalogue = { vendor: vendor.id, account, pulledAt, packages: reading.packages };
  writeCatalogue(composition.ledgerPath, catalogue);
  return catalogue;
}

function sayCatalogue(catalogue: Catalogue): string {
  const rows = catalogue.packages.map((one) => [
    one.id,
    one.name,
    String(one.domains),
    partsOf(one),
    one.price ? `${majorText(one.price)} ${one.price.currency}${one.period}` : '-',
  ]);
  return `${catalogue.account}, fetched ${catalogue.pulledAt}\n\n${table(['price_id', 'package', 'domains', 'made of', 'price'], rows)}`;
}

function partsOf({ mailboxes, typeDomains }: Package): string {
  const types = [...new Set([...Object.keys(typeDomains), ...Object.keys(mailboxes)])];
  const parts = types.map((type) => {
    const domains = typeDomains[type] === undefined ? '' : `${typeDomains[type]} domains`;
    const boxes = mailboxes[type] === undefined ? '' : `${mailboxes[type]} mailboxes`;
    return `${type} ${[domains, boxes].filter(Boolean).join(' with ')}`;
  });
  return parts.join(', ') || '-';
}
