import { UsageError } from '../../domain/errors.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { describeVendor } from '../../steps/describe-vendor.ts';
import { vendorPage } from '../../steps/vendor-page.ts';
import { vendors } from '../../vendors/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { assertTargets } from '../outputs/finish.ts';
import { sayVendor, sayVendors } from '../say-vendor.ts';
import type { Host } from './command.ts';

/** What each vendor takes, from the code alone: no key, no connection, no ledger. */
export function runVendors(flags: Flags, host: Host): ExitCode {
  assertTargets(flags, []);
  const described = Object.values(vendors).map(describeVendor);
  const { id, output } = flags;
  if (id === undefined && output)
    throw new UsageError(
      '--output writes the page of one vendor, and none is named.',
      'Write it like `sheetorder vendors scaledmail --output scaledmail.md`.',
      'USAGE-MISSING',
    );
  const one = described.find((vendor) => vendor.id === id);
  if (id !== undefined && !one)
    throw new UsageError(
      `There is no vendor "${id}".`,
      `Use ${described.map((vendor) => vendor.id).join(' or ')}.`,
      'NO-SUCH-VENDOR',
    );
  if (one && output) {
    writeAtomic(output, vendorPage(one));
    if (!flags.quiet) host.terminal.err(`The page of ${one.title} is written to ${output}.`);
  } else if (flags.json) host.terminal.out(JSON.stringify(one ?? described, null, 2));
  else host.terminal.out(one ? sayVendor(one, host.terminal.outWidth) : sayVendors(described, host.terminal.outWidth));
  return EXIT.done;
}
