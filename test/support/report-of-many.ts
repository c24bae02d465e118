import type { BatchReport, Outcome } from '../../src/domain/outcome.ts';
import type { SheetTable } from '../../src/domain/row.ts';
import { findingWith, outcomeWith, reportWith } from './outcomes.ts';

const FILE = 'many.csv';
const HEADER = [
  'Order',
  'Client',
  'Vendor',
  'Domain',
  'Mailbox Type',
  'Redirect',
  'Alias',
  'First Name',
  'Last Name',
  'Tag',
  'Notes',
];

/** So many orders of so many rows, for eleven clients; every tenth has an error in its second row. `Notes` is not shown. */
export function reportOfMany(orders: number, rowsOfEach: number): BatchReport {
  const outcomes = Array.from({ length: orders }, (_, index) => orderOf(index, rowsOfEach));
  const rows = outcomes.flatMap(({ name, client, domainNames, rows: own }) =>
    own.map(({ line }, at) => ({
      line,
      cells: [
        name,
        client,
        'scaledmail',
        domainNames[at >> 1] ?? '',
        'google',
        'https://main.example',
        `ada${at}`,
        'Ada',
        'Sample',
        '',
        'private',
      ],
    })),
  );
  const table: SheetTable = {
    file: FILE,
    delimiter: ',',
    encoding: 'utf8',
    headerLine: 1,
    header: HEADER,
    rows,
    blankRows: 0,
    findings: [],
  };
  return reportWith({
    command: 'check',
    sheets: [{ file: FILE, rows: rows.length, blankRows: 0, delimiter: ',', unknownColumns: ['Notes'] }],
    tables: [{ table, shown: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }],
    outcomes,
  });
}

function orderOf(index: number, rowsOfEach: number): Outcome {
  const first = 2 + index * rowsOfEach;
  const rows = Array.from({ length: rowsOfEach }, (_, at) => ({ file: FILE, line: first + at }));
  const bad = index % 10 === 9;
  const at = { file: FILE, line: first + 1, column: 'Redirect', cell: `F${first + 1}` };
  const finding = findingWith({ at, value: 'https://main.example', fixed: 'main.example' });
  return outcomeWith({
    name: `order-${index}`,
    key: index.toString(16).padStart(64, '0'),
    status: bad ? 'invalid' : 'ready',
    client: `Client ${index % 11}`,
    orderId: '',
    attempts: 0,
    submittedAt: '',
    amount: { minor: 1_000 + (index % 97) * 10, currency: 'USD' },
    renewal: { every: 'month', amount: { minor: 1_000, currency: 'USD' } },
    domains: Math.ceil(rowsOfEach / 2),
    domainNames: Array.from({ length: Math.ceil(rowsOfEach / 2) }, (_, at) => `get-${index}-${at}.example`),
    mailboxes: rowsOfEach,
    rows,
    codes: bad ? ['SM-REDIRECT'] : [],
    errors: bad ? ['The redirect has a scheme.'] : [],
    fix: bad ? 'Write main.example.' : '',
    findings: bad ? [finding] : [],
  });
}
