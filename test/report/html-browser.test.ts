import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BatchReport } from '../../src/domain/outcome.ts';
import { renderReport } from '../../src/report/index.ts';
import { BROWSER, startBrowser, WITHOUT_BROWSER } from '../support/browser.ts';
import { findingWith, outcomeWith, reportWith } from '../support/outcomes.ts';
import { reportOfMany } from '../support/report-of-many.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [400, 1_000, 1_600];

let browser: Browser;
let folder = '';
const heard: string[] = [];

beforeAll(async () => {
  if (BROWSER === null) return;
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** A report as somebody opens it: a file in a browser. What the browser complains of, or asks the network for, is in `heard`. */
async function open(report: BatchReport, options: BrowserContextOptions = {}, hash = ''): Promise<Page> {
  const path = join(folder, 'report.html');
  writeFileSync(path, renderReport(report, '.html'));
  heard.length = 0;
  const context = await browser.newContext({ viewport: { width: 1_000, height: 800 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => heard.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(path).href + hash && request.url() !== pathToFileURL(path).href)
      heard.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(path).href + hash);
  if (options.javaScriptEnabled !== false) await page.locator('html[data-ready]').waitFor();
  return page;
}

const names = (page: Page) => page.locator('button.expander').allTextContents();
const columnNamed = (page: Page, name: string) =>
  page.locator('#order-table > thead').getByRole('columnheader', { name, exact: true });
const count = (page: Page) => page.locator('#order-count').textContent();

/** A bit of everything: findings with and without cells, doubt, loose rows, a comparison, hostile texts. */
function motley(): BatchReport {
  const many = reportOfMany(30, 3);
  const evil = '<img src=x onerror=alert(1)></script>"\u202e';
  return {
    ...many,
    command: 'submit',
    outcomes: [
      ...many.outcomes,
      outcomeWith({
        name: 'in doubt',
        status: 'unknown',
        vendor: 'saleshandy',
        key: 'd'.repeat(64),
        codes: ['TIMEOUT'],
        errors: ['No answer came.'],
        fix: 'Run `sheetorder reconcile`.',
      }),
      outcomeWith({ name: evil, client: evil, key: 'e'.repeat(64), domainNames: [evil] }),
      outcomeWith({
        name: '',
        key: '',
        status: 'invalid',
        client: '',
        vendor: '',
        domains: 0,
        mailboxes: 0,
        amount: null,
        orderId: '',
        attempts: 0,
        rows: [{ file: 'many.csv', line: 92 }],
        codes: ['GROUP-NO-ORDER'],
        errors: ['The row names no order.'],
      }),
    ],
    sheetFindings: [
      findingWith({
        severity: 'warning',
        code: 'SHEET-ODD',
        at: { file: 'other.csv', line: 0 },
        value: '',
        message: 'The sheet is odd.',
      }),
    ],
    notes: ['A note with `a command`.'],
    unchecked: ['Whether the bank approves.'],
    comparison: {
      last: '2026-04-01T10:00:00.000Z',
      orders: [{ change: 'gone', name: 'old', key: 'f'.repeat(64), before: null, differences: [] }],
    },
  };
}

describe.skipIf(BROWSER === null)(`an HTML report in a browser${WITHOUT_BROWSER}`, () => {
  test('opens as a file without a complaint and without a request', async () => {
    const page = await open(motley());
    expect(await page.title()).toBe('Submitted orders – many.csv');
    expect(await count(page)).toBe('33 of 33 shown');
    expect(heard).toEqual([]);
    expect(await page.locator('img').count()).toBe(0);
    await page.context().close();
  });

  test('finds orders by words of domains, findings and cells, in any case', async () => {
    const page = await open(motley());
    const search = page.getByLabel('Search', { exact: true });
    await search.fill('GET-7-1.example');
    expect(await names(page)).toEqual(['order-7']);
    await search.fill('order-9 scheme');
    expect(await names(page)).toEqual(['order-9']);
    await search.fill('rows in no order');
    expect(await count(page)).toBe('1 of 33 shown');
    await search.fill('nothing is called that');
    expect(await page.getByText('No order fits.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Show all orders' }).click();
    expect(await count(page)).toBe('33 of 33 shown');
    expect(await search.inputValue()).toBe('');
    await page.context().close();
  });

  test('sorts by a column, up, down and back, and says so to a screen reader', async () => {
    const page = await open(reportOfMany(12, 2));
    const header = columnNamed(page, 'Order');
    const click = () => header.getByRole('button').click();
    await click();
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    await click();
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    expect((await names(page)).slice(0, 3)).toEqual(['order-11', 'order-10', 'order-9']);
    await click();
    expect(await header.getAttribute('aria-sort')).toBeNull();
    expect((await names(page))[0]).toBe('order-0');
    await columnNamed(page, 'Amount').getByRole('button').click();
    expect((await names(page))[0]).toBe('order-0');
    await page.context().close();
  });

  test('filters by status, client, vendor and code, keeps that in the address, and shows the same to whoever opens it', async () => {
    const page = await open(motley());
    await page.getByLabel('Status', { exact: true }).selectOption('invalid');
    expect(await count(page)).toBe('4 of 33 shown');
    await page.getByLabel('Code', { exact: true }).selectOption('SM-REDIRECT');
    expect(await names(page)).toEqual(['order-9', 'order-19', 'order-29']);
    await page.getByLabel('Client', { exact: true }).selectOption({ label: 'Client 8 (2)' });
    expect(await names(page)).toEqual(['order-19']);
    const { hash } = new URL(page.url());
    const again = await open(motley(), {}, hash);
    expect(await names(again)).toEqual(['order-19']);
    expect(await again.getByLabel('Status', { exact: true }).inputValue()).toBe('invalid');
    await again.getByRole('button', { name: 'Reset' }).click();
    expect(await count(again)).toBe('33 of 33 shown');
    expect(new URL(again.url()).hash).toBe('');
    await again.getByLabel('Vendor', { exact: true }).selectOption('saleshandy');
    expect(await names(again)).toEqual(['in doubt']);
    await again.context().close();
    await page.context().close();
  });

  test('an order unfolds to its facts and its rows; a cell with a finding is described by it', async () => {
    const page = await open(reportOfMany(12, 4));
    await page.getByRole('button', { name: 'order-9' }).click();
    const details = page.locator('#order-9-details');
    expect(await details.locator('dl.facts').innerText()).toContain('10.00 USD every month, first on');
    expect(await details.getByRole('columnheader').allTextContents()).toEqual([
      'Line',
      'Order',
      'Client',
      'Vendor',
      'Domain',
      'Mailbox Type',
      'Redirect',
      'Alias',
      'First Name',
      'Last Name',
    ]);
    const marked = details.locator('td.marked');
    expect(await marked.count()).toBe(1);
    const ids = (await marked.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${ids}"]`).innerText()).toContain('The redirect has a scheme.');
    expect(await details.innerText()).toContain('sheetorder explain SM-REDIRECT');
    await page.getByRole('button', { name: 'order-9' }).click();
    expect(await details.isVisible()).toBe(false);
    await page.context().close();
  });

  test('findings by rule and by sheet, and from each a way to its order', async () => {
    const page = await open(motley());
    await page.getByLabel('Group findings').selectOption('sheet');
    expect(await page.locator('details.group > summary > strong').allTextContents()).toEqual(['many.csv', 'other.csv']);
    await page.getByLabel('Group findings').selectOption('rule');
    await page.getByRole('link', { name: 'Order order-19' }).click();
    await page.locator('#order-19-details').waitFor({ state: 'visible' });
    expect(await page.evaluate('document.activeElement.id')).toBe('order-19');
    await page.context().close();
  });

  test('copies the corrected value and says so', async () => {
    const page = await open(motley(), { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy corrected value: main.example' }).first().click();
    await page.getByText('Copied: main.example').waitFor();
    expect(await page.locator('#said').getAttribute('role')).toBe('status');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('main.example');
    await page.context().close();
  });

  test('everything by keyboard alone: skip, search, filter, sort, unfold, copy', async () => {
    const page = await open(reportOfMany(12, 4));
    const { keyboard } = page;
    const focused = () =>
      page.evaluate<string>("document.activeElement.matches('a, button') ? document.activeElement.textContent : ''");
    const tabTo = async (words: string) => {
      for (let step = 0; step < 60; step += 1) {
        if ((await focused()).includes(words)) return;
        await keyboard.press('Tab');
      }
      throw new Error(`"${words}" cannot be reached by Tab`);
    };
    await keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the orders');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.type('order-');
    await keyboard.press('Tab');
    await keyboard.type('inv');
    await expect.poll(() => count(page)).toBe('1 of 12 shown');
    await tabTo('Domains');
    await keyboard.press('Enter');
    expect(await columnNamed(page, 'Domains').getAttribute('aria-sort')).toBe('ascending');
    await tabTo('order-9');
    await keyboard.press('Enter');
    await page.locator('#order-9-details').waitFor({ state: 'visible' });
    await keyboard.press('Tab');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await tabTo('Copy');
    await keyboard.press('Enter');
    await page.getByText(/^Copied: |does not let a page copy/).waitFor();
    await page.context().close();
  });

  test('says the place of a page of many, and turns it', async () => {
    const page = await open(reportOfMany(450, 1));
    expect(await count(page)).toBe('450 of 450 shown, on 3 pages');
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.locator('#page-place').textContent()).toBe('201–400 of 450, page 2 of 3');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).press('Enter');
    expect((await names(page)).at(-1)).toBe('order-449');
    expect(await page.getByRole('button', { name: 'Next' }).getAttribute('aria-disabled')).toBe('true');
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing serious in %s, with an order and every finding open',
    async (colorScheme) => {
      const page = await open(motley(), { colorScheme });
      const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      expect(background).toBe(colorScheme === 'dark' ? 'rgb(14, 17, 22)' : 'rgb(246, 247, 249)');
      await page.getByRole('button', { name: 'order-9' }).click();
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      await page.evaluate(AXE);
      const found = await page.evaluate<{ id: string; impact: string; nodes: { html: string }[] }[]>(
        'axe.run().then(({ violations }) => violations)',
      );
      const bad = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(bad.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
      await page.context().close();
    },
  );

  test.each(WIDTHS)('at a width of %d the page itself never scrolls sideways', async (width) => {
    const page = await open(motley(), { viewport: { width, height: 800 } });
    await page.getByRole('button', { name: 'order-9' }).click();
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  test('on paper every finding is open and every order that fits stands there, without controls', async () => {
    const page = await open(reportOfMany(250, 2), {}, '#code=SM-REDIRECT');
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: 'print' });
    expect(await names(page)).toHaveLength(25);
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(await page.locator('#finding-groups li').count()).toBe(25);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('details[open]').count()).toBe(0);
    const path = join(folder, 'report.pdf');
    await page.pdf({ path, format: 'A4' });
    expect(statSync(path).size).toBeGreaterThan(10_000);
    await page.context().close();
  });

  test('without scripts the headline, the findings and the first orders can be read', async () => {
    const page = await open(reportOfMany(250, 2), { javaScriptEnabled: false });
    expect(await page.locator('.verdict').innerText()).toBe(
      '225 of 250 orders are ready to be sent; 25 to be corrected.',
    );
    expect(await page.locator('#order-rows tr').count()).toBe(200);
    expect(await page.getByText('The first 200 are shown.').isVisible()).toBe(true);
    expect(await page.locator('button:visible').count()).toBe(0);
    await page.locator('details.group summary').click();
    expect(await page.locator('.findings li').first().innerText()).toContain(
      'many.csv line 21, column "Redirect" (F21)',
    );
    await page.context().close();
  });

  test('5,000 orders open, and answer a search, within seconds even on a busy machine', async () => {
    const page = await open(reportOfMany(5_000, 2));
    const since = performance.now();
    await page.getByLabel('Search', { exact: true }).fill('get-4321-0');
    expect(await names(page)).toEqual(['order-4321']);
    expect(performance.now() - since).toBeLessThan(10_000);
    expect(Number(await page.locator('html').getAttribute('data-ready'))).toBeLessThan(10_000);
    await page.context().close();
  });
});

test('the report of nothing is a page too', () => {
  expect(renderReport(reportWith({ outcomes: [], sheets: [] }), '.html')).toContain(
    'There is no order in these sheets.',
  );
});
