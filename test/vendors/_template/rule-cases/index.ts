import type { SheetRow } from '../../../support/drafts.ts';
import type { RuleCase } from '../../conformance/subject.ts';

const GOOD: SheetRow = { domain: 'alpha.example', alias: 'ada', first_name: 'Ada', last_name: 'Sample' };

/** One good row with a change. */
function one(change: SheetRow): readonly SheetRow[] {
  return [{ ...GOOD, ...change }];
}

function many(count: number): readonly SheetRow[] {
  return Array.from({ length: count }, (_, index) => ({ ...GOOD, domain: `d${index}.example` }));
}

// Change: every offline rule, broken at least once.
export const CASES: readonly RuleCase[] = [
  { code: 'EX-DOMAINS', name: 'one too many', breaks: many(21), passes: many(20) },
  { code: 'EX-DOMAINS', name: 'none', breaks: one({ domain: '', alias: '' }), passes: one({}) },
  { code: 'EX-DOMAIN', name: 'a scheme', breaks: one({ domain: 'https://alpha.example' }), passes: one({}) },
  {
    code: 'EX-DOMAIN-TWICE',
    name: 'in another case',
    breaks: [
      { ...GOOD, alias: '' },
      { ...GOOD, alias: '', domain: 'ALPHA.example' },
    ],
    passes: [GOOD, { ...GOOD, domain: 'beta.example' }],
  },
  { code: 'EX-MAILBOX', name: 'none', breaks: one({ alias: '' }), passes: one({}) },
  { code: 'EX-MAILBOX', name: 'an address', breaks: one({ alias: 'ada@alpha.example' }), passes: one({}) },
  {
    code: 'EX-MAILBOX',
    name: 'too long',
    breaks: one({ alias: 'a'.repeat(65) }),
    passes: one({ alias: 'a'.repeat(64) }),
  },
  { code: 'EX-NAME', name: 'missing', breaks: one({ first_name: '' }), passes: one({ first_name: 'A' }) },
  {
    code: 'EX-NAME',
    name: 'too long',
    breaks: one({ last_name: 'x'.repeat(51) }),
    passes: one({ last_name: 'x'.repeat(50) }),
  },
  { code: 'EX-TAG', name: 'too long', breaks: one({ tag: 't'.repeat(21) }), passes: one({ tag: 't'.repeat(20) }) },
  { code: 'EX-COLUMN-UNUSED', name: 'a package', breaks: one({ price_id: 'price_X' }), passes: one({}) },
  { code: 'EX-COLUMN-UNUSED', name: 'a quantity', breaks: one({ quantity: '2' }), passes: one({ quantity: '1' }) },
];

// Change: the test of your own that shows each, or {}.
/** Codes that no sheet alone raises, and the test that shows each. */
export const ELSEWHERE: Readonly<Record<string, string>> = { 'EX-TAG-SHARED': 'test/vendors/template.test.ts' };
