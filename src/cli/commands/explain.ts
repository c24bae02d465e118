import { UsageError } from '../../domain/errors.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type CodeFamily, FAMILIES, familiesLike, pageOf } from '../explain/code-families.ts';
import { errorCatalogue } from '../explain/error-catalogue.ts';
import { sayFamilies, sayPage } from '../explain/say-page.ts';
import type { Flags } from '../options.ts';
import { assertTargets } from '../outputs/finish.ts';
import type { Host } from './command.ts';

/** What a code means, what became of a row, or one order's whole story: from the code, the sheets and the ledger alone. */
export async function runExplain(flags: Flags, host: Host): Promise<ExitCode> {
  const written = (flags.code ?? '').trim();
  const code = written.toUpperCase();
  const page = pageOf(code);
  const families = written === '' ? FAMILIES : page && !code.endsWith('*') ? [] : familiesLike(code);
  const { out, outWidth } = host.terminal;
  if (flags.output !== undefined) writePages(families, written === '', flags, host);
  else if (families.length > 0)
    out(
      flags.json
        ? JSON.stringify(
            families.flatMap(({ pages }) => pages),
            null,
            2,
          )
        : sayFamilies(families, outWidth),
    );
  else if (page) out(flags.json ? JSON.stringify(page, null, 2) : sayPage(page, outWidth));
  else {
    await host.loadPorts();
    const { explainMore } = await import('../explain/explain-more.ts');
    out(explainMore(written, flags, host));
  }
  return EXIT.done;
}

function writePages(families: readonly CodeFamily[], isWhole: boolean, flags: Flags, { terminal }: Host): void {
  const { output = '' } = flags;
  if (families.length === 0)
    throw new UsageError(
      '--output writes the pages of codes, and here is none of a family.',
      "Leave the code out for all of them, or name a family: `sheetorder explain 'SM-*' --output sm.md`.",
      'USAGE-CONFLICT',
    );
  assertTargets(flags, []);
  writeAtomic(output, errorCatalogue(families, isWhole));
  if (!flags.quiet) terminal.err(`The pages are written to ${output}.`);
}
