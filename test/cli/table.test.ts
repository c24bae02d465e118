import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { table } from '../../src/cli/table.ts';
import { cutTo, headOf, padTo, widthOf } from '../../src/cli/text-width.ts';
import { fitted, wrapped } from '../../src/cli/wrap.ts';

const LETTERS = [
  'a',
  'Z',
  '0',
  ' ',
  '-',
  '.',
  'é',
  'e\u0301',
  '日',
  '本',
  '한',
  '😀',
  '👩‍🔬',
  '🇩🇪',
  '❤️',
  'ﬁ',
  '→',
  'ｗ',
];
const word = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 60 });
const screen = fc.integer({ min: 24, max: 170 });

describe('how wide a text is', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['日本語', 6],
    ['한국', 4],
    ['e\u0301', 1],
    ['👩‍🔬', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['ｗ', 2],
    ['→ x', 3],
    ['…', 1],
    ['a\u200bb', 2],
  ])('%s is %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  test('what is cut is never wider than asked, and no letter is torn apart', () => {
    fc.assert(
      fc.property(word, fc.integer({ min: 0, max: 40 }), (text, width) => {
        expect(widthOf(cutTo(text, width))).toBeLessThanOrEqual(width);
        expect(text.startsWith(headOf(text, width))).toBe(true);
        expect(headOf(text, width)).not.toMatch(/[\ud800-\udbff]$/);
      }),
    );
  });

  test('padding counts columns', () => {
    expect([padTo('日', 4), padTo('1', 3, 'left'), padTo('long', 2)]).toEqual(['日  ', '  1', 'long']);
  });
});

describe('a table', () => {
  test('of more rows than a call takes arguments', () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => [`o-${index}`, 'placed']);
    expect(table(['order', 'status'], rows).split('\n')).toHaveLength(200_001);
  });

  test('no line is wider than the screen, and every word that goes in comes out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }).chain((columns) =>
          fc.record({
            header: fc.array(fc.constantFrom('order', 'order_id', 'status', 'why', '日付'), {
              minLength: columns,
              maxLength: columns,
            }),
            rows: fc.array(fc.array(word, { minLength: columns, maxLength: columns }), { maxLength: 4 }),
          }),
        ),
        screen,
        ({ header, rows }, width) => {
          const said = table(header, rows, width);
          for (const line of said.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
          const letters = (text: string) => text.replace(/\s/g, '').length;
          const isSaid = (cell: string) => cell !== '-';
          const put = rows
            .flat()
            .filter(isSaid)
            .reduce((sum, cell) => sum + letters(cell), 0);
          expect(letters(said)).toBeGreaterThanOrEqual(put);
        },
      ),
    );
  });

  test('without a screen every row is one line, however long', () => {
    expect(table(['a', 'b'], [['x'.repeat(300), 'y']]).split('\n')).toHaveLength(2);
  });

  test('numbers stand to the right, words to the left', () => {
    const said = table(
      ['client', 'orders', 'charge'],
      [
        ['acme', '12', '1,400.00 USD'],
        ['zenith', '3', '90.00 USD'],
      ],
    );
    expect(said).toBe('client  orders        charge\nacme        12  1,400.00 USD\nzenith       3     90.00 USD');
  });

  test('a last column that has no room goes on under its row', () => {
    const said = table(
      ['status', 'order', 'why'],
      [['refused', 'may-1', 'a reason of several words that goes on']],
      30,
    );
    expect(said).toBe(
      'status   order\nrefused  may-1\n    a reason of several words\n    that goes on'.replace(/ +\n/g, '\n'),
    );
  });

  test('a last column that has some room goes on under itself', () => {
    const said = table(['order', 'why'], [['may-1', 'a reason of several words that goes on']], 38);
    expect(said).toBe('order  why\nmay-1  a reason of several words that\n       goes on');
  });
});

describe('sentences', () => {
  test('no line is wider than the screen', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), fc.integer({ min: 0, max: 8 }), screen, (words, indent, width) => {
        const text = words.map((one) => ' '.repeat(indent) + one).join('\n');
        for (const line of fitted(text, width).split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
        if (width - indent < 20) return;
        for (const line of wrapped(words.join(' '), width, indent).split('\n'))
          expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('what goes on is set in under its first word', () => {
    expect(fitted('  → Write the redirect without a scheme.', 30)).toBe(
      '  → Write the redirect without\n    a scheme.',
    );
  });
});
