import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkBatch } from '../../src/steps/check-batch.ts';
import { checkOrders } from '../../src/steps/check-orders.ts';
import { vendor } from '../../src/vendors/_template/index.ts';
import { vendors } from '../../src/vendors/index.ts';
import { factsWith } from '../support/drafts.ts';
import { subjectOf } from './conformance/load.ts';
import { draftsFrom } from './conformance/subject.ts';
import { conform } from './conformance/suite.ts';

const FOLDER = new URL('../../src/vendors/_template/', import.meta.url);

describe('the folder to copy', async () => {
  conform(await subjectOf('example', vendor, '_template'));
});

test('it is no vendor of the program, and is not built', () => {
  expect(Object.values<unknown>(vendors)).not.toContain(vendor);
  const { exclude } = JSON.parse(readFileSync('tsconfig.build.json', 'utf8')) as {
    readonly exclude: readonly string[];
  };
  expect(exclude).toContain('src/vendors/_template');
});

test('every file of it says what to change', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const silent = files.filter((file) => !readFileSync(new URL(file, FOLDER), 'utf8').includes('// Change: '));
  expect(silent).toEqual([]);
});

test('one tag on two orders is EX-TAG-SHARED', () => {
  const row = { tag: 'may', alias: 'ada', first_name: 'Ada', last_name: 'Sample' };
  const drafts = draftsFrom(
    ['alpha', 'beta'].map((name) => ({ ...row, order: name, domain: `${name}.example` })),
    vendor.id,
  );
  const orders = checkOrders(drafts, {
    vendors: { example: vendor },
    facts: () => factsWith(),
    domains: { primary: {} },
    origin: () => 'sandbox',
    secretProblem: () => null,
  });
  expect([...checkBatch(orders).values()].flat().map(({ code }) => code)).toContain('EX-TAG-SHARED');
});
