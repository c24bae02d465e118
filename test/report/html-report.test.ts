import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { BatchReport } from '../../src/domain/outcome.ts';
import { renderReport } from '../../src/report/index.ts';
import { HOSTILE, hostileIn } from '../support/hostile-text.ts';
import { findingWith, outcomeWith, reportWith } from '../support/outcomes.ts';
import { reportOfMany } from '../support/report-of-many.ts';

const page = (given: Partial<BatchReport> = {}) => renderReport(reportWith(given), '.html');
const dataOf = (text: string) =>
  JSON.parse(/<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '');
const ready = (given: Parameters<typeof outcomeWith>[0] = {}) =>
  outcomeWith({ status: 'ready', orderId: '', attempts: 0, submittedAt: '', ...given });
const usd = (minor: number) => ({ minor, currency: 'USD' });

describe('the headline of a page', () => {
  test('says in one sentence how it stands, and what to do next', () => {
    const dry = page({
      command: 'check',
      outcomes: [ready(), ready({ name: 'o2' }), ready({ name: 'o3', status: 'invalid' })],
    });
    expect(dry).toContain('2 of 3 orders are ready to be sent<span class="rest">; 1 to be corrected</span>.');
    expect(dry).toContain('sends the 2 that are ready and leaves the others out.');
    expect(page({ command: 'check', outcomes: [ready(), ready({ name: 'o2' })] })).toContain(
      'All 2 orders are ready to be sent.',
    );
    expect(page({ outcomes: [] })).toContain('There is no order in these sheets.');
  });

  test('tells known prices, ceilings and orders without either apart', () => {
    const outcomes = [
      ready({ amount: usd(123_456) }),
      ready({ name: 'o2', amount: null, ceiling: usd(3_000) }),
      ready({ name: 'o3', amount: null }),
      ready({ name: 'o4', status: 'invalid', amount: usd(99) }),
    ];
    expect(page({ command: 'check', outcomes })).toContain(
      '<dt>Charge now</dt><dd>1,234.56 USD + at most 30.00 USD<small>1 order without a known price</small></dd>',
    );
  });

  test('of placed orders it says what is still to be paid, and what earlier runs bought', () => {
    const outcomes = [
      outcomeWith(),
      outcomeWith({ name: 'o2', status: 'awaiting_payment', amount: usd(500) }),
      outcomeWith({ name: 'o3', status: 'already_placed', amount: usd(100) }),
    ];
    const text = page({ outcomes });
    expect(text).toContain('<dt>Cost of placed orders</dt><dd>20.00 USD');
    expect(text).toContain('still to be paid: 5.00 USD (1 order)');
    expect(text).toContain('from earlier runs: 1.00 USD (1 order)');
  });

  test('what each period costs, and from which day on', () => {
    const renewal = { every: 'month' as const, amount: usd(1_400) };
    const text = page({ command: 'check', at: '2026-01-31T10:00:00.000Z', outcomes: [ready({ renewal })] });
    expect(text).toContain(
      '<dt>Every month after that</dt><dd>14.00 USD<small>1 order renews, first on 2026-02-28</small>',
    );
  });

  test('what no check can tell stands there, with commands as such', () => {
    expect(page({ unchecked: ['Whether it is free (`--online` asks).'] })).toContain(
      '<li>Whether it is free (<code>--online</code> asks).</li>',
    );
    expect(page()).not.toContain('id="unchecked"');
  });

  test('cost by client and by vendor, as numbers beside each bar', () => {
    const text = page({
      command: 'check',
      outcomes: [
        ready({ client: 'Acme', amount: usd(3_000) }),
        ready({ name: 'o2', client: '', amount: usd(1_000), vendor: 'saleshandy' }),
      ],
    });
    expect(text).toMatch(/Acme[\s\S]*?width="100\.0"[\s\S]*?1 order, 2 domains, 4 mailboxes[\s\S]*?30\.00 USD/);
    expect(text).toMatch(/no client named[\s\S]*?width="33\.3"/);
    expect(text).toMatch(/By vendor[\s\S]*?saleshandy[\s\S]*?10\.00 USD/);
  });
});

