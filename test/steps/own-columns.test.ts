import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/io/read-csv.ts';
import { csvText } from '../../src/io/write-results.ts';
import { annotatedRows } from '../../src/steps/annotate-rows.ts';
import { outcomeWith } from '../support/outcomes.ts';
import { tableOf } from '../support/sheets.ts';

const read = (text: string) => readCsv(Buffer.from(text), 'may.csv');
const ours = ['status', 'order_id', 'error', 'fix'];
const refused = outcomeWith({ status: 'refused', errors: ['No.'], fix: 'Ask.', rows: [{ file: 'may.csv', line: 2 }] });

describe('columns that an earlier run added', () => {
  test('are written anew when they stand last', () => {
    const table = tableOf([
      ['domain', ...ours],
      ['alpha.example', 'invalid', '', 'Old.', 'Older.'],
      ['beta.example', '', '', '', ''],
    ]);
    expect(annotatedRows(table, [refused])).toEqual([
      ['domain', ...ours],
      ['alpha.example', 'refused', 'ord-1', 'No.', 'Ask.'],
      ['beta.example', '', '', '', ''],
    ]);
  });

  test('are written anew where they had to carry a number, also when they had piled up', () => {
    const once = ['domain', 'Status', 'status_2', 'order_id', 'error', 'fix'];
    const twice = [...once, 'status_3', 'order_id_2', 'error_2', 'fix_2'];
    const table = tableOf([twice, ['alpha.example', 'live', 'invalid', '', 'x', 'y', 'ready', '', '', '']]);
    expect(annotatedRows(table, [refused])).toEqual([
      once,
      ['alpha.example', 'live', 'refused', 'ord-1', 'No.', 'Ask.'],
    ]);
  });

  test.each([
    ['says something else', ['alpha.example', 'live', '7', 'none', 'soon']],
    ['says nothing', ['alpha.example', '', '', 'their words', '']],
  ])('a column of theirs stays when its status %s', (_, cells) => {
    const rows = annotatedRows(tableOf([['domain', ...ours], cells]), [refused]);
    expect(rows[0]).toEqual(['domain', ...ours, ...ours.map((name) => `${name}_2`)]);
    expect(rows[1]?.slice(0, 5)).toEqual(cells);
  });

  test('columns that stand behind ours keep ours as well', () => {
    const table = tableOf([
      ['domain', ...ours, 'notes'],
      ['alpha.example', 'ready', '', '', '', 'mine'],
    ]);
    expect(annotatedRows(table, [])[1]).toEqual(['alpha.example', 'ready', '', '', '', 'mine', '', '', '', '']);
  });
});

describe('lines of an annotated CSV', () => {
  test.each([
    ['a title', 'Orders of May\n\norder,domain,alias\na,alpha.example,ada\n'],
    ['blank lines', '\n\norder,domain,alias\na,alpha.example,ada\n\n\nb,beta.example,sam\n'],
    ['rows of white space', 'order,domain,alias\na,alpha.example,ada\n , ,\nb,beta.example,sam\n'],
    ['semicolons', 'Orders; of May\norder;domain;alias\na;alpha.example;"x;y"\n'],
  ])('%s: each row stands where it stood, also when it is read again', (_, text) => {
    const table = read(text);
    const back = read(csvText(annotatedRows(table, []), { bom: true, delimiter: table.delimiter }));
    expect([back.headerLine, back.delimiter]).toEqual([table.headerLine, table.delimiter]);
    expect(back.header.slice(0, 3)).toEqual(table.header);
    expect([...back.rows].map(({ line, cells }) => [line, cells.slice(0, 3)])).toEqual(
      [...table.rows].map(({ line, cells }) => [line, cells]),
    );
    const kept = (one: typeof table) =>
      one.unread?.map(({ line, cells }) => [line, cells.filter((cell) => cell !== '')]);
    expect(kept(back)).toEqual(kept(table));
  });
});
