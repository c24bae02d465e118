import { describe, expect, test } from 'vitest';
import { RESULT_COLUMNS, resultRows } from '../../src/steps/result-rows.ts';
import { outcomeWith } from '../support/outcomes.ts';

function cell(column: (typeof RESULT_COLUMNS)[number], row: readonly string[] | undefined): string | undefined {
  return row?.[RESULT_COLUMNS.indexOf(column)];
}

describe('result rows', () => {
  test('the columns are those that scripts are written against', () => {
    expect(RESULT_COLUMNS.join(', ')).toBe(
      'order, status, order_id, vendor, operation, domains, mailboxes, amount, currency, checkout_url, error_code, error, fix, rows, attempts, submitted_at, key',
    );
  });

  test('one row for each order, in the order given', () => {
    const rows = resultRows([outcomeWith({ checkoutUrl: 'https://pay.example/1' }), outcomeWith({ name: 'o2' })]);
    expect(rows[0]?.join('|')).toBe(
      'o1|placed|ord-1|scaledmail|create-order|2|4|14.00|USD|https://pay.example/1||||may.csv:2-3|1|2026-05-04T10:00:00.000Z|0123456789abcdef',
    );
    expect(rows.map((row) => row[0])).toEqual(['o1', 'o2']);
    expect(rows.every((row) => row.length === RESULT_COLUMNS.length)).toBe(true);
  });

  test('what is not known stays empty', () => {
    const [row] = resultRows([outcomeWith({ key: '', amount: null, orderId: '', submittedAt: '' })]);
    for (const column of ['key', 'amount', 'currency', 'order_id', 'submitted_at'] as const) {
      expect(cell(column, row)).toBe('');
    }
  });

  test('codes and errors are joined, on one line, cut at 500 characters and never within one', () => {
    const [row] = resultRows([outcomeWith({ codes: ['A-1', 'B-2'], errors: ['One.\r\nTwo.', 'Three.'] })]);
    expect(cell('error_code', row)).toBe('A-1;B-2');
    expect(cell('error', row)).toBe('One. Two.; Three.');
    const [long] = resultRows([outcomeWith({ errors: [`${'x'.repeat(498)}😀😀`] })]);
    expect(cell('error', long)).toBe(`${'x'.repeat(498)}…`);
    const [exact] = resultRows([outcomeWith({ errors: ['x'.repeat(500)] })]);
    expect(cell('error', exact)).toBe('x'.repeat(500));
  });
});