describe('what is different from the last run', () => {
  const before = { key: 'b'.repeat(64), orderId: 'ord-7', rows: 'may.csv:2-3' };
  const text = page({
    comparison: {
      last: '2026-04-01T10:00:00.000Z',
      orders: [
        { change: 'new', name: 'o1', key: 'a'.repeat(64), before: null, differences: [] },
        { change: 'changed', name: 'o2', key: 'a'.repeat(64), before, differences: ['It has 3 domains instead of 2.'] },
        { change: 'gone', name: 'o9', key: 'c'.repeat(64), before, differences: [] },
      ],
    },
  });

  test('counts, and lists what changed and what is gone', () => {
    expect(text).toMatch(/New: no earlier run sent it<\/th><td class="number">1</);
    expect(text).toMatch(
      /o2<\/strong><\/span> <span class="quiet">\(order id ord-7, then in may.csv:2-3\)<\/span><ul><li>It has 3 domains instead of 2\./,
    );
    expect(text).toMatch(/Gone: [\s\S]*?\(1\)<\/summary><ul><li><strong>o9</);
  });

  test('nothing where no earlier run is known', () => expect(page()).not.toContain('id="comparison"'));
});

describe('findings', () => {
  test('each has its place, its value, what to write, and the command that explains it', () => {
    const text = page({ outcomes: [outcomeWith({ findings: [findingWith({ fixed: 'main.example' })] })] });
    expect(text).toContain(
      'may.csv line 14, column &quot;redirect&quot; (C14)</strong> <code class="value">https://main.example</code>',
    );
    expect(text).toContain('data-copy="main.example" aria-label="Copy corrected value: main.example"');
    expect(text).toContain('data-copy="sheetorder explain SM-REDIRECT"');
  });

  test('without a certain correction the address of the cell can be copied, else what to do', () => {
    expect(page({ sheetFindings: [findingWith()] })).toContain('aria-label="Copy cell address: C14"');
    const rowLevel = findingWith({ at: { file: 'may.csv', line: 14 } });
    expect(page({ sheetFindings: [rowLevel] })).toContain('aria-label="Copy what to do: Write main.example."');
  });

  test('a correction that cannot be seen whole is not offered for copying', () => {
    const text = page({ sheetFindings: [findingWith({ fixed: 'main\u202e.example' })] });
    expect(text).not.toContain('Copy corrected value');
    expect(dataOf(text).findings[0].fixed).toBeUndefined();
  });

  test('a finding of a row leads to the order that has the row', () => {
    const at = { file: 'may.csv', line: 3, column: 'x' };
    expect(dataOf(page({ sheetFindings: [findingWith({ at })] })).findings[0].orders).toEqual([0]);
  });

  test('of very many, each rule keeps its first ones, and what is left out is said', () => {
    const line = (code: string, number: number) =>
      findingWith({ code, message: `${code} ${number} ${'long '.repeat(40)}`, at: { file: 'f', line: number } });
    const many = Array.from({ length: 5_000 }, (_, index) => line('AA', index + 1));
    const data = dataOf(page({ sheetFindings: [...many, line('BB', 1), line('BB', 2)] }));
    expect(data.allFindings).toBe(5_002);
    expect(data.findings.length).toBeLessThan(5_000);
    expect(data.findings.filter(({ code }: { code: string }) => code === 'BB')).toHaveLength(2);
  });
});

