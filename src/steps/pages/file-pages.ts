import type { RulePage } from '../../domain/rule.ts';
import { commandPage as page } from './command-page.ts';

/** What `explain` shows for every code about files and settings around the sheets. */
export const filePages: readonly RulePage[] = [
  page('SHEET-NOT-FOUND', 'A sheet that is not there', 'sheet', {
    checks: 'That each file that is named can be read.',
    why: 'The other sheets alone may be another batch than the one that is meant, so none is used.',
    next: 'Check the path and its permissions.',
  }),
  page('FILE-UNREADABLE', 'A file of settings that cannot be read', 'usage', {
    checks: 'That the file of `--env-file`, or of a variable such as SCALEDMAIL_API_KEY_FILE, can be read.',
    why: 'Without it a key or a setting would be missing, and another may stand in for it.',
    next: 'Check the path and its permissions.',
  }),
  page('CONFIG-WRONG', 'A configuration that does not fit', 'usage', {
    checks: 'That sheetorder.json is JSON and has known settings only, each of the right form.',
    why: 'A misspelt budget would guard nothing, and a misspelt profile would leave a login out.',
    next: 'Correct what the message names; docs/config.md lists every setting, and an editor completes them from docs/config.schema.json.',
  }),
  page('BASE-URL-WRONG', 'An address that is none', 'usage', {
    checks: 'That a base URL is a web address and nothing more: no question mark, no #, no login.',
    why: 'The key would be sent to wherever it leads. What was refused is not repeated, as it may hold a key.',
    next: 'Write it like https://server.example/api/v1, or leave it out: each vendor has its own.',
  }),
  page('BASE-URL-INSECURE', 'An address without encryption', 'usage', {
    checks: 'That a base URL begins with https://. Addresses on this machine may begin with http://.',
    why: 'The key would travel where others can read it.',
    next: 'Write https://, or the address of a stand-in on 127.0.0.1, [::1] or localhost.',
  }),
  page('OUTPUT-NOT-WRITABLE', 'A file that cannot be written', 'usage', {
    checks: 'Before the first spend, that every file to be written can be.',
    why: 'To find that out after the orders were sent would be too late.',
    next: 'Close it in other programs, or name another file in a folder that is there.',
  }),
  page('OUTPUT-IS-INPUT', 'A file that is read and written', 'usage', {
    checks: 'That no output takes the place of a sheet, of another output, or of the ledger.',
    why: 'One of the two would be gone.',
    next: 'Name another file.',
  }),
  page('OUTPUT-KIND', 'A file of a kind that is not written', 'usage', {
    checks: 'That the ending of a file to be written is one that the flag knows.',
    why: 'The ending chooses what is written, and other programs go by it.',
    next: 'Give the file an ending that the message names.',
  }),
  page('OUTPUT-HIDDEN', 'A CSV of a sheet with hidden rows', 'usage', {
    checks:
      'Before anything is sent, that no hidden rows which are refused would stand in a CSV, where everybody sees them.',
    why: 'Given back as a sheet, the CSV would order rows that nobody has decided about.',
    next: 'Name a workbook (`--annotated FILE.xlsx`), which keeps them hidden; or show them, or say `--hidden-rows include` or `--hidden-rows skip`.',
  }),
  page('OUTPUT-NOT-WRITTEN', 'A file could not be written at the end', 'usage', {
    checks: 'Whether results, annotated sheet and reports could be written once the orders were sent.',
    why: 'The disk filled up or failed meanwhile. What was done is in the ledger.',
    next: 'Make room, then run `sheetorder results SHEET --results FILE`.',
  }),
  page('LOG-NOT-WRITABLE', 'A log file that cannot be opened', 'usage', {
    checks:
      'That the file of `--log-file` can be added to, before anything else is done; a write that fails later is a note.',
    why: 'A log that was asked for would be missing when it is needed.',
    next: 'Name another file, in a folder that is there.',
  }),
  page('PLAN-STALE', 'The plan does not match any more', 'stale_plan', {
    checks: 'That the sheets, prices and orders are those of the saved plan; orders placed since are no difference.',
    why: 'A plan was looked at and agreed to; nothing else may be sent in its name.',
    next: 'Run `sheetorder check --plan` again, look at the result, and submit the new plan.',
  }),
  page('PLAN-ADDRESS', 'A plan for another address', 'usage', {
    checks: 'That the base URL that a plan keeps is the one that this command names, or on this machine.',
    why: 'A file must not lead the key to an address that nobody has named here.',
    next: 'Give the `--base-url` that the plan was made with.',
  }),
  page('PLAN-UNREADABLE', 'A file that is no plan', 'usage', {
    checks: 'That a file ending in .json that is submitted is a plan of this program.',
    why: 'What it asks for would be a guess.',
    next: 'Save one with `sheetorder check SHEET --plan plan.json`.',
  }),
  page('NO-CATALOG', 'No catalogue yet', 'usage', {
    checks: 'That packages and prices of this account were fetched.',
    why: 'Package sizes and prices are known from there alone; none is built into the program.',
    next: 'Run `sheetorder catalog pull`.',
  }),
  page('CATALOG-FAILED', 'The packages could not be read', 'try_later', {
    checks: "That the vendor's list of packages can be read.",
    why: 'A part of the list would be taken for all of it. The catalogue that was fetched last stays.',
    next: 'Run `sheetorder catalog pull` again later.',
  }),
  page('CATALOG-DAMAGED', 'The catalogue file is damaged', 'usage', {
    checks: 'That the file of packages and prices is whole and of this account.',
    why: 'Totals, budgets and package sizes are counted with it.',
    next: 'Run `sheetorder catalog pull`, which writes it anew.',
  }),
  page('WORKSPACES-FAILED', 'The workspaces could not be read', 'try_later', {
    checks: 'That the list of organizations can be read, in a form that is known.',
    why: 'A name would be kept with a wrong id, or not at all.',
    next: 'Run the same command again later.',
  }),
  page('WORKSPACE-CHANGED', 'A workspace that has another id now', 'usage', {
    checks: 'That no name in sheetorder.json would get another id.',
    why: 'The id is part of what makes an order the same order: with another one, what is placed could be bought again.',
    next: 'Find out which is right, then correct `vendors.scaledmail.workspaces` in sheetorder.json by hand.',
  }),
];
