import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sheetPages } from '../../src/steps/pages/sheet-pages.ts';

const FILES = [
  'domain/errors',
  'io/decode-bytes',
  'io/sheet-limits',
  'io/table-from-records',
  'io/read-csv',
  'io/open-workbook',
  'io/xlsx-findings',
  'io/refuse-own-file',
  'steps/map-columns',
  'steps/read-row',
  'steps/match-headers',
  'steps/spread-aliases',
  'steps/join-aliases',
  'steps/inherit-cells',
  'steps/gather-domains',
  'steps/group-rows',
  'steps/pack-orders',
  'vendors/scaledmail/pack-size',
  'steps/resolve-profiles',
];

test('each code in use has one page, and each page a code in use', () => {
  const text = FILES.map((file) => readFileSync(new URL(`../../src/${file}.ts`, import.meta.url), 'utf8')).join('\n');
  const codes = new Set(text.match(/'(SHEET|GROUP|PACK)-[A-Z-]+'/g)?.map((code) => code.slice(1, -1)));
  expect(sheetPages.map((page) => page.code).sort()).toEqual([...codes].sort());
});
