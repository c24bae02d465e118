import { describe, expect, test } from 'vitest';
import {
  COLUMNS,
  columnOf,
  isOutputHeader,
  nearColumn,
  normaliseHeader,
  sideBySideName,
} from '../../src/domain/columns.ts';
import { editDistance } from '../../src/domain/edit-distance.ts';

describe('columns', () => {
  test('no header means two columns', () => {
    const headers = COLUMNS.flatMap((column) => [column.name, ...column.synonyms]).map(normaliseHeader);
    expect(headers.filter((header, index) => headers.indexOf(header) !== index)).toEqual([]);
  });

  test.each([
    ['Domain Name', 'domain'],
    ['\ufeffFIRST-NAME', 'first_name'],
    ['Package', 'price_id'],
    ['Plan', 'price_id'],
    ['price id', 'price_id'],
    ['Local part', 'alias'],
    ['Forward to', 'redirect'],
    ['Zip code', 'zipcode'],
  ])('%s means %s', (header, name) => {
    expect(columnOf(header)?.name).toBe(name);
  });

  test.each([
    ['quantiy', 'quantity'],
    ['Price', 'price_id'],
    ['opreation', 'operation'],
    ['Domian', 'domain'],
    ['Plans', 'price_id'],
    ['Max price (USD)', 'max_price'],
    ['max_price_usd', 'max_price'],
    ['Maximum price per domain', 'max_price'],
    ['Quantity (packages)', 'quantity'],
    ['Stock ID [copy]', 'stock_id'],
    ['Quantity sold', undefined],
    ['Notes (max price)', undefined],
    ['Place', undefined],
    ['Notes', undefined],
    ['status', undefined],
    ['constructor', undefined],
  ])('%s is near %s', (header, name) => {
    expect(nearColumn(header)?.name).toBe(name);
  });

  test('our own output columns and side-by-side aliases are told apart', () => {
    expect(['status', 'order_id', 'Error', 'fix_2', 'status (3)'].every(isOutputHeader)).toBe(true);
    expect(['alias_1', 'Alias 2 First Name', 'Username 03', 'alias'].map(sideBySideName)).toEqual([
      'alias_1',
      'alias_2_first_name',
      'alias_3',
      undefined,
    ]);
  });

  test('a swap of neighbours is one step', () => {
    expect(editDistance('domian', 'domain', 2)).toBe(1);
    expect(editDistance('abc', 'abc', 2)).toBe(0);
    expect(editDistance('abcdef', 'uvwxyz', 2)).toBe(3);
  });
});
