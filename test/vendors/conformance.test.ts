import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Vendor } from '../../src/domain/vendor.ts';
import { vendors } from '../../src/vendors/index.ts';
import { subjectOf } from './conformance/load.ts';
import { conform } from './conformance/suite.ts';

test('the registry lists every vendor folder', () => {
  const folders = readdirSync(new URL('../../src/vendors', import.meta.url), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory() && !entry.name.startsWith('_')).map(({ name }) => name);
  expect(Object.keys(vendors).sort()).toEqual(names.sort());
});

describe.each(Object.entries<Vendor>(vendors))('%s', async (id, vendor) => {
  conform(await subjectOf(id, vendor));
});
