import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/index.ts';
import { code, prose } from '../../src/report/markdown.ts';
import { anyReport, anyText } from '../support/batch-reports.ts';
import { hostileIn } from '../support/hostile-text.ts';
import { findingWith, outcomeWith, reportWith } from '../support/outcomes.ts';

const OWN_TAGS = /<\/?(?:code|sub|details|summary)>/g;
/** What GitHub takes in a comment. */
const LIMIT = 65_536;

/** Lines of tables with another number of cells than their header. */
function tornRowsIn(text: string): readonly string[] {
  let width = 0;
  return text.split('\n').filter((line) => {
    if (!line.startsWith('|')) {
      width = 0;
      return false;
    }
    const own = line.split('|').length;
    if (width === 0) width = own;
    return own !== width || !line.endsWith('|');
  });
}

/** What is left of a text that should be plain, once our own marks are gone, and still means something to a reader. */
function marksIn(text: string): readonly string[] {
  const plain = text.replace(OWN_TAGS, '').replace(/&#\d+;/g, '');
  return plain.match(/[<>&`*[\]\\~$^{}@|]|:\/\/|www\./g) ?? [];
}

describe('a value', () => {
  test('means nothing to a reader of Markdown, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const safe of [code(text), prose(text)]) {
          expect(marksIn(safe)).toEqual([]);
          expect(safe).not.toMatch(/\n|^[-+=#>]|^\d+[.)](\s|$)|^\s/);
          expect(hostileIn(safe)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a|b', 'a&#124;b'],
    ['last_name', 'last_name'],
    ['_x_', '&#95;x&#95;'],
    ['may.csv:2-5', 'may.csv:2-5'],
    ['see https://main.example/x.', 'see <code>https&#58;//main.example/x</code>.'],
    ['tell @everyone, now', 'tell <code>&#64;everyone</code>, now'],
    ['fixes #12', 'fixes <code>&#35;12</code>'],
    ['ada@alpha.example', '<code>ada&#64;alpha.example</code>'],
    ['Fill `price_id`.', 'Fill <code>price_id</code>.'],
    ['---', '&#45;--'],
    ['1. one', '&#49;&#46; one'],
    ['one\n\n# two', 'one &#35; two'],
  ])('%j in a sentence is %s', (text, safe) => {
    expect(prose(text)).toBe(safe);
  });

  test('is cut where it is long, and never inside a character', () => {
    expect(code('😀'.repeat(200), 10)).toBe(`<code>${'😀'.repeat(4)}…</code>`);
  });
});

describe('Markdown report', () => {
  const usd = (minor: number) => ({ minor, currency: 'USD' });
  const text = renderReport(
    reportWith({
      outcomes: [
        outcomeWith({
          client: 'Acme',
          checkoutUrl: 'https://pay.example/secret-link',
          status: 'awaiting_payment',
          amount: usd(140_000),
          renewal: { every: 'month', amount: usd(140_000) },
        }),
        outcomeWith({ name: 'o2', status: 'unknown', orderId: '', errors: ['No answer came.'], fix: 'Reconcile.' }),
        outcomeWith({ name: 'o3', status: 'placed', vendor: 'saleshandy', amount: null }),
        outcomeWith({ name: 'o4', status: 'invalid', codes: ['SM-REDIRECT'], errors: ['Scheme.'] }),
        outcomeWith({ name: '', key: '', status: 'invalid', amount: null }),
      ],
      sheetFindings: [2, 3, 4, 5, 6].map((line) =>
        findingWith({ at: { file: 'may.csv', line }, ...(line === 6 ? { message: 'Otherwise.', fix: 'Do so.' } : {}) }),
      ),
      unchecked: ['Whether the bank approves.'],
      notes: ['A note.'],
      comparison: {
        last: '2026-04-01T10:00:00.000Z',
        orders: [
          { change: 'new', name: 'o2', key: 'a'.repeat(64), before: null, differences: [] },
          { change: 'changed', name: 'o3', key: 'a'.repeat(64), before: null, differences: ['One domain more.'] },
        ],
      },
    }),
    '.md',
  );

  test('begins with what it is, what must not be missed, and the numbers', () => {
    expect(text).toMatch(/^## Submitted orders\n/);
    expect(text).toContain('> **1 order may have been placed.** Run `sheetorder reconcile` before anything else.');
    expect(text).toContain('**1 placed, 1 awaiting payment, 1 invalid, 1 unknown, 2 rows in no order.**');
    expect(text).toContain('| 4 | 8 | 16 | **1,400.00 USD** |');
    expect(text).toContain('The cost is of the 2 orders that the vendor has; the price of 1 of them is not known.');
  });

  test('says who pays what, what comes again, what is not known and what is different', () => {
    expect(text).toContain('| <code>Acme</code> | 1 | 2 | 4 | 1,400.00 USD |');
    expect(text).toContain('| <code>saleshandy</code> | 1 | 2 | 4 | not known |');
    expect(text).toContain('- Every month: **1,400.00 USD** for 1 order, the first time on 2026-06-04.');
    expect(text).toContain('### What no check can tell\n\n- Whether the bank approves.');
    expect(text).toContain('1 new, 1 changed since, would be bought anew.\n\n- <code>o3</code>: One domain more.');
  });

  test('says a rule once, three places at once, and folds the rest', () => {
    expect(text).toContain(
      '**error** <code>SM-REDIRECT</code>, 5 times: The redirect has a scheme. → Write main.example.',
    );
    expect(text).toContain(
      '- <code>may.csv line 2</code>\n- <code>may.csv line 3</code>\n- <code>may.csv line 4</code>\n\n',
    );
    expect(text).toContain(
      '<details><summary>2 more places</summary>\n\n- <code>may.csv line 5</code>\n- <code>may.csv line 6</code>: Otherwise. → Do so.\n\n</details>',
    );
  });

  test('shows first the orders that need somebody, and no payment link', () => {
    const orders = text.slice(text.indexOf('### Orders'));
    const order = ['o2', 'o4', 'rows without an order', 'o1', '<summary>1 placed</summary>', 'o3'];
    const places = order.map((name) => orders.indexOf(name));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(text).not.toContain('secret-link');
  });

  test('stays what it is, whatever stands in a sheet or a reply', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const page = renderReport(report, '.md');
        expect(page.length).toBeLessThan(LIMIT);
        expect(tornRowsIn(page)).toEqual([]);
        expect(page.replace(OWN_TAGS, '')).not.toMatch(/<|@|:\/\/|www\.|\]\(|\{\{|\$/);
        expect(page.match(/<details>/g)?.length).toBe(page.match(/<\/details>/g)?.length);
        expect(hostileIn(page)).toEqual([]);
        expect(page).not.toContain('secret-link');
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['short', 'Wrong.'],
    ['long and of marks alone', '|'.repeat(3_000)],
  ])('fits into a comment with 5,000 orders whose texts are %s, and counts what it leaves out', (_, words) => {
    const many = Array.from({ length: 5_000 }, (_item, index) =>
      outcomeWith({
        name: `${words} ${index}`,
        client: `${words} ${index}`,
        status: index % 2 === 0 ? 'invalid' : 'placed',
        codes: [`RULE-${index % 40}`],
        errors: [words],
        findings: [findingWith({ code: `RULE-${index % 40}`, message: words, at: { file: words, line: index + 1 } })],
      }),
    );
    const sentences = many.map(({ name }) => name);
    const page = renderReport(
      reportWith({
        outcomes: many,
        notes: sentences,
        unchecked: sentences,
        sheets: sentences.map((file) => ({ file, rows: 1, blankRows: 1, delimiter: ',', unknownColumns: [file] })),
      }),
      '.md',
    );
    expect(page.length).toBeLessThan(LIMIT);
    const orders = page.slice(page.indexOf('### Orders'), page.indexOf('### Notes'));
    const shown = orders.match(/^\| <code>/gm)?.length ?? 0;
    const left = Number(/And (\d+) more \(\d+ invalid, 2500 placed\)/.exec(orders)?.[1]);
    expect(shown).toBeGreaterThan(0);
    expect(shown + left).toBe(5_000);
    for (const title of [
      'By status',
      'Cost',
      'What no check can tell',
      'Findings by rule',
      'Orders',
      'Notes',
      'Sheets',
    ])
      expect(page).toContain(`### ${title}\n`);
    expect(page.match(/the \.json report lists? them all/g)?.length).toBeGreaterThanOrEqual(5);
    expect(tornRowsIn(page)).toEqual([]);
  });
});
