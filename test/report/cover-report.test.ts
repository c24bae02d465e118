import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coveredReport, REPORT_ENDINGS, renderReport } from '../../src/report/index.ts';
import { anyReport } from '../support/batch-reports.ts';
import { findingWith, outcomeWith, reportWith } from '../support/outcomes.ts';

const SECRET = 'p|ss <w*rd>&"_\\';
const LINK = 'https://pay.example/secret-link';
const cover = (text: string) => text.replaceAll(SECRET, '[secret]');
const leak = `it is ${SECRET}, pay at ${LINK}.`;

const LEAKING = reportWith({
  sheets: [{ file: leak, rows: 1, blankRows: 0, delimiter: ',', unknownColumns: [leak] }],
  outcomes: [
    outcomeWith({
      ...{ name: leak, orderId: leak, vendor: leak, operation: leak, client: leak, domainNames: [leak] },
      ...{ checkoutUrl: LINK, codes: [leak], errors: [leak], fix: leak, status: 'refused' },
      rows: [{ file: leak, sheet: leak, line: 2 }],
      findings: [
        findingWith({
          ...{ value: leak, message: leak, fix: leak, fixed: leak },
          at: { file: leak, sheet: leak, line: 1, column: leak },
        }),
      ],
    }),
  ],
  tables: [
    {
      shown: [0],
      table: {
        ...{ file: leak, sheet: leak, delimiter: ',', encoding: 'utf-8', headerLine: 1, blankRows: 0, findings: [] },
        header: [leak],
        rows: [{ line: 2, cells: [leak] }],
      },
    },
  ],
  sheetFindings: [findingWith({ message: leak })],
  notes: [leak],
  unchecked: [leak],
  comparison: {
    last: '2026-05-04T10:00:00.000Z',
    orders: [
      {
        ...{ change: 'changed', name: leak, key: 'a'.repeat(64), differences: [leak] },
        before: { key: 'b'.repeat(64), orderId: leak, rows: leak },
      },
    ],
  },
});

describe('a covered report', () => {
  test.each(REPORT_ENDINGS)('holds no secret and no payment link as %s, in whatever spelling', (ending) => {
    const text = renderReport(coveredReport(LEAKING, cover), ending);
    const spelled = text
      .replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)))
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replaceAll('\\\\', '\\')
      .replaceAll('\\"', '"');
    for (const one of [text, spelled]) {
      expect(one).not.toContain(SECRET);
      expect(one).not.toContain('p|ss');
      expect(one).not.toContain('secret-link');
    }
    expect(spelled).toContain('it is [secret], pay at [payment link].');
  });

  test('is the same report where there is nothing to cover', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const bare = { ...report, outcomes: report.outcomes.map((outcome) => ({ ...outcome, checkoutUrl: '' })) };
        expect(coveredReport(bare, (text) => text)).toEqual({
          ...bare,
          tables: bare.tables.map((table) => ({ ...table, cover: expect.any(Function) })),
        });
      }),
    );
  });

  test('keeps its form when a secret is a word of its own', () => {
    const common = (text: string) => text.replaceAll('status', '[secret]').replaceAll('button', '[secret]');
    const report = reportWith({ outcomes: [outcomeWith({ name: 'status' })] });
    const plain = renderReport(report, '.html');
    const covered = renderReport(coveredReport(report, common), '.html');
    const scripts = (page: string) => page.match(/<(script|style)>[\s\S]*?<\/\1>/g);
    expect(scripts(covered)).toEqual(scripts(plain));
    const json = JSON.parse(renderReport(coveredReport(report, common), '.json'));
    expect(json.orders[0]).toMatchObject({ order: '[secret]', status: 'placed' });
  });

  test('still says that an order has a link, and keeps other addresses', () => {
    const { outcomes } = coveredReport(
      reportWith({ outcomes: [outcomeWith({ checkoutUrl: LINK, fix: 'Write https://main.example/page.' })] }),
      cover,
    );
    expect(outcomes[0]).toMatchObject({ checkoutUrl: '[payment link]', fix: 'Write https://main.example/page.' });
  });
});
