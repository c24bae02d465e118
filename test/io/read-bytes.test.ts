import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SheetError } from '../../src/domain/errors.ts';
import { readBytes } from '../../src/io/read-bytes.ts';

const HOME = mkdtempSync(join(tmpdir(), 'read-bytes-'));

afterAll(() => rmSync(HOME, { recursive: true }));

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(HOME, name);
  writeFileSync(path, bytes);
  return path;
}

function refusal(path: string): SheetError {
  try {
    readBytes(path);
  } catch (error) {
    if (error instanceof SheetError) return error;
  }
  throw new Error('it was read');
}

describe('the bytes of a sheet', () => {
  test.each([0, 1, 65_535, 65_536, 200_001])('of a file of %d bytes, in memory that threads can share', (size) => {
    const written = Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
    const bytes = readBytes(fileOf(`${size}.csv`, written));
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Buffer.compare(bytes, written)).toBe(0);
  });

  test('of a file that the system makes up when it is read, whose size is 0', () => {
    expect(readBytes('/proc/self/status').length).toBeGreaterThan(100);
  });

  test('a folder, no file, and a file beyond 4 GiB are refused', () => {
    expect(refusal(HOME)).toMatchObject({
      code: 'SHEET-NOT-FOUND',
      message: `${HOME} is a folder, and a sheet is a file.`,
    });
    expect(refusal(join(HOME, 'none.csv')).message).toMatch(/cannot be read \(ENOENT: no such file or directory, open/);
    const huge = fileOf('huge.csv', Buffer.from('domain\n'));
    truncateSync(huge, 2 ** 32);
    expect(refusal(huge)).toMatchObject({ code: 'SHEET-LIMIT', message: `${huge} is larger than 4 GiB.` });
  });
});
