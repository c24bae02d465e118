import fc from 'fast-check';
import { CHANGES, type Comparison } from '../../src/domain/comparison.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Money } from '../../src/domain/money.ts';
import type { BatchReport, Outcome } from '../../src/domain/outcome.ts';
import { runsOf } from '../../src/domain/row-runs.ts';
import { STATUSES } from '../../src/domain/status.ts';
import { HOSTILE } from './hostile-text.ts';

/** What drives Markdown, HTML, XML and web sites that look for people and links in a text. */
const MARKS = [
  ...[
    '|',
    '\\',
    '\\|',
    '`',
    '```',
    '*',
    '__',
    '~~',
    '[x](https://evil.example)',
    '![i](x)',
    '<script>alert(1)</script>',
  ],
  ...['</code>', '</details>', '<!--', ']]>', '&amp;', '&#124;', '@everyone', '#12', 'https://evil.example/a?b=c'],
  ...['www.evil.example', 'a@b.example', '$x$', '{{7*7}}', ':tada:', '\n', '\r\n# head\n', '\n---\n', '\n| a | b |\n'],
  ...['1. x', '+ x', '> q', '"', "'", '=', '\ud800', '\ufffe', '\uffff', '😀', 'deadbeef1', 'GH-12', 'constructor'],
];

/** Text as a sheet, a vendor or a file name may hold it: often hostile. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(...MARKS, ...Object.values(HOSTILE)),
      fc.constantFrom('ada', ' may.csv ', 'order 1'),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
const at = day.map((date) => date.toISOString());
const count = fc.nat({ max: 1_000_000 });
const money: fc.Arbitrary<Money> = fc.record({ minor: count, currency: fc.constantFrom('USD', 'EUR') });
const line = fc.integer({ min: 1, max: 60_000 });
const rows = fc.array(fc.record({ file: anyText.map((text) => text || 'may.csv'), line }), { maxLength: 4 });

const finding: fc.Arbitrary<Finding> = fc.record(
  {
    code: fc.constantFrom('SM-REDIRECT', 'DUP-DOMAIN-BATCH', 'SHEET-HEADER'),
    severity: fc.constantFrom('error', 'warning', 'info'),
    at: fc.record(
      { file: anyText, sheet: anyText, line: fc.nat({ max: 60_000 }), column: anyText, cell: fc.constant('C14') },
      { requiredKeys: ['file', 'line'] },
    ),
    value: anyText,
    message: anyText,
    fix: anyText,
    fixed: anyText,
  },
  { requiredKeys: ['code', 'severity', 'at', 'value', 'message'] },
);

const outcome: fc.Arbitrary<Outcome> = fc
  .record({
    name: anyText,
    status: fc.constantFrom(...STATUSES),
    orderId: anyText,
    vendor: fc.constantFrom('', 'scaledmail', 'saleshandy'),
    operation: fc.oneof(fc.constant('create-order'), anyText),
    client: anyText,
    domains: count,
    domainNames: fc.array(anyText, { maxLength: 3 }),
    mailboxes: count,
    amount: fc.option(money),
    costsNothing: fc.boolean(),
    ceiling: fc.option(money),
    renewal: fc.option(fc.record({ every: fc.constantFrom('month', 'quarter', 'year'), amount: fc.option(money) })),
    checkoutUrl: fc.constantFrom('', 'https://pay.example/secret-link'),
    codes: fc.array(anyText, { maxLength: 2 }),
    errors: fc.array(anyText, { maxLength: 2 }),
    fix: anyText,
    rows,
    attempts: fc.nat({ max: 9 }),
    submittedAt: fc.oneof(fc.constant(''), at),
    key: fc.oneof(fc.constant(''), fc.constant('0123456789abcdef'.repeat(4))),
    findings: fc.array(finding, { maxLength: 3 }),
  })
  .map((one) => ({ ...one, runs: runsOf(one.rows) }));

const comparison: fc.Arbitrary<Comparison> = fc.record({
  last: at,
  orders: fc.array(
    fc.record({
      change: fc.constantFrom(...CHANGES),
      name: anyText,
      key: fc.constant('fedcba9876543210'.repeat(4)),
      before: fc.option(fc.record({ key: fc.constant('0'.repeat(64)), orderId: anyText, rows: anyText })),
      differences: fc.array(anyText, { maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
});

/** Finished batches of every kind, with text that would rather be something else than text. */
export const anyReport: fc.Arbitrary<BatchReport> = fc.record({
  batch: fc.constant('20260504T100000000Z-abc123'),
  command: fc.constantFrom('check', 'submit', 'results', 'reconcile'),
  at,
  version: fc.constant('0.1.0'),
  sheets: fc.array(
    fc.record({ file: anyText, rows: count, blankRows: count, delimiter: anyText, unknownColumns: fc.array(anyText) }),
    { maxLength: 2 },
  ),
  tables: fc.constant([]),
  outcomes: fc.array(outcome, { maxLength: 6 }),
  sheetFindings: fc.array(finding, { maxLength: 3 }),
  notes: fc.array(anyText, { maxLength: 3 }),
  unchecked: fc.array(anyText, { maxLength: 3 }),
  comparison: fc.option(comparison),
});
