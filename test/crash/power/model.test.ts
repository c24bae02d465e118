import { describe, expect, test } from 'vitest';
import { judge } from './check.ts';
import { ALL, type Extent, Replay } from './disk.ts';
import { changes, safeAfter } from './flushes.ts';
import { type Operation, Recorder } from './operations.ts';
import { parseTrace } from './trace.ts';

const hex = (text: string) => `"${Buffer.from(text).toString('hex').replace(/../g, '\\x$&')}"`;

/** A file is made beside another, written in two parts, flushed, moved, and its folder is flushed. */
const TRACE = [
  `7 openat(AT_FDCWD, ${hex('/root/new')}, O_WRONLY|O_CREAT, 0600) = 5`,
  `7 write(5, ${hex('abcdef')}, 6 <unfinished ...>`,
  '8 close(9) = 0',
  '7 <... write resumed>) = 4',
  `7 write(5, ${hex('ef')}, 2) = 2`,
  '7 fsync(5) = 0',
  `7 rename(${hex('/root/new')}, ${hex('/root/old')}) = 0`,
  `7 openat(AT_FDCWD, ${hex('/elsewhere/file')}, O_RDWR|O_CREAT, 0600) = 6`,
  `7 write(6, ${hex('not ours')}, 8) = 8`,
  `7 openat(AT_FDCWD, ${hex('/root')}, O_RDONLY) = 7`,
  '7 fsync(7) = 0',
  `7 unlink(${hex('/root/none')}) = -1 ENOENT (No such file or directory)`,
  `7 write(1, ${hex('{"n":1}\n')}, 8) = 8`,
  '7 +++ exited with 0 +++',
].join('\n');

function operations(trace = TRACE): readonly Operation[] {
  const recorder = new Recorder('/root');
  recorder.run(parseTrace(trace));
  return recorder.operations;
}

function filesAt(cut: number, kept: readonly (readonly [number, Extent])[]): Record<string, string> {
  const all = operations();
  const files = new Replay(all).files(cut, changes(all, cut), new Map(kept));
  return Object.fromEntries([...files].map(([name, data]) => [name, data.toString('latin1')]));
}

describe('the model of a disk', () => {
  test('takes the calls on its own folder, interrupted and partial ones too', () => {
    expect(operations().map(({ kind }) => kind)).toEqual(['name', 'write', 'write', 'flush', 'move', 'flush', 'said']);
    expect(
      filesAt(
        7,
        [0, 1, 2, 4].map((index) => [index, ALL] as const),
      ),
    ).toEqual({ old: 'abcdef' });
  });

  test('refuses calls that it does not know', () => {
    const opened = TRACE.split('\n')[0] ?? '';
    expect(() => operations(`${opened}\n7 fallocate(5, 0, 0, 100) = 0`)).toThrow('not modelled');
    expect(() => operations(`${opened}\n7 mmap(NULL, 32768, PROT_WRITE, MAP_SHARED, 5, 0) = 0x7f00`)).toThrow('mapped');
    expect(() => operations('7 write(1, "\\x41"..., 100) = 100')).toThrow('cut short');
  });

  test('knows a name safe after a flush of its folder, or where so promised after one of the file', () => {
    const [posix, ext4] = [safeAfter(operations(), 'posix'), safeAfter(operations(), 'ext4')];
    expect(posix.slice(0, 5)).toEqual([5, 3, 3, Number.POSITIVE_INFINITY, 5]);
    expect(ext4.slice(0, 5)).toEqual([3, 3, 3, Number.POSITIVE_INFINITY, 5]);
  });

  test('loses data, names and parts of writes each on their own', () => {
    expect(filesAt(3, [[1, ALL]])).toEqual({});
    expect(filesAt(3, [[0, ALL]])).toEqual({ new: '' });
    expect(
      filesAt(7, [
        [0, ALL],
        [4, ALL],
      ]),
    ).toEqual({ old: '' });
    expect(
      filesAt(3, [
        [0, ALL],
        [2, ALL],
      ]),
    ).toEqual({ new: '\0\0\0\0ef' });
    expect(
      filesAt(3, [
        [0, ALL],
        [1, { part: 'start', boundary: 2 }],
      ]),
    ).toEqual({ new: 'ab\0\0' });
    expect(
      filesAt(3, [
        [0, ALL],
        [1, { part: 'end', boundary: 3 }],
      ]),
    ).toEqual({ new: '\0\0\0d' });
    expect(
      filesAt(3, [
        [0, ALL],
        [1, { part: 'room' }],
      ]),
    ).toEqual({ new: '\0\0\0\0' });
    expect(
      filesAt(3, [
        [0, ALL],
        [1, { part: 'junk' }],
      ]).new,
    ).toHaveLength(4);
  });
});

describe('the judge', () => {
  const [one, two, three] = ['{"n":1}', '{"n":2}', '{"n":3}'];
  const state = { files: new Map(), hash: '', model: 'all', promise: 'posix', cut: 1, said: [`${one}\n`] } as const;
  const judged = (entries: readonly string[], problems: readonly string[] = []) =>
    judge(state, [one, two, three], () => ({ entries, problems }));

  test('is content with what was acknowledged, and with the one entry that was on its way', () => {
    for (const entries of [[one], [one, two]])
      expect(judged(entries)).toEqual({ owed: 1, lost: 0, refused: [], wrong: [] });
  });

  test('notices what is gone, changed, too much, complained about or refused', () => {
    expect(judged([]).lost).toBe(1);
    expect(judged([two]).lost).toBe(1);
    expect(judged([one, '{"n":']).wrong).toHaveLength(1);
    expect(judged([one, two, three]).wrong).toHaveLength(1);
    expect(judged([one], ['Odd.']).wrong).toEqual(['Odd.']);
    const refused = judge(state, [one], () => {
      throw new Error('No.');
    });
    expect(refused.refused).toEqual(['Error: No.']);
  });
});
