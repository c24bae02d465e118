import type { Catalogue } from '../../domain/catalogue.ts';
import { UsageError } from '../../domain/errors.ts';
import { accountId } from '../../domain/identity.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { cataloguePath, writeCatalogue } from '../../io/catalogue-file.ts';
import { converse } from '../../run/converse.ts';
import { diffCatalogues } from '../../steps/diff-catalogues.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { organizationOf, vendorNamed } from '../one-account.ts';
import type { Flags } from '../options.ts';
import { sayCatalogue, sayChanges } from '../say-catalogue.ts';
import { commandLine } from '../say-command.ts';
import { unread } from '../unread.ts';
import type { Host } from './command.ts';

const ACTIONS: readonly string[] = ['pull', 'show', 'diff'];

/** Packages and prices from the vendor, kept in a dated file beside the ledger. */
export async function runCatalog(flags: Flags, host: Host): Promise<ExitCode> {
  if (!ACTIONS.includes(flags.action ?? ''))
    throw new UsageError(
      `catalog ${flags.action} is not known.`,
      'Use `catalog pull`, `catalog show` or `catalog diff`.',
      'USAGE-ACTION',
    );
  const composition = host.compose(flags);
  const vendor = vendorNamed(flags);
  const account = accountId(vendor.id, composition.origin(vendor), organizationOf(vendor, composition));
  if (flags.action === 'diff') return diff(vendor, account, flags, composition, host);
  const catalogue =
    flags.action === 'pull' ? await pull(vendor, account, composition) : fetchedLast(vendor, flags, composition);
  const isQuiet = flags.action === 'pull' && flags.quiet;
  if (flags.json) host.terminal.out(JSON.stringify(catalogue, null, 2));
  else if (!isQuiet) host.terminal.out(sayCatalogue(catalogue, host.terminal.outWidth));
  if (flags.action === 'pull' && !flags.quiet)
    host.terminal.err(
      `${catalogue.packages.length} packages written to ${cataloguePath(composition.ledgerPath, account)}.`,
    );
  return EXIT.done;
}

async function diff(
  vendor: Vendor,
  account: string,
  flags: Flags,
  composition: Composition,
  host: Host,
): Promise<ExitCode> {
  const before = fetchedLast(vendor, flags, composition);
  const now = await sold(vendor, account, composition);
  const changes = diffCatalogues(before, now);
  const json = { account, fetched: before.pulledAt, now: now.pulledAt, changes };
  const cover = (text: string) => composition.redactor.cover(text);
  if (flags.json) host.terminal.out(cover(JSON.stringify(json, null, 2)));
  else if (changes.length > 0 || !flags.quiet)
    host.terminal.out(cover(sayChanges(changes, before, host.terminal.outWidth)));
  if (changes.length === 0) return EXIT.done;
  if (!flags.quiet) host.terminal.err(`Next: once the changes are understood, ${commandLine('catalog pull', flags)}`);
  return EXIT.some_not_placed;
}

function fetchedLast(vendor: Vendor, flags: Flags, composition: Composition): Catalogue {
  const catalogue = composition.catalogue(vendor, composition.organization(vendor));
  if (catalogue) return catalogue;
  throw new UsageError(
    'No catalogue was fetched for this account yet.',
    `Run \`${commandLine('catalog pull', flags)}\`.`,
    'NO-CATALOG',
  );
}

async function pull(vendor: Vendor, account: string, composition: Composition): Promise<Catalogue> {
  const catalogue = await sold(vendor, account, composition);
  writeCatalogue(composition.ledgerPath, catalogue);
  return catalogue;
}

/** What the vendor sells now; nothing is written. */
async function sold(vendor: Vendor, account: string, composition: Composition): Promise<Catalogue> {
  const transport = await composition.transport(vendor);
  const context = { organization: composition.organization(vendor) };
  const reading = await converse(vendor.pullCatalogue(context), (request) => transport.read(request));
  if (reading.kind === 'failed') {
    const wanted = { sentence: 'The packages could not be read', code: 'CATALOG-FAILED' };
    throw unread(vendor, reading.failure, wanted, composition);
  }
  const pulledAt = new Date(composition.clock.now()).toISOString();
  return { vendor: vendor.id, account, pulledAt, packages: reading.packages };
}
