import { SheetError } from '../domain/errors.ts';
import { zip } from './zip-package.ts';

const MAX_UNPACKED = 256 * 1024 * 1024;
/** What a workbook is made of; pictures and macros are not even unpacked. */
const NEEDED = /\.(xml|rels)$/i;
const ZIP = [0x50, 0x4b];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
const ENTITIES = ['<!DOCTYPE', '<!ENTITY'];

/** Whether these bytes are a workbook, whatever the file is called. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP) || startsWith(bytes, OLE);
}

/**
 * A workbook's parts, packed again without compression: sizes are checked before anything is unpacked, what a size does not
 * admit is not unpacked, and XML that could name other files is refused. Throws SheetError.
 */
export function openWorkbook(bytes: Uint8Array, name: string): Uint8Array {
  if (startsWith(bytes, OLE)) throw oldOrLocked(bytes, name);
  const parts = unpacked(bytes, name);
  if (!Object.keys(parts).some((part) => /^xl\/workbook\.xml$/i.test(part)))
    throw new SheetError(
      `${name} is an archive, but no XLSX workbook.`,
      'Unpack it, and name the sheet inside it.',
      'SHEET-UNREADABLE',
    );
  for (const [part, content] of Object.entries(parts)) {
    const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    if (ENTITIES.some((word) => text.includes(word)))
      throw new SheetError(
        `${name} is refused: its part ${part} declares XML entities, which can name other files.`,
        'Save it again from a spreadsheet program, or as "CSV UTF-8".',
        'SHEET-UNREADABLE',
      );
  }
  return zip().zipSync(parts, { level: 0 });
}

function unpacked(bytes: Uint8Array, name: string): Record<string, Uint8Array> {
  let total = 0;
  try {
    return zip().unzipSync(bytes, {
      filter: (file) => {
        if (!NEEDED.test(file.name)) return false;
        total += file.originalSize;
        if (total > MAX_UNPACKED) throw tooLarge(name);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof SheetError) throw error;
    throw new SheetError(
      `${name} is a damaged workbook (${error instanceof Error ? error.message : String(error)}).`,
      'Open it in a spreadsheet program and save it again.',
      'SHEET-UNREADABLE',
    );
  }
}

function tooLarge(name: string): SheetError {
  return new SheetError(
    `${name} would unpack to more than 256 MiB.`,
    'Save only the sheet that is to be ordered, as "CSV UTF-8".',
    'SHEET-LIMIT',
  );
}

function oldOrLocked(bytes: Uint8Array, name: string): SheetError {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes(ENCRYPTED)
    ? new SheetError(
        `${name} is protected by a password.`,
        'Save a copy without a password, and name that.',
        'SHEET-UNREADABLE',
      )
    : new SheetError(
        `${name} is in an old format (.xls).`,
        'Save it as .xlsx or as "CSV UTF-8", and name that.',
        'SHEET-UNREADABLE',
      );
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
