import { SheetError } from '../domain/errors.ts';

const AS_CSV = 'Open it in your spreadsheet program, save it as "CSV UTF-8" and name that file.';

/** The text of a CSV file without its BOM; throws a SheetError for anything that is not UTF-8 text. */
export function csvText(bytes: Uint8Array, name: string): string {
  if (bytes.length === 0)
    throw new SheetError(`${name} is empty.`, 'Write a header line and at least one row into it.');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    throw new SheetError(
      `${name} is a workbook or a zip archive, not a CSV file.`,
      'XLSX is not read yet: save as CSV UTF-8 and name that file.',
    );
  }
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    throw new SheetError(`${name} is written in UTF-16, which is not read yet.`, AS_CSV);
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new SheetError(`${name} is not a text file: byte ${nul + 1} is zero.`, AS_CSV);
  return decode(bytes, name);
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SheetError(`${name} is not valid UTF-8${badLine(bytes)}.`, AS_CSV);
  }
}

/** Names the first text line that cannot be read; lines here are those of a text editor. */
function badLine(bytes: Uint8Array): string {
  const lines = new TextDecoder('utf-8').decode(bytes).split(/\r\n|\r|\n/);
  const index = lines.findIndex((line) => line.includes('\ufffd'));
  return index < 0 ? '' : ` (first seen in text line ${index + 1})`;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
