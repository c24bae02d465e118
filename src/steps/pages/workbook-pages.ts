import type { RulePage } from '../../domain/rule.ts';

/** What `explain` shows for every code about reading workbooks. */
export const workbookPages: readonly RulePage[] = [
  page('SHEET-HIDDEN', 'Hidden rows', {
    checks: 'Whether rows with something in them are hidden, by hand or by a filter.',
    why: 'A person who looks at the sheet does not see them, and would not know that they were ordered, or left out.',
    next: 'Show the rows, or say `--hidden-rows include` or `--hidden-rows skip`.',
  }),
  page('SHEET-HIDDEN-COLUMN', 'Hidden columns', {
    checks: 'Whether columns are hidden.',
    why: 'They are read like all others, and may say something that nobody sees.',
    next: 'Nothing to do if that is meant.',
  }),
  page('SHEET-OTHERS', 'Other worksheets are not read', {
    checks: 'How many worksheets the workbook has.',
    why: 'Only one is read: the first, or the one that is named.',
    next: 'Name another with `--sheet NAME`.',
  }),
  page('SHEET-MERGED', 'Merged cells', {
    checks: 'Whether a cell is merged over several rows.',
    why: 'Its value counts for each of these rows, as it looks on the screen.',
    next: 'Nothing to do if that is meant.',
  }),
  page('SHEET-CELL-ERROR', 'A cell that shows an error', {
    checks: 'That no cell shows an error such as #N/A or #REF!.',
    why: 'The error would be ordered as if it were a value.',
    next: 'Correct the formula, or write the value.',
  }),
  page('SHEET-FORMULA', 'A formula without its value', {
    checks: 'That each formula was saved with the value it shows.',
    why: 'Formulas are not calculated here; without the stored value the cell would be empty.',
    next: 'Open the workbook in a spreadsheet program and save it again, or write the value.',
  }),
];

function page(
  code: string,
  title: string,
  text: { readonly checks: string; readonly why: string; readonly next: string },
): RulePage {
  return { code, title, source: 'ours', sourceText: 'Our own caution; no vendor asks for it.', ...text };
}
