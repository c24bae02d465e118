import type { RulePage } from '../../domain/rule.ts';

/** What `explain` shows for every code with which a command ends before, or beside, any order. */
export const commandPages: readonly RulePage[] = [
  page(
    'USAGE',
    'The command line does not fit',
    'Commands, flags and their values.',
    'See `sheetorder --help`, or the help of the command.',
  ),
  page(
    'SET-SECRET',
    'A login on the command line',
    'That `--set` fills no password or login column, as command lines can be read by others on the machine.',
    'Name a profile of sheetorder.json, or write `env:SHEETORDER_SECRET_` and a name into the cell.',
  ),
  page(
    'NO-WORKSPACES',
    'A vendor without workspaces',
    'That the vendor keeps organizations apart under one key, as ScaledMail does.',
    'Use another `--vendor`; two accounts of Saleshandy are told apart by `vendors.saleshandy.account`.',
  ),
  page(
    'WORKSPACES-FAILED',
    'The workspaces could not be read',
    'That the list of organizations can be read, in a form that is known.',
    'Run the same command again later.',
  ),
  page(
    'WORKSPACE-CHANGED',
    'A workspace that has another id now',
    'That no name in sheetorder.json would get another id: the id is part of what makes an order the same order.',
    'Find out which is right, then correct `vendors.scaledmail.workspaces` in sheetorder.json by hand.',
  ),
  page(
    'SHEET-NOT-FOUND',
    'A sheet that is not there',
    'That each file that is named can be read.',
    'Check the path and its permissions.',
  ),
  page(
    'OUTPUT-NOT-WRITABLE',
    'A file that cannot be written',
    'Before the first spend, that every file to be written can be.',
    'Close it in other programs, or name another file in a folder that is there.',
  ),
  page(
    'OUTPUT-IS-INPUT',
    'A file that is read and written',
    'That no output takes the place of a sheet or of another output.',
    'Name another file.',
  ),
  page(
    'DRILL-NOTHING',
    'Nothing to drill',
    'That at least one order of the sheets could be sent.',
    'Run `sheetorder check` on them, and correct what it names.',
  ),
  page(
    'RESTORE-SOURCE',
    'Nothing to restore a ledger from',
    'That the file is a backup, an export or a witness of a ledger, with every entry from the first one on.',
    'Name a backup of `sheetorder ledger backup`; without any copy, `sheetorder reconcile SHEET --rebuild`.',
  ),
  page(
    'RESTORE-WITNESS',
    'A damaged witness',
    'That the witness beside the ledger can be read, entry by entry.',
    'When the ledger is whole, or a backup is at hand, move the witness away and run the same command again.',
  ),
  page(
    'PLAN-ADDRESS',
    'A plan for another address',
    'That the base URL that a plan keeps is the one that this command names, or on this machine.',
    'Give the `--base-url` that the plan was made with.',
  ),
  page(
    'RESTORE-OTHER',
    'A copy of another ledger',
    'That the copy and the witness beside the ledger carry the same name.',
    'Restore the copy under another name with `--ledger PATH`.',
  ),
  page(
    'RESTORE-DIFFERS',
    'A copy that went its own way',
    'That the copy and the witness tell the same entries as far as both go.',
    'Keep both files, and find out which run wrote to a copy of the ledger.',
  ),
  page(
    'RESTORE-UNSOUND',
    'A copy that contradicts itself',
    'That what was put together is a ledger whose entries follow from one another.',
    'Try another backup. What was there is unchanged.',
  ),
  page(
    'PLAN-UNREADABLE',
    'A file that is no plan',
    'That a file ending in .json that is submitted is a plan of this program.',
    'Save one with `sheetorder check SHEET --plan plan.json`.',
  ),
  page(
    'NO-CATALOG',
    'No catalogue yet',
    'That packages and prices of this account were fetched.',
    'Run `sheetorder catalog pull`.',
  ),
  page(
    'CATALOG-FAILED',
    'The packages could not be read',
    "That the vendor's list of packages can be read.",
    'Run `sheetorder catalog pull` again later.',
  ),
  page(
    'CATALOG-DAMAGED',
    'The catalogue file is damaged',
    'That the file of packages and prices is whole and of this account.',
    'Run `sheetorder catalog pull`.',
  ),
  page(
    'LEDGER',
    'The ledger cannot be used',
    'That the ledger can be read and written, and holds no impossible step.',
    'Run `sheetorder ledger verify`. Nothing is sent before it is clean.',
  ),
  page(
    'LEDGER-BUSY',
    'The ledger is in use',
    'That an entry can be written within five seconds.',
    'Run the same command again in a moment.',
  ),
  page(
    'LEDGER-ROLLED-BACK',
    'The ledger is older than its witness',
    'That the ledger has every entry its witness saw; a copy that was put back lacks the newest orders.',
    'Put the newest ledger back. Nothing is sent before.',
  ),
  page(
    'RESOLVE-KEY',
    'No order with that key',
    'That the key, or its first characters, name one order of the ledger.',
    'Copy it from the results or from `sheetorder ledger list`.',
  ),
  page(
    'RESOLVE-ACCOUNT',
    'An order of another account',
    'That the order was sent to the address this command speaks to.',
    'Give the `--base-url` or `--sandbox` that it was ordered with.',
  ),
  page(
    'RESOLVE-STATE',
    'A statement that does not fit',
    'That what is said can follow from how the order stands, and that an order id has one order.',
    'See `sheetorder ledger list`.',
  ),
  page('RESOLVE-NOTE', 'A statement without a reason', 'That `--note` says how you know.', 'Add `--note`.'),
  page(
    'RESOLVE-FOUND',
    'The vendor has the order after all',
    'By a read-back, before an order is called not placed.',
    'Nothing: it is kept as placed.',
  ),
  page(
    'RESOLVE-UNREAD',
    'The read-back failed',
    'That the vendor can be asked before an order is called not placed.',
    'Run the same command again later.',
  ),
  page(
    'NO-SUCH-CODE',
    'A code that is not known',
    'That `explain` is given a code of this program, or the key or the id of an order that the ledger has.',
    'Copy it from the message, or from the results.',
  ),
  page(
    'NO-SUCH-VENDOR',
    'A vendor that is not known',
    'That `vendors` is given the id of a vendor that this program speaks to.',
    'Run `sheetorder vendors` to see them.',
  ),
  page(
    'TRY-LATER',
    'Something that may pass',
    'That the vendor and the ledger can be reached before anything is sent.',
    'Run the same command again later.',
  ),
];

function page(code: string, title: string, checks: string, next: string): RulePage {
  const why = 'Nothing is sent while this is open, so that nothing is bought by mistake.';
  return { code, title, checks, why, next, source: 'ours', sourceText: 'The way this program works.' };
}
