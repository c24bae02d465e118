import { UsageError } from '../../domain/errors.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type CodeFamily, FAMILIES, familiesLike, pageOf } from '../explain/code-families.ts';
import { errorCatalogue } from '../explain/error-catalogue.ts';
import { explainOrder } from '../explain/explain-order.ts';
import { explainRow } from '../explain/explain-row.ts';
import { rowTarget } from '../explain/row-target.ts';
import { sayFamilies, sayPage } from '../explain/say-page.ts';
import type { Flags } from '../options.ts';
import { assertTargets } from '../outputs/finish.ts';
import { type Command, type Host, READING, TALK, WHERE } from './command.ts';

/** What a code means, what became of a row, or one order's whole story: from the code, the sheets and the ledger alone. */
export const explain: Command = {
  usage: 'explain [code] [sheets..]',
  describe: 'What a code means; what became of a row (FILE:LINE); or the whole story of an order, by key or order id.',
  flags: ['output', ...READING, ...WHERE, 'json', ...TALK],
  examples: [
    ['$0 explain SM-ALIAS-COUNT', 'the page of one rule'],
    ["$0 explain 'SM-*'", 'every code of a family; without anything, every code there is'],
    ['$0 explain may.csv:14', 'what became of line 14: cells, order, payload, answer'],
    ["$0 explain 'june.xlsx#Sheet1:3' --aliases a.csv", 'the same for a worksheet with a sheet of aliases'],
    ['$0 explain 0123456789abcdef', 'what became of this order, and what to do now'],
    ['$0 explain 0123456789abcdef may.csv', 'the same, with the payload made anew from its sheet'],
    ['$0 explain recEXAMPLE1', 'the same, by the id that the vendor shows'],
    ['$0 explain --output errors.md', 'every code as one page of Markdown'],
  ],
  run: runExplain,
};

function runExplain(flags: Flags, host: Host): ExitCode {
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
  else out(explainMore(written, flags, host));
  return EXIT.done;
}

/** A line of a sheet, or an order; a line of a results file leads to its order. */
function explainMore(written: string, flags: Flags, host: Host): string {
  const target = rowTarget(written);
  if (!target) return explainOrder(written, flags, host);
  const told = explainRow(target, flags, host);
  return typeof told === 'string' ? told : explainOrder(told.key, { ...flags, sheets: [] }, host);
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
