import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delimitersIn, findDelimiter } from '../../src/io/find-delimiter.ts';
import { sampleRecords } from '../../src/io/parse-records.ts';

test('the delimiters in a text are those of its characters that can be one', () => {
  expect(delimitersIn(Buffer.from('order;domain\n1|2\n'))).toEqual([';', '|']);
  expect(delimitersIn(Buffer.from('order'))).toEqual([]);
});

test('a text without other delimiters is not parsed to find the comma', () => {
  const never = () => expect.unreachable();
  expect(findDelimiter(never, delimitersIn(Buffer.from('order,domain\n1,2\n')))).toBe(',');
  expect(findDelimiter(never, [])).toBe(',');
});

test('looking only at delimiters that are there finds the same as looking at all', () => {
  const part = fc.constantFrom('order', 'domain', 'é', '"', ',', ';', '\t', '|', '\n', '\r\n', ' ');
  let others = 0;
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const bytes = Buffer.from(parts.join(''));
      const sample = (delimiter: string) => sampleRecords(bytes, delimiter);
      const found = findDelimiter(sample);
      if (found !== ',') others += 1;
      expect(findDelimiter(sample, delimitersIn(bytes))).toBe(found);
    }),
    { numRuns: 500 },
  );
  expect(others).toBeGreaterThan(0);
});
