import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SheetError } from '../../src/domain/errors.ts';
import { readCsv } from '../../src/io/read-csv.ts';

const cell = fc.string({
  unit: fc.constantFrom('a', '"', ',', ';', '\t', '|', '\n', '\r', "'", ' ', 'é'),
  maxLength: 6,
});
const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });

function read(text: string, delimiter?: string) {
  return readCsv(new TextEncoder().encode(text), 'may.csv', delimiter === undefined ? {} : { delimiter });
}

describe('reading', () => {
  test('quoted cells arrive as they were, each row on its own line', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r', '\r\n'),
        (rows, delimiter, end) => {
          const written = [['order', 'domain', 'notes'], ...rows.map((cells) => [`x${cells[0]}`, cells[1], cells[2]])];
          const text = written
            .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter))
            .join(end);
          const result = read(text);
          expect(result.delimiter).toBe(delimiter);
          expect([...result.rows]).toEqual(written.slice(1).map((cells, index) => ({ line: index + 2, cells })));
        },
      ),
    );
  });

  test('any text is read or refused with a hint, and nothing else is thrown', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '"', ',', ';', '\n', '\r', ' '), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.constantFrom(undefined, ',', ';'), (body, delimiter) => {
        try {
          expect(read(`domain,tag\n${body}`, delimiter).rows.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(SheetError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
