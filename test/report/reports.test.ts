import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/domain/outcome.ts';
import { renderReport } from '../../src/report/index.ts';
import { totalsOf } from '../../src/report/totals.ts';
import { findingWith, outcomeWith, reportWith } from '../support/outcomes.ts';

const EVIL = `<script>alert(1)</script>"'&\u202e`;
const outcomes: readonly Outcome[] = [
  outcomeWith({ checkoutUrl: 'https://pay.example/secret-link', status: 'awaiting_payment' }),
  outcomeWith({ name: 'o2', status: 'unknown', amount: null, orderId: '' }),
  outcomeWith({ name: 'o3', status: 'invalid', codes: ['SM-REDIRECT'], findings: [findingWith()], errors: ['No.'] }),
  outcomeWith({
    name: '',
    key: '',
    status: 'invalid',
    domains: 0,
    mailboxes: 0,
    amount: null,
    findings: [findingWith()],
  }),
];

describe('JSON report', () => {
  const value = JSON.parse(renderReport(reportWith({ outcomes }), '.json'));

  test('has a version, totals and every order', () => {
    expect(value.sheetorder_report).toBe(1);
    expect(value.totals).toMatchObject({
      orders: 3,
      domains: 6,
      mailboxes: 12,
      rows_without_order: 2,
      by_status: { awaiting_payment: { orders: 1 }, unknown: { orders: 1 }, invalid: { orders: 1 } },
      cost: { orders: 1, amounts: [{ amount: '14.00', currency: 'USD' }], orders_without_amount: 0 },
    });
    expect(value.orders).toHaveLength(4);
    expect(value.orders[2]).toMatchObject({
      order: 'o3',
      rows: 'may.csv:2-3',
      key: '0123456789abcdef',
      findings: [{ code: 'SM-REDIRECT', at: { file: 'may.csv', line: 14, column: 'redirect', cell: 'C14' } }],
    });
  });

  test('holds no payment link, but says that there is one', () => {
    expect(JSON.stringify(value)).not.toContain('secret-link');
    expect(value.orders[0].has_checkout_url).toBe(true);
  });
});

