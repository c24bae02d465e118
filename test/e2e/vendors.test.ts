import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Vendor } from '../../src/domain/vendor.ts';
import { describeVendor } from '../../src/steps/describe-vendor.ts';
import { renewing, vendorPage } from '../../src/steps/vendor-page.ts';
import { vendors } from '../../src/vendors/index.ts';
import { ROOT } from '../architecture/sources.ts';
import { Bench } from '../support/command.ts';

const opened: Bench[] = [];
afterEach(() => {
  for (const bench of opened.splice(0)) bench.close();
});

function makeBench(): Bench {
  const bench = new Bench({ SCALEDMAIL_API_KEY: '', SCALEDMAIL_ORGANIZATION_ID: '' });
  opened.push(bench);
  return bench;
}

describe.each(Object.entries<Vendor>(vendors))('%s', (id, vendor) => {
  test('docs/vendors has the page that the code makes', () => {
    const path = join(ROOT, 'docs/vendors', `${id}.md`);
    const page = existsSync(path) ? readFileSync(path, 'utf8') : '';
    expect(page, `npm run build, then ${renewing(id).replace('sheetorder', 'node dist/cli/main.js')}`).toBe(
      vendorPage(describeVendor(vendor)),
    );
  });

  test('is told whole, without key, ledger or connection', async () => {
    const bench = makeBench();
    const { exit, out } = await bench.run('vendors', id);
    expect(exit).toBe(0);
    for (const operation of Object.values(vendor.operations)) {
      expect(out).toContain(`${operation.id}: ${operation.title}`);
      const told = out.replace(/\s+/g, ' ');
      for (const column of [...operation.columns.required, ...operation.columns.optional])
        expect(told).toMatch(new RegExp(`\\b${column}\\b`));
    }
    for (const page of vendor.pages)
      expect(out).toMatch(new RegExp(`^ {2}${page.code} +(documents|seen in use|our caution)`, 'm'));
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  test('--json is the same data', async () => {
    const told = JSON.parse((await makeBench().run('vendors', id, '--json')).out);
    expect(told).toEqual(JSON.parse(JSON.stringify(describeVendor(vendor))));
  });

  test('--output writes the page', async () => {
    const bench = makeBench();
    expect((await bench.run('vendors', id, '--output', bench.path('page.md'))).exit).toBe(0);
    expect(readFileSync(bench.path('page.md'), 'utf8')).toBe(vendorPage(describeVendor(vendor)));
  });

  test('every column says what it holds', () => {
    const bare = describeVendor(vendor).operations.flatMap(({ columns }) =>
      columns.filter(({ holds }) => holds === ''),
    );
    expect(bare.map(({ name }) => name)).toEqual([]);
  });
});

test('docs/vendors has no page of a vendor that is not there', () => {
  const pages = readdirSync(join(ROOT, 'docs/vendors')).map((name) => name.replace(/\.md$/, ''));
  expect(pages.filter((id) => !Object.hasOwn(vendors, id))).toEqual([]);
});

test("limits and counts of a custom order are the operation's own", () => {
  const custom = describeVendor(vendors.scaledmail).operations.find(({ id }) => id === 'create-custom-order');
  expect(custom?.domains).toEqual(['google: at most 100', 'outlook: at most 30', 'smtp: at most 70']);
  expect(custom?.columns.find(({ name }) => name === 'mailbox_type')).toMatchObject({
    required: true,
    values: ['google', 'outlook', 'smtp'],
  });
});

test('all vendors are a table, or a list as JSON', async () => {
  const { out } = await makeBench().run('vendors');
  expect(out).toMatch(/^vendor +name +key +operations\nscaledmail +ScaledMail +SCALEDMAIL_API_KEY +create-order, /);
  expect(JSON.parse((await makeBench().run('vendors', '--json')).out)).toHaveLength(Object.keys(vendors).length);
});

test.each([
  [['vendors', 'nobody'], 'NO-SUCH-VENDOR'],
  [['vendors', '__proto__'], 'NO-SUCH-VENDOR'],
  [['vendors', '--output', 'page.md'], 'USAGE-MISSING'],
])('%j is refused', async (words, code) => {
  const { exit, err } = await makeBench().run(...words);
  expect(exit).toBe(2);
  expect(err).toContain(`${code}: `);
});
