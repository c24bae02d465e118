import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { groupFindings } from '../../src/domain/finding-groups.ts';
import { sayPlace } from '../../src/domain/say-place.ts';
import { findingWith } from '../support/outcomes.ts';

const finding: fc.Arbitrary<Finding> = fc
  .record({
    code: fc.constantFrom('A', 'B', 'C'),
    severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
    line: fc.integer({ min: -1, max: 3 }),
    column: fc.constantFrom('redirect', 'alias'),
    message: fc.constantFrom('One.', 'Two.'),
  })
  .map(({ line, column, ...rest }) => findingWith({ ...rest, at: { file: 'may.csv', line, column } }));

test('groups hold every finding once, in the order given, and errors come first', () => {
  fc.assert(
    fc.property(fc.array(finding), (findings) => {
      const groups = groupFindings(findings);
      const seen = new Set<string>();
      const once = findings.filter((one) => {
        const words = JSON.stringify([one.code, one.severity, sayPlace(one.at), one.message]);
        return !seen.has(words) && seen.add(words);
      });
      for (const { code, severity, findings: own } of groups)
        expect(own).toEqual(once.filter((one) => one.code === code && one.severity === severity));
      expect(groups.flatMap(({ findings: own }) => own)).toHaveLength(once.length);
      const ranks = groups.map(({ severity }) => ['error', 'warning', 'info'].indexOf(severity));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
  );
});
