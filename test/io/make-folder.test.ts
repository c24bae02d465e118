import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from '../../src/io/make-folder.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sheetorder-folder-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

test('makes every folder that is missing, for its owner alone, and a second time changes nothing', () => {
  const deep = join(base, 'a', 'b', 'c');
  makeFolder(deep);
  makeFolder(deep);
  for (const folder of [deep, join(base, 'a')]) expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('below a file it fails with a sentence', () => {
  writeFileSync(join(base, 'file'), '');
  expect(() => makeFolder(join(base, 'file', 'below', 'it'))).toThrow(/^The folder .* for the ledger cannot be made/);
});

test.skipIf(!existsSync('/proc/self'))('where the system refuses folders it fails at once', () => {
  expect(() => makeFolder('/proc/sheetorder/below')).toThrow(/cannot be made/);
});
