import type { RulePage } from '../../domain/rule.ts';
import { commandPages } from '../../steps/pages/command-pages.ts';
import { deliveryPages } from '../../steps/pages/delivery-pages.ts';
import { domainPages } from '../../steps/pages/domain-pages.ts';
import { filePages } from '../../steps/pages/file-pages.ts';
import { hookPages } from '../../steps/pages/hook-pages.ts';
import { inboxPages } from '../../steps/pages/inbox-pages.ts';
import { ledgerPages } from '../../steps/pages/ledger-pages.ts';
import { profilePages } from '../../steps/pages/profile-pages.ts';
import { runPages } from '../../steps/pages/run-pages.ts';
import { sheetPages } from '../../steps/pages/sheet-pages.ts';
import { vendors } from '../../vendors/index.ts';
import { causePages, explains } from '../../vendors/pages.ts';

/** Codes that belong together, with what is true of all of them. */
export interface CodeFamily {
  readonly title: string;
  readonly says: string;
  readonly pages: readonly RulePage[];
}

/** Every page there is; exact codes come before those that stand for many. */
export const PAGES: readonly RulePage[] = [
  ...commandPages,
  ...filePages,
  ...profilePages,
  ...sheetPages,
  ...domainPages,
  ...Object.values(vendors).flatMap((vendor) => vendor.pages),
  ...runPages,
  ...deliveryPages,
  ...inboxPages,
  ...hookPages,
  ...ledgerPages,
  ...causePages,
];

const ENDS = 'Such a code ends the command before anything is sent, and says with which exit code.';
const AT_ROWS =
  'An error makes its order `invalid`: it is not sent, and the command ends with 3. Warnings and notes stop nothing.';
const REPLIES = ['OTHER-ORDER', 'REFUSAL-UNCONFIRMED', 'UNKNOWN', 'IN-FLIGHT'];

/** Each page in exactly one family, in the order in which a person meets them. */
export const FAMILIES: readonly CodeFamily[] = [
  { title: 'The command line', says: ENDS, pages: commandPages },
  { title: 'Files and settings', says: ENDS, pages: [...filePages, ...profilePages] },
  {
    title: 'Reading sheets',
    says: `${AT_ROWS} A sheet that cannot be read at all ends the command.`,
    pages: pick([...sheetPages, ...runPages], /^SHEET-/),
  },
  {
    title: 'From rows to orders',
    says: AT_ROWS,
    pages: pick([...sheetPages, ...domainPages, ...runPages], /^(GROUP|PACK|DOMAIN|DUP)-/),
  },
  ...Object.values(vendors).map(({ title, pages }) => ({ title: `Orders at ${title}`, says: AT_ROWS, pages })),
  {
    title: 'A run, its guards and its budgets',
    says: 'Such a code says why a run left an order out, or did not begin. What is left out is `skipped` or `not_sent`, and bought nothing.',
    pages: pick(runPages, /^(?!SHEET-|DUP-)/).filter(({ code }) => !REPLIES.includes(code)),
  },
  {
    title: 'What the vendor answered',
    says: 'How the answer to one order was read. `unknown` is never sent again by itself.',
    pages: [...causePages, ...runPages.filter(({ code }) => REPLIES.includes(code))],
  },
  {
    title: 'What became of placed orders',
    says: '`status` compares what was ordered with what the vendor shows, and ends with 3 when something is not as it should be.',
    pages: deliveryPages,
  },
  {
    title: 'A folder of sheets',
    says: '`run` takes each sheet that was dropped into a folder. Such a code says why it took none, or why one went back.',
    pages: inboxPages,
  },
  {
    title: 'Telling other programs how a run ended',
    says: 'A heartbeat, a hook and a file for a monitor; what goes wrong with them changes neither an order nor an exit code.',
    pages: hookPages,
  },
  {
    title: 'The ledger, and what a person says of an order',
    says: 'While such a code stands, nothing is sent.',
    pages: ledgerPages,
  },
];

/** The one page of a code. */
export function pageOf(code: string): RulePage | undefined {
  return PAGES.find((page) => page.code === code) ?? PAGES.find((page) => explains(page, code));
}

/** The families with those of their pages that a pattern such as `SM-*` or the beginning `SM` names; none is empty. */
export function familiesLike(pattern: string): readonly CodeFamily[] {
  const begin = pattern.endsWith('*') ? pattern.slice(0, -1) : `${pattern}-`;
  const found = FAMILIES.map((family) => ({
    ...family,
    pages: family.pages.filter(({ code }) => code.startsWith(begin)),
  }));
  return found.filter(({ pages }) => pages.length > 0);
}

function pick(pages: readonly RulePage[], pattern: RegExp): readonly RulePage[] {
  return pages.filter(({ code }) => pattern.test(code));
}