describe('HTML report', () => {
  const page = renderReport(reportWith({ outcomes }), '.html');

  test('shows the headline numbers, the doubt, the findings and the orders', () => {
    expect(page).toMatch(/<dt>Orders<\/dt><dd>3<small>1 placed<\/small><\/dd>/);
    expect(page).toMatch(/<dt>Cost of placed orders<\/dt><dd>14\.00 USD/);
    expect(page).toContain('<strong>1 order may have been placed.</strong> Run <code>sheetorder reconcile</code>');
    expect(page).toContain('<code>SM-REDIRECT</code>');
    expect(page).toContain('may.csv line 14, column &quot;redirect&quot; (C14)');
    expect(page).toContain('<strong>2 rows belong to no order</strong>');
    expect(page).not.toContain('secret-link');
  });

  test('escapes whatever stands in a sheet or a reply', () => {
    const evil = renderReport(
      reportWith({
        batch: EVIL,
        version: EVIL,
        at: EVIL,
        notes: [EVIL],
        sheets: [{ file: EVIL, rows: 1, blankRows: 0, delimiter: EVIL, unknownColumns: [EVIL] }],
        outcomes: [
          outcomeWith({
            name: EVIL,
            orderId: EVIL,
            codes: [EVIL],
            errors: [EVIL],
            fix: EVIL,
            rows: [{ file: EVIL, line: 2 }],
          }),
        ],
        sheetFindings: [
          findingWith({ code: EVIL, message: EVIL, fix: EVIL, at: { file: EVIL, line: 1, column: EVIL } }),
        ],
      }),
      '.html',
    );
    expect(evil.match(/<script/g)).toHaveLength(2);
    expect(evil).not.toContain('\u202e');
    expect(evil).not.toContain(`"'&\\u`);
  });

  test('is whole in itself: one style, one script, both by their hash, no address', () => {
    const hash = (tag: string) => {
      const text = new RegExp(`<${tag}>([^<]*(?:<(?!/${tag}>)[^<]*)*)</${tag}>`).exec(page)?.[1] ?? '';
      return `sha256-${createHash('sha256').update(text).digest('base64')}`;
    };
    expect(page).toContain(`script-src &#39;${hash('script')}&#39;`);
    expect(page).toContain(`style-src &#39;${hash('style')}&#39;`);
    expect(page).toContain('connect-src &#39;none&#39;');
    expect(page).not.toMatch(/\ssrc=|<link|url\(|\sstyle=|\son\w+=|\shref="(?!#)/);
    // A finding repeats what a cell holds, as text; apart from that no address stands anywhere.
    expect(renderReport(reportWith(), '.html')).not.toMatch(/https?:/);
  });

  test('every table has a caption and scoped headers, and every label its field', () => {
    expect(page.match(/<caption[ >]/g)).toHaveLength(page.match(/<table/g)?.length ?? 0);
    expect(page.match(/<th(?![a-z])(?![^>]*scope=)/g)).toBeNull();
    for (const id of [...page.matchAll(/(?:aria-labelledby|for|aria-controls)="([^"]+)"/g)].map(([, one]) => one)) {
      expect(page).toContain(`id="${id}"`);
    }
    for (const mark of ['lang="en"', '<header>', '<main>', '<footer>', 'prefers-color-scheme: dark']) {
      expect(page).toContain(mark);
    }
  });

  test('a dry run says so, and keeps currencies apart', () => {
    const ready = outcomeWith({ status: 'ready', orderId: '' });
    const dry = renderReport(
      reportWith({
        command: 'check',
        outcomes: [ready, { ...ready, amount: { minor: 500, currency: 'EUR' } }, { ...ready, amount: null }],
      }),
      '.html',
    );
    expect(dry).toContain('<h1>Dry run: nothing was sent</h1>');
    expect(dry).toContain('<dd>14.00 USD + 5.00 EUR<small>1 order without a known price</small></dd>');
    expect(dry).toContain('Nothing was found.');
  });
});

describe('totals', () => {
  const usd = (minor: number) => ({ minor, currency: 'USD' });
  const monthly = (minor: number | null) => ({ every: 'month' as const, amount: minor === null ? null : usd(minor) });
  const totals = totalsOf(
    reportWith({
      command: 'check',
      at: '2026-01-31T10:00:00.000Z',
      outcomes: [
        outcomeWith({ status: 'ready', submittedAt: '', client: 'Acme', amount: usd(1400), renewal: monthly(1400) }),
        outcomeWith({ status: 'ready', submittedAt: '', client: 'acme ', amount: usd(600), renewal: monthly(null) }),
        outcomeWith({ status: 'ready', submittedAt: '', client: '', amount: usd(9900), vendor: 'saleshandy' }),
        outcomeWith({ status: 'invalid', client: 'Other', renewal: monthly(5000) }),
      ],
    }),
  );

  test('by client, whatever its case, the dearest first; orders that are not sent count for none', () => {
    expect(totals.byClient.map(({ name, orders, amounts }) => [name, orders, amounts[0]?.minor])).toEqual([
      ['', 1, 9900],
      ['Acme', 2, 2000],
    ]);
    expect(totals.byVendor.map(({ name, orders }) => [name, orders])).toEqual([
      ['saleshandy', 1],
      ['scaledmail', 2],
    ]);
  });

  test('what each period costs from when on, and how many orders have no known price', () => {
    expect(totals.renewals).toMatchObject([
      { every: 'month', first: '2026-02-28', orders: 2, amounts: [usd(1400)], unpriced: 1 },
    ]);
  });

  test('what charges nothing is not an order without a known price', () => {
    const free = outcomeWith({ status: 'ready', operation: 'submit-form', amount: null, costsNothing: true });
    const dear = outcomeWith({ status: 'ready', amount: null });
    expect(totalsOf(reportWith({ command: 'check', outcomes: [free, dear] })).cost.unpriced).toBe(1);
  });
});

describe('what is missing in a sum stands beside it', () => {
  const usd = { minor: 2100, currency: 'USD' };
  const outcomes = [outcomeWith({ client: 'Dune', amount: usd }), outcomeWith({ client: 'Dune', amount: null })];
  const report = reportWith({ command: 'submit', outcomes });

  test('by status and by client, in Markdown and on the page', () => {
    const lines = renderReport(report, '.md').split('\n');
    expect(lines.filter((line) => line.includes('21.00 USD, 1 not known'))).toHaveLength(2);
    expect(renderReport(report, '.html').match(/21\.00 USD<small>1 without price/g)).toHaveLength(2);
  });

  test('an order that waits to be paid is placed, as its cost says', () => {
    const waiting = reportWith({ command: 'submit', outcomes: [outcomeWith({ status: 'awaiting_payment' })] });
    expect(renderReport(waiting, '.html')).toContain('The one order is placed<span class="rest">; 1 still to be paid');
  });
});
