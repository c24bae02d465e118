import { editDistance } from '../../domain/edit-distance.ts';
import { UsageError } from '../../domain/errors.ts';
import type { RulePage } from '../../domain/rule.ts';
import { commandPages } from '../../steps/pages/command-pages.ts';
import { domainPages } from '../../steps/pages/domain-pages.ts';
import { runPages } from '../../steps/pages/run-pages.ts';
import { sheetPages } from '../../steps/pages/sheet-pages.ts';
import { vendors } from '../../vendors/index.ts';
import { causePages, explains } from '../../vendors/pages.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { type Command, type Host, TALK } from './command.ts';

/** What a code means, why it is there, who says so, and what to do. */
export const explain: Command = {
  usage: 'explain <code>',
  describe: 'What a code means, why it is there, who says so, and what to do.',
  flags: ['json', ...TALK],
  examples: [['$0 explain SM-ALIAS-COUNT', 'the page of one rule']],
  run: runExplain,
};

/** Every page there is; exact codes come before those that stand for many. */
export const PAGES: readonly RulePage[] = [
  ...sheetPages,
  ...domainPages,
  ...Object.values(vendors).flatMap((vendor) => vendor.pages),
  ...runPages,
  ...commandPages,
  ...causePages,
];

function runExplain(flags: Flags, host: Host): ExitCode {
  const code = (flags.code ?? '').toUpperCase();
  const page = PAGES.find((one) => one.code === code) ?? PAGES.find((one) => explains(one, code));
  if (!page) throw unknownCode(flags.code ?? '', code);
  host.terminal.out(flags.json ? JSON.stringify(page, null, 2) : sayPage(page));
  return EXIT.done;
}

function unknownCode(written: string, code: string): UsageError {
  const near = PAGES.map((page) => page.code)
    .map((known) => ({ known, distance: editDistance(known, code, 20) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ known }) => known);
  return new UsageError(`There is no code "${written}".`, `Did you mean ${near.join(', ')}?`, 'NO-SUCH-CODE');
}

function sayPage(page: RulePage): string {
  const who = { vendor: 'the vendor', observed: 'seen in use', ours: 'our own' }[page.source];
  return [
    `${page.code}: ${page.title}`,
    `Checks  ${page.checks}`,
    `Why     ${page.why}`,
    `Source  ${who}. ${page.sourceText}`,
    ...(page.before ? [`Before  ${indented(page.before)}`] : []),
    ...(page.after ? [`After   ${indented(page.after)}`] : []),
    ...(page.next ? [`Next    ${page.next}`] : []),
  ].join('\n\n');
}

function indented(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(8)}`);
}
