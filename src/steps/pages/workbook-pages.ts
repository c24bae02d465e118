import type { RulePage } from '../../domain/rule.ts';

/** What `explain` shows for every code about reading workbooks. */
export const workbookPages: readonly RulePage[] = [
  page('SHEET-HIDDEN', 'Hidden rows', {
    checks: 'Whether rows with something in them are hidden, by hand or by a filter.',
    why: 'A person who looks at the sheet does not see them, and would not know that they were ordered, or left out.',
    before: 'rows 3 and 4 filtered away',
    after: 'rows 3 and 4 shown, or `--hidden-rows skip`',
    next: 'Show the rows, or say `--hidden-rows include` or `--hidden-rows skip`.',
  }),
  page('SHEET-HIDDEN-COLUMN', 'Hidden columns', {
    checks: 'Whether columns are hidden.',
    why: 'They are read like all others, and may say something that nobody sees.',
    before: 'column C hidden',
    after: 'column C shown',
    next: 'Nothing to do if that is meant.',
  }),
  page('SHEET-OTHERS', 'Other worksheets are not read', {
    checks: 'How many worksheets the workbook has.',
    why: 'Only one is read: the first, or the one that is named.',
    before: 'may.xlsx with the worksheets May and June',
    after: 'may.xlsx `--sheet June`',
    next: 'Name another with `--sheet NAME`.',
  }),
  page('SHEET-IS-RESULTS', 'A file that tells of orders, given as a sheet', {
    checks:
      'Whether the table is one that sheetorder wrote about orders: a results file, what `status --results` writes, or the summary of an annotated workbook.',
    exit: 'sheet',
    why: 'Its lines tell of orders and are none. A line of a status file even has a domain, and would be bought without its mailboxes.',
    before: 'sheetorder submit may-results.csv',
    after: 'sheetorder submit may.csv',
    next: 'Nothing is ordered, from this file or any other of the command, which ends with 5. Name the sheet itself, or its annotated copy.',
  }),
  page('SHEET-IS-REPORT', 'A report or a plan, given as a sheet', {
    checks:
      'Whether the file is JSON, XML, an HTML page or our Markdown: a report, or a plan that `check --plan` saved.',
    exit: 'sheet',
    why: 'Such a file is no table, and its text would be taken for rows.',
    before: 'sheetorder check may.html',
    after: 'sheetorder check may.csv',
    next: 'Nothing is ordered; the command ends with 5. Name the sheet itself; a plan is sent with `sheetorder submit PLAN`.',
  }),
  page('SHEET-MERGED', 'Merged cells', {
    checks: 'Whether a cell is merged over several rows.',
    why: 'Its value counts for each of these rows, as it looks on the screen.',
    before: 'A2:A3 merged: one',
    after: 'A2: one; A3: one',
    next: 'Nothing to do if that is meant.',
  }),
  page('SHEET-CELL-ERROR', 'A cell that shows an error', {
    checks: 'That no cell shows an error such as #N/A or #REF!.',
    why: 'The error would be ordered as if it were a value.',
    before: 'domain: #REF!',
    after: 'domain: alpha.example',
    next: 'Correct the formula, or write the value.',
  }),
  page('SHEET-FORMULA', 'A formula without its value', {
    checks: 'That each formula was saved with the value it shows.',
    why: 'Formulas are not calculated here; without the stored value the cell would be empty.',
    before: 'domain: =A2&".example", saved without its value',
    after: 'domain: alpha.example',
    next: 'Open the workbook in a spreadsheet program and save it again, or write the value.',
  }),
];

function page(code: string, title: string, text: Omit<RulePage, 'code' | 'title' | 'source' | 'sourceText'>): RulePage {
  return { code, title, source: 'ours', sourceText: 'Our own caution; no vendor asks for it.', ...text };
}
