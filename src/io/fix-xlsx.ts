import type { CellObject, WorkSheet } from '@e965/xlsx';
import type { CellFix } from './fix-csv.ts';
import { openWorksheet, textOf } from './read-xlsx.ts';
import { xlsx } from './xlsx-package.ts';

export interface FixedXlsx {
  readonly bytes: Buffer;
  readonly done: readonly CellFix[];
}

/** A new workbook with one worksheet: every cell as its text, some corrected; what is hidden stays hidden. Formats, formulas and other worksheets stay behind. */
export function fixXlsx(bytes: Uint8Array, name: string, fixes: readonly CellFix[], asked?: string): FixedXlsx {
  const { sheet, worksheet } = openWorksheet(bytes, name, asked);
  const wanted = new Map(fixes.map((fix) => [fix.cell, fix]));
  const done: CellFix[] = [];
  const copy: WorkSheet = { '!ref': worksheet['!ref'] ?? 'A1' };
  for (const [address, value] of Object.entries(worksheet)) {
    if (address.startsWith('!')) continue;
    const text = textOf(value as CellObject);
    const fix = wanted.get(address);
    const applies = fix !== undefined && text.trim() === fix.value.trim();
    if (applies) done.push(fix);
    copy[address] = { t: 's', v: applies ? fix.fixed : text };
  }
  if (worksheet['!merges']) copy['!merges'] = worksheet['!merges'];
  copy['!rows'] = (worksheet['!rows'] ?? []).map(hiddenAlone);
  copy['!cols'] = (worksheet['!cols'] ?? []).map(hiddenAlone);
  const book = xlsx().utils.book_new();
  xlsx().utils.book_append_sheet(book, copy, sheet);
  return { bytes: xlsx().write(book, { type: 'buffer', bookType: 'xlsx' }), done };
}

/** A row that nobody sees is ordered only when somebody says so, also from the copy. */
function hiddenAlone(one: { readonly hidden?: boolean } | undefined): { readonly hidden?: boolean } {
  return one?.hidden ? { hidden: true } : {};
}
