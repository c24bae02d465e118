import { expect, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';

const text = (value: string) => new Secret({ kind: 'text', text: value });

test('secrets have the same number when their source is the same, and show nothing of it', () => {
  const numberOf = Secret.numbering();
  const named = new Secret({ kind: 'env', name: 'one' });
  expect([text('one'), text('two'), text('one'), named, text('two'), named].map(numberOf)).toEqual([0, 1, 0, 2, 1, 2]);
  expect(Secret.numbering()(text('two'))).toBe(0);
});

test('many are numbered in about the time that each takes', () => {
  const numberOf = Secret.numbering();
  const many = Array.from({ length: 100_000 }, (_, index) => text(`secret-${index}`));
  const start = performance.now();
  expect(numberOf(many.at(-1) ?? text(''))).toBe(0);
  for (const secret of many) numberOf(secret);
  expect(performance.now() - start).toBeLessThan(3_000);
});
