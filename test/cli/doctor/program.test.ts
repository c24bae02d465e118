import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkProgram, NODE_NEEDED } from '../../../src/cli/doctor/program.ts';
import { ROOT } from '../../architecture/sources.ts';

test('the Node that doctor asks for is that of package.json', () => {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(engines.node).toBe(`>=${NODE_NEEDED}`);
});

test.each([
  ['20.19.0', 'ok'],
  ['20.19.1', 'ok'],
  ['22.0.0', 'ok'],
  ['100.1.0-nightly', 'ok'],
  ['20.18.9', 'problem'],
  ['18.20.0', 'problem'],
])('Node %s: %s', (version, state) => {
  expect(checkProgram(version)).toMatchObject([{ check: 'program.node', state }]);
});
