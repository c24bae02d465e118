import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MISTAKES } from './mistakes.ts';

describe('the mistakes that are planted into vendor folders', () => {
  test.each(MISTAKES)('$name: still fits the source', ({ file, find, also = [] }) => {
    for (const change of [{ file, find }, ...also])
      expect(readFileSync(change.file, 'utf8').split(change.find), change.file).toHaveLength(2);
  });

  test('each has a name of its own', () => {
    expect(new Set(MISTAKES.map(({ name }) => name)).size).toBe(MISTAKES.length);
  });
});