describe('cells', () => {
  test('no column that is not to be shown stands anywhere in the page', () => {
    const report = reportOfMany(12, 4);
    const text = renderReport(report, '.html');
    expect(text).not.toContain('private');
    expect(dataOf(text).tables[0].columns).toEqual(expect.arrayContaining(['Domain', 'Redirect']));
    expect(dataOf(text).orders[0].cells[1]).toEqual([
      0,
      3,
      'order-0',
      'Client 0',
      'scaledmail',
      'get-0-0.example',
      'google',
      'https://main.example',
      'ada1',
      'Ada',
      'Sample',
    ]);
  });

  test('1,000 orders of 10 rows stay below a megabyte: rows with findings first, and the page says what is left out', () => {
    const text = renderReport(reportOfMany(1_000, 10), '.html');
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    const { orders, rows } = dataOf(text);
    expect(rows.all).toBe(10_000);
    expect(rows.shown).toBeGreaterThan(1_000);
    expect(rows.shown).toBeLessThan(10_000);
    const bad = orders.filter(({ status }: { status: string }) => status === 'invalid');
    expect(bad).toHaveLength(100);
    for (const { cells } of bad) expect(cells).toHaveLength(10);
  });

  test('so does a sheet in which every row of 1,000 orders has a finding', () => {
    const report = reportOfMany(1_000, 10);
    const outcomes = report.outcomes.map((outcome) => ({
      ...outcome,
      findings: outcome.rows.map(({ line }) =>
        findingWith({ at: { file: 'many.csv', line, column: 'Redirect', cell: `F${line}` } }),
      ),
    }));
    const text = renderReport({ ...report, outcomes }, '.html');
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    expect(dataOf(text).allFindings).toBe(10_000);
  });
});

describe('hostile texts', () => {
  const EVIL = `</script><script>alert(1)</script><!--"'&\u202e\u0007\u2028`;
  const evil = (text: string) => {
    const table = {
      file: text,
      delimiter: ',',
      encoding: 'utf8',
      headerLine: 1,
      header: [text],
      rows: [{ line: 2, cells: [text] }],
      blankRows: 0,
      findings: [],
    };
    const at = { file: text, line: 2, column: text, cell: text };
    return page({
      notes: [text],
      unchecked: [text],
      sheets: [{ file: text, rows: 1, blankRows: 0, delimiter: text, unknownColumns: [text] }],
      tables: [{ table, shown: [0] }],
      comparison: {
        last: text,
        orders: [
          {
            change: 'changed',
            name: text,
            key: text,
            before: { key: text, orderId: text, rows: text },
            differences: [text],
          },
        ],
      },
      outcomes: [
        outcomeWith({
          name: text,
          client: text,
          vendor: text,
          orderId: text,
          domainNames: [text],
          codes: [text],
          errors: [text],
          fix: text,
          rows: [{ file: text, line: 2 }],
          findings: [findingWith({ code: text, at, value: text, message: text, fix: text, fixed: text })],
        }),
      ],
    });
  };

  test('end no script, open no element, and stay what they are in the data', () => {
    const text = evil(EVIL);
    expect(text.match(/<script/g)).toHaveLength(2);
    expect(text.match(/<\/script/g)).toHaveLength(2);
    expect(text.match(/<!--/g)).toBeNull();
    expect(dataOf(text).orders[0].name).toBe(`</script><script>alert(1)</script><!--"'&\\u202e\\u0007 `);
  });

  test.each(Object.entries(HOSTILE))('%s is written out', (_, text) => {
    expect(hostileIn(evil(`a${text}b`))).toEqual([]);
  });
});

test('the script is well formed, and both hashes are its and the style’s own', () => {
  const text = page();
  const inside = (tag: string) => new RegExp(`<${tag}>([^<]*(?:<(?!/${tag}>)[^<]*)*)</${tag}>`).exec(text)?.[1] ?? '';
  expect(() => new Script(inside('script'))).not.toThrow();
  for (const tag of ['script', 'style'])
    expect(text).toContain(`${tag}-src &#39;sha256-${createHash('sha256').update(inside(tag)).digest('base64')}&#39;`);
  expect(inside('script')).not.toMatch(
    /innerHTML|insertAdjacentHTML|document\.write|\beval\b|\bfetch\b|XMLHttpRequest/,
  );
});
