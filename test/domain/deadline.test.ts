import { expect, test } from 'vitest';
import { Deadline } from '../../src/domain/deadline.ts';

test('a deadline is over when its time has passed since the command began, and not before', () => {
  let ran = 1_000;
  const deadline = new Deadline({ elapsed: () => ran }, 500, '500ms', 900);
  expect(deadline.isOver()).toBe(false);
  ran = 1_399;
  expect(deadline.isOver()).toBe(false);
  expect(deadline.isOver(1)).toBe(true);
  ran = 1_400;
  expect(deadline.isOver()).toBe(true);
  expect(deadline.text).toBe('500ms');
});

test('a deadline of no time at all is over at once', () => {
  expect(new Deadline({ elapsed: () => 7 }, 0, '0s').isOver()).toBe(true);
});
