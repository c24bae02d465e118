import { expect, test } from 'vitest';
import { withoutEndOfOptions } from '../../src/cli/end-of-options.ts';

test('what follows -- names a file, also where it begins as a flag would', () => {
  expect(withoutEndOfOptions(['check', '--quiet', '--', '-x.csv', 'a.csv', '--strict'])).toEqual([
    'check',
    '--quiet',
    './-x.csv',
    'a.csv',
    './--strict',
  ]);
  expect(withoutEndOfOptions(['check', '-x'])).toEqual(['check', '-x']);
});
