import { editDistance } from '../../domain/edit-distance.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Ledger } from '../../domain/ports.ts';
import type { RulePage } from '../../domain/rule.ts';
import { commandPages } from '../../steps/pages/command-pages.ts';
import { deliveryPages } from '../../steps/pages/delivery-pages.ts';
import { domainPages } from '../../steps/pages/domain-pages.ts';
import { runPages } from '../../steps/pages/run-pages.ts';
import { sheetPages } from '../../steps/pages/sheet-pages.ts';
import { vendors } from '../../vendors/index.ts';
import { causePages, explains } from '../../vendors/pages.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { storyOf } from '../explain-order.ts';
import { explainRow } from '../explain-row.ts';
import { keysBeginning, keysKnownAs, recordOf, SHORTEST_KEY } from '../find-order.ts';
import type { Flags } from '../options.ts';
import { rowTarget } from '../row-target.ts';
import { sayStory, storyJson } from '../say-story.ts';
import { type Command, type Host, INPUT, TALK, WHERE } from './command.ts';

/** What a code means, why it is there, who says so, and what to do; or one order's whole story, from the ledger alone. */
export const explain: Command = {
  usage: 'explain [code] [sheets..]',
  describe: 'What a code means and what to do; or the whole story of one order, by its key or order id.',
  flags: [...INPUT, ...WHERE, 'json', ...TALK],
  examples: [
    ['$0 explain SM-ALIAS-COUNT', 'the page of one rule'],
    ['$0 explain 0123456789abcdef', 'what became of this order, and what to do now'],
    ['$0 explain recEXAMPLE1', 'the same, by the id that the vendor shows'],
    ['$0 explain may.csv:14', 'what became of line 14: cells, order, payload, answer'],
    ['$0 explain june.xlsx#Sheet1:3 --aliases a.csv', 'the same for a worksheet with a sheet of aliases'],
  ],
  run: runExplain,
};

/** Every page there is; exact codes come before those that stand for many. */
export const PAGES: readonly RulePage[] = [
  ...sheetPages,
  ...domainPages,
  ...Object.values(vendors).flatMap((vendor) => vendor.pages),
  ...runPages,
  ...deliveryPages,
  ...commandPages,
  ...causePages,
];

function runExplain(flags: Flags, host: Host): ExitCode {
  const written = (flags.code ?? '').trim();
  const code = written.toUpperCase();
  const page = PAGES.find((one) => one.code === code) ?? PAGES.find((one) => explains(one, code));
  const target = page ? null : rowTarget(written);
  if (page) host.terminal.out(flags.json ? JSON.stringify(page, null, 2) : sayPage(page));
  else if (target) {
    const told = explainRow(target, flags, host);
    if (typeof told === 'string') host.terminal.out(told);
    else explainOrder(told.key, { ...flags, sheets: [] }, host);
  } else explainOrder(written, flags, host);
  return EXIT.done;
}

/** Reads the ledger and nothing else: no key, no connection, and no file where there is none. */
function explainOrder(text: string, flags: Flags, host: Host): void {
  const composition = host.compose(flags);
  const ledger = composition.existingLedger();
  const keys = [...new Set([...keysBeginning(text, ledger), ...keysKnownAs(text, ledger)])];
  if (!ledger || keys.length === 0) throw unknown(text, ledger, composition);
  const cover = (plain: string) => composition.redactor.cover(plain);
  const story = storyOf(recordOf(text, keys, ledger), ledger, flags, composition);
  if (flags.json) host.terminal.out(cover(storyJson(story)));
  else host.terminal.out(sayStory(story, { cover, width: host.terminal.outWidth, whole: flags.verbose ?? false }));
}

function unknown(written: string, ledger: Ledger | null, { ledgerPath }: Composition): UsageError {
  const near = PAGES.map((page) => page.code)
    .map((known) => ({ known, distance: editDistance(known, written.toUpperCase(), 20) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ known }) => known);
  const order = ledger ? `the ledger ${ledgerPath} has no such order` : `there is no ledger at ${ledgerPath}`;
  const short = /^[0-9a-f]+$/i.test(written) && written.length < SHORTEST_KEY;
  return new UsageError(
    `There is no code "${written}", and ${order}.`,
    `Did you mean ${near.join(', ')}? An order is named by its order id, or by at least ${SHORTEST_KEY} characters of its key${short ? `, and these are ${written.length}` : ''}: see \`sheetorder ledger list\`.`,
    'NO-SUCH-CODE',
  );
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
