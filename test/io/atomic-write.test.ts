import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/domain/errors.ts';
import { assertWritable, writeAtomic } from '../../src/io/atomic-write.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inside = (...names: string[]) => join(folder, ...names);
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('atomic write', () => {
  test('writes the whole text, for the owner alone, and leaves nothing else', () => {
    writeAtomic(inside('out.csv'), 'one\r\n');
    writeAtomic(inside('out.csv'), 'two é\r\n');
    expect(readFileSync(inside('out.csv'), 'utf8')).toBe('two é\r\n');
    expect(modeOf(inside('out.csv'))).toBe(0o600);
    writeAtomic(inside('open.html'), 'x', 0o644);
    expect(modeOf(inside('open.html'))).toBe(0o644);
    expect(readdirSync(folder).sort()).toEqual(['open.html', 'out.csv']);
  });

  test('writes what comes in pieces, and nothing of it where a piece cannot be made', () => {
    function* pieces(most: number) {
      for (let index = 0; index < 40; index += 1) {
        if (index === most) throw new Error('No more pieces.');
        yield `${index} é😀`.repeat(1_500);
      }
    }
    writeAtomic(inside('out.csv'), pieces(40));
    const whole = [...pieces(40)].join('');
    expect(readFileSync(inside('out.csv'), 'utf8')).toBe(whole);
    expect(() => writeAtomic(inside('out.csv'), pieces(35))).toThrow('No more pieces.');
    expect(readFileSync(inside('out.csv'), 'utf8')).toBe(whole);
    writeAtomic(inside('empty.csv'), []);
    expect(readFileSync(inside('empty.csv'), 'utf8')).toBe('');
    expect(readdirSync(folder).sort()).toEqual(['empty.csv', 'out.csv']);
  });

  test('a failure leaves what was there and no temporary file', () => {
    mkdirSync(inside('taken', 'full'), { recursive: true });
    expect(() => writeAtomic(inside('taken'), 'x')).toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
    expect(() => writeAtomic(inside('missing', 'out.csv'), 'x')).toThrow(/ENOENT/);
  });

  test('a link keeps pointing at its file', () => {
    mkdirSync(inside('real'));
    writeFileSync(inside('real', 'out.csv'), 'old');
    symlinkSync(inside('real', 'out.csv'), inside('link.csv'));
    writeAtomic(inside('link.csv'), 'new');
    expect(readFileSync(inside('real', 'out.csv'), 'utf8')).toBe('new');
  });

  test('a temporary file of a run that died does not stand in the way', () => {
    writeAtomic(inside('a.csv'), 'x');
    for (let number = 1; number < 60; number += 1)
      writeFileSync(inside(`.sheetorder-${process.pid}-${number}.tmp`), 'half');
    writeAtomic(inside('b.csv'), 'whole');
    expect(readFileSync(inside('b.csv'), 'utf8')).toBe('whole');
  });
});

describe('asking whether a file can be written', () => {
  test('a file that is there stays as it is', () => {
    writeFileSync(inside('out.csv'), 'old');
    const before = statSync(inside('out.csv'));
    assertWritable(inside('out.csv'));
    assertWritable(inside('new.csv'));
    const after = statSync(inside('out.csv'));
    expect([after.mtimeMs, after.ino, after.size]).toEqual([before.mtimeMs, before.ino, before.size]);
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  test('says which file cannot be written, and why', () => {
    mkdirSync(inside('folder'));
    writeFileSync(inside('locked.csv'), 'old');
    chmodSync(inside('locked.csv'), 0o400);
    const cases = [
      [inside('missing', 'out.csv'), 'folder does not exist'],
      [inside('locked.csv', 'out.csv'), 'folder does not exist'],
      [inside('folder'), 'is a folder'],
      [inside('locked.csv'), 'is read-only'],
      ['/dev/null', 'not an ordinary file'],
    ] as const;
    for (const [path, why] of cases) {
      expect(() => assertWritable(path), path).toThrow(UsageError);
      expect(() => assertWritable(path)).toThrow(path);
      expect(() => assertWritable(path)).toThrow(why);
    }
  });

  test.skipIf(process.getuid?.() === 0)('a folder that takes no new files is found out', () => {
    mkdirSync(inside('closed'));
    chmodSync(inside('closed'), 0o500);
    expect(() => assertWritable(inside('closed', 'out.csv'))).toThrow(/takes no new files/);
  });
});
