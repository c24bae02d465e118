import { createRequire } from 'node:module';
import type * as Xlsx from '@e965/xlsx';

let loaded: typeof Xlsx | undefined;

/** SheetJS, loaded when the first workbook is read or written: it is larger than all the rest, and most sheets are CSV. */
export function xlsx(): typeof Xlsx {
  loaded ??= createRequire(import.meta.url)('@e965/xlsx') as typeof Xlsx;
  return loaded;
}
