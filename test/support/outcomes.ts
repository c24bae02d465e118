import type { Finding } from '../../src/domain/finding.ts';
import type { BatchReport, Outcome } from '../../src/domain/outcome.ts';
import { runsOf } from '../../src/domain/row-runs.ts';

/** A placed order of two domains, but for what is given. */
export function outcomeWith(given: Partial<Outcome> = {}): Outcome {
  const rows = given.rows ?? [
    { file: 'may.csv', line: 2 },
    { file: 'may.csv', line: 3 },
  ];
  return {
    name: 'o1',
    status: 'placed',
    orderId: 'ord-1',
    vendor: 'scaledmail',
    operation: 'create-order',
    client: '',
    domains: 2,
    domainNames: ['alpha.example', 'beta.example'],
    mailboxes: 4,
    amount: { minor: 1400, currency: 'USD' },
    costsNothing: false,
    ceiling: null,
    renewal: null,
    checkoutUrl: '',
    codes: [],
    errors: [],
    fix: '',
    rows,
    runs: runsOf(rows),
    attempts: 1,
    submittedAt: '2026-05-04T10:00:00.000Z',
    key: '0123456789abcdef'.repeat(4),
    findings: [],
    ...given,
  };
}

/** An error in C14 of `may.csv`, but for what is given. */
export function findingWith(given: Partial<Finding> = {}): Finding {
  return {
    code: 'SM-REDIRECT',
    severity: 'error',
    at: { file: 'may.csv', line: 14, column: 'redirect', cell: 'C14' },
    value: 'https://main.example',
    message: 'The redirect has a scheme.',
    fix: 'Write main.example.',
    ...given,
  };
}

export function reportWith(given: Partial<BatchReport> = {}): BatchReport {
  return {
    batch: 'b-1',
    command: 'submit',
    at: '2026-05-04T10:00:00.000Z',
    version: '0.1.0',
    sheets: [{ file: 'may.csv', rows: 2, blankRows: 0, delimiter: ',', unknownColumns: ['notes'] }],
    outcomes: [outcomeWith()],
    tables: [],
    sheetFindings: [],
    notes: [],
    unchecked: [],
    comparison: null,
    ...given,
  };
}
