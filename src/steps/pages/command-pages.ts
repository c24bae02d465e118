import type { RulePage } from '../../domain/rule.ts';
import { commandPage as page } from './command-page.ts';

/** What `explain` shows for every code about the command line itself: nothing was read and nothing was sent. */
export const commandPages: readonly RulePage[] = [
  page('USAGE-COMMAND', 'No such command', 'usage', {
    checks: 'That the first word after `sheetorder` is one of its commands.',
    why: 'What a misspelt command was to do would be a guess, and some commands buy.',
    next: 'Run `sheetorder --help` for the commands. `sheetorder check SHEET` is the one to begin with; it buys nothing.',
  }),
  page('USAGE-UNKNOWN', 'A flag or word that the command does not take', 'usage', {
    checks: 'That every flag, and every word beside them, is one that this command knows.',
    why: 'A misspelt guard such as `--max-spned` would guard nothing if it were passed over.',
    next: 'Correct it: the message names the nearest flag, and `sheetorder COMMAND --help` lists them all. Put quotes around a file name with spaces.',
  }),
  page('USAGE-MISSING', 'Something that the command needs is not named', 'usage', {
    checks: 'That a command has its sheet, file, key or id, and every flag that takes a value has one.',
    why: 'Without it there is nothing to work on.',
    next: 'Write it as the message shows; `sheetorder COMMAND --help` has examples.',
  }),
  page('USAGE-FLAG-VALUE', 'A value that a flag cannot have', 'usage', {
    checks:
      'That numbers, durations, amounts, rates, pairs such as COLUMN=VALUE, and words from a list are of the form that the flag takes.',
    why: 'A guard or a limit that is not understood would not hold.',
    next: 'Write the value as the message shows. A duration has its unit: 500ms, 5s, 2m or 1h.',
  }),
  page('USAGE-VARIABLE', 'A variable that its flag cannot be', 'usage', {
    checks: 'That each `SHEETORDER_<FLAG>` in the environment holds what the flag could hold.',
    why: 'A variable counts like the flag, also where nobody sees it, for example under cron.',
    next: 'Correct the variable that the message names, or set it to nothing.',
  }),
  page('USAGE-TWICE', 'A flag that is there twice', 'usage', {
    checks: 'That a flag which takes one value is given once.',
    why: 'Which of the two counts would be a guess.',
    next: 'Leave one of them out.',
  }),
  page('USAGE-CONFLICT', 'Flags or words that do not go together', 'usage', {
    checks: 'That nothing on the command line contradicts, or makes useless, something else on it.',
    why: 'One of the two would be passed over in silence.',
    next: 'Leave out the one that you do not mean; the message names both.',
  }),
  page('USAGE-ONE-SHEET', 'One sheet at a time', 'usage', {
    checks: 'That a command or flag that writes one sheet anew is given one sheet.',
    why: 'One file cannot be the copy of two.',
    next: 'Run the command once for each sheet.',
  }),
  page('USAGE-ACTION', 'A word that the command does not know', 'usage', {
    checks: 'That the word after `ledger`, `catalog` or `completion` is one that they know.',
    why: 'What a misspelt action was to do would be a guess.',
    next: 'Use one that the message names.',
  }),
  page('USAGE-COMMAND-LINE', 'A command line that cannot be read', 'usage', {
    checks: 'That the words can be taken apart into a command, its flags and their values.',
    why: 'What was meant would be a guess.',
    next: 'Compare it with the examples of `sheetorder COMMAND --help`.',
  }),
  page('NO-SUCH-VENDOR', 'A vendor that is not known', 'usage', {
    checks: 'That `--vendor`, or what `vendors` is given, is the id of a vendor that this program orders from.',
    why: 'An order must not go to another vendor than the one that is meant.',
    next: 'Run `sheetorder vendors` to see the ids.',
  }),
  page('NO-SUCH-OPERATION', 'An operation that is not known', 'usage', {
    checks: 'That `--operation` is one that the vendor, or any vendor of the sheets, has.',
    why: 'Each operation buys something else.',
    next: 'Run `sheetorder vendors ID` for the operations of a vendor.',
  }),
  page('NO-SUCH-COLUMN', 'A column that is not known', 'usage', {
    checks: 'That `--set`, `--where`, `--map` and the `columns` of sheetorder.json name columns that are known.',
    why: 'A value for a column that nobody reads would be lost without a word.',
    next: 'Run `sheetorder vendors ID` for the columns; they are also in the README.',
  }),
  page('NO-SUCH-ORDER', 'No order with that key', 'usage', {
    checks: 'That each key of `--allow-claimed` is in the ledger.',
    why: 'It lets a domain be ordered a second time, so it must name exactly the order that is meant.',
    next: 'Copy the key, 16 characters of it, from the message that names the order.',
  }),
  page('NO-SUCH-CODE', 'A code, key or id that is not known', 'usage', {
    checks:
      'That `explain` is given a code of this program, a line of a sheet, or the key or the id of an order that the ledger has.',
    why: 'To tell the story of another order would mislead.',
    next: 'Copy it from the message or from the results. `sheetorder explain` lists the codes, `sheetorder ledger list` the orders; an order of the sandbox needs `--sandbox`.',
  }),
  page('NO-SUCH-ROW', 'A line that the sheet does not have', 'usage', {
    checks:
      'That the line that `explain` is asked for is one of the sheet; lines count from 1 and the header is one of them.',
    why: 'To tell of another line would mislead.',
    next: 'Count as a spreadsheet does, or copy the line from a finding.',
  }),
  page('EXPLAIN-ONE-LINE', 'Several lines at once', 'usage', {
    checks: 'That `explain` is asked for one line of a sheet.',
    why: 'Each line has a story of its own.',
    next: 'Write it like `sheetorder explain may.csv:14`.',
  }),
  page('NO-KEY', 'The key is not set', 'usage', {
    checks: "That the vendor's key is in the environment, as a variable or as a file that a variable names.",
    why: 'Keys are never taken as flags, because flags can be seen by others on the machine.',
    next: 'Set the variable that the message names, or try `--sandbox`.',
  }),
  page('NO-ORGANIZATION', 'The organization is not set', 'usage', {
    checks: 'That each order says which organization it is for, by the environment or the `organization_id` column.',
    why: 'The vendor turns orders away without it, and it is part of what makes an order the same order.',
    next: 'Set the variable that the message names, or fill the column. `sheetorder workspaces` lists the ids.',
  }),
  page('SET-SECRET', 'A login on the command line', 'usage', {
    checks: 'That `--set` fills no password or login column, and `--where` chooses by none.',
    why: 'Others on the machine can read command lines, and shells keep them.',
    next: 'Name a profile of sheetorder.json, or write `env:SHEETORDER_SECRET_` and a name into the cell.',
  }),
  page('NO-WORKSPACES', 'A vendor without workspaces', 'usage', {
    checks: 'That the vendor keeps organizations apart under one key, as ScaledMail does.',
    why: 'There is nothing to list: at such a vendor one key is one account.',
    next: 'Use another `--vendor`; two accounts of Saleshandy are told apart by `vendors.saleshandy.account`.',
  }),
  page('NO-STOCK', 'A vendor that sells nothing from stock', 'usage', {
    checks: 'That the vendor has domains in stock that can be bought as they stand.',
    why: 'There is nothing to list.',
    next: 'Use another `--vendor`; `sheetorder vendors ID` tells what one sells.',
  }),
  page('DRILL-NOTHING', 'Nothing to drill', 'usage', {
    checks: 'That at least one order of the sheets could be sent.',
    why: 'A drill sends the orders to a stand-in and kills the run on the way; without orders it would show nothing.',
    next: 'Run `sheetorder check` on them, and correct what it names.',
  }),
  page('SANDBOX-PORT', 'A port that cannot be listened on', 'usage', {
    checks: 'That the port of `sandbox --port` is free, and one that a program may take.',
    why: 'Another program listens there, perhaps another sandbox.',
    next: 'Leave `--port` out, and it takes any free one.',
  }),
  page('BUG', 'A fault of this program', 'bug', {
    checks: 'Whether the command ended in a way that nobody thought of.',
    why: 'The ledger is written before and after each request, so nothing that was sent is forgotten.',
    next: 'Run `sheetorder ledger verify`, then `sheetorder results` with the same sheets to see what was done. Report the lines that follow the message; keys and passwords are covered in them.',
  }),
];
