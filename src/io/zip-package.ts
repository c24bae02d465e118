import { createRequire } from 'node:module';
import type * as Fflate from 'fflate';

let loaded: typeof Fflate | undefined;

/** fflate, loaded when the first workbook is read or written: it fills its tables as soon as it is loaded. */
export function zip(): typeof Fflate {
  loaded ??= createRequire(import.meta.url)('fflate') as typeof Fflate;
  return loaded;
}
