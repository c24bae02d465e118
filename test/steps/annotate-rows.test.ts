import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/io/read-csv.ts';
import { csvText } from '../../src/io/write-results.ts';
import { annotatedRows } from '../../src/steps/annotate-rows.ts';
import { mapColumns } from '../../src/steps/map-columns.ts';
import { findingWith, outcomeWith } from '../support/outcomes.ts';
import { tableOf } from '../support/sheets.ts';

const read = (text: string) => readCsv(new TextEncoder().encode(text), 'may.csv');
const at = (line: number, file = 'may.csv') => ({ file, line });

describe('annotated rows', () => {
  test('every row in input order, its cells as they were, and what became of it', () => {
    const table = tableOf([
      ['domain', 'notes'],
      ['beta.example', ' 007 '],
      ['alpha.example', 'TRUE'],
      ['gamma.example', ''],
    ]);
    const outcomes = [
      outcomeWith({ rows: [at(3)] }),
      outcomeWith({
        status: 'refused',
        orderId: '',
        errors: ['No.\nNever.'],
        fix: 'Ask.',
        rows: [at(2), at(2, 'b.csv')],
      }),
    ];
    expect(annotatedRows(table, outcomes)).toEqual([
      ['domain', 'notes', 'status', 'order_id', 'error', 'fix'],
      ['beta.example', ' 007 ', 'refused', '', 'No. Never.', 'Ask.'],
      ['alpha.example', 'TRUE', 'placed', 'ord-1', '', ''],
      ['gamma.example', '', '', '', '', ''],
    ]);
  });

  test('a header that is there already makes ours carry a number', () => {
    const table = tableOf([
      ['domain', 'Status', 'status_2', 'fix'],
      ['alpha.example', 'x', 'y', 'z'],
    ]);
    expect(annotatedRows(table, [])[0]?.slice(4)).toEqual(['status_3', 'order_id', 'error', 'fix_2']);
  });

  test('a row says its own findings, another row of the order what the order says', () => {
    const table = tableOf([['domain'], ['alpha.example'], ['beta.example']]);
    const order = outcomeWith({
      status: 'invalid',
      rows: [at(2), at(3), at(3, 'aliases.csv')],
      findings: [
        findingWith({ at: { ...at(3), column: 'domain' }, message: 'Here.' }),
        findingWith({ at: at(2, 'aliases.csv'), message: 'Elsewhere.' }),
        findingWith({ at: at(2), severity: 'info', message: 'By the way.' }),
      ],
      errors: ['Here.', 'Elsewhere.'],
      fix: 'Correct both.',
    });
    const rows = annotatedRows(table, [order]);
    expect(rows[1]?.slice(-2)).toEqual(['Here.; Elsewhere.', 'Correct both.']);
    expect(rows[2]?.slice(-2)).toEqual(['Here.', 'Write main.example.']);
  });

  test('a row of two orders says both', () => {
    const outcomes = [outcomeWith({ rows: [at(2)] }), outcomeWith({ orderId: 'ord-2', rows: [at(2)] })];
    expect(annotatedRows(tableOf([['domain'], ['alpha.example']]), outcomes)[1]).toEqual([
      'alpha.example',
      'placed',
      'ord-1; ord-2',
      '',
      '',
    ]);
  });

  test('fed back in again and again, no value changes and no guard grows', () => {
    const sheet = "domain,phone_number,hosting_password,tag\r\nalpha.example,+14155550100,-pass word,'quoted\r\n";
    let table = read(sheet);
    const values = (one: typeof table) =>
      ['domain', 'phone_number', 'tag'].map((name) => mapColumns(one).rows[0]?.cells[name]?.value);
    const secret = (one: typeof table) => mapColumns(one).rows[0]?.cells.hosting_password?.secret?.reveal();
    const before = values(table);
    for (let round = 0; round < 3; round += 1) {
      table = read(csvText(annotatedRows(table, []), { bom: true }));
      expect(values(table)).toEqual(before);
      expect(secret(table)).toEqual({ kind: 'text', text: '-pass word' });
    }
    expect(table.rows.at(0)?.cells.slice(1, 3)).toEqual(["'+14155550100", "'-pass word"]);
  });

  test('a row with too many cells is refused again when the annotated sheet is read', () => {
    const table = read('domain,tag,,\nalpha.example,Sample, Inc,\nbeta.example,x\n');
    const rows = annotatedRows(table, [outcomeWith({ rows: [at(2)] })]);
    expect(rows[1]).toEqual(['alpha.example', 'Sample', 'placed', 'ord-1', '', '', ' Inc', '']);
    expect(rows[2]).toHaveLength(6);
    expect(read(csvText(rows, { bom: false })).findings.map(({ code, at: { line } }) => [code, line])).toEqual([
      ['SHEET-RAGGED', 2],
    ]);
  });
});
