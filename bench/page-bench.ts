import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { renderReport } from '../src/report/index.ts';
import { BROWSER, startBrowser } from '../test/support/browser.ts';
import { reportOfMany } from '../test/support/report-of-many.ts';
import { figureOf, say, short, table } from './measure.ts';

export interface PageSizes {
  readonly rounds: number;
  readonly orders: readonly number[];
  readonly rowsOfEach: number;
}

type Figures = Readonly<Record<'table' | 'search' | 'again' | 'choose' | 'sort' | 'unfold', number>>;

const NAMES = {
  table: 'opened until the first table, ms',
  search: 'first search, ms',
  again: 'a search after that, ms',
  choose: 'a status chosen, ms',
  sort: 'first sorting of a column, ms',
  unfold: 'an order unfolded, ms',
} satisfies Record<keyof Figures, string>;

/** Runs in the page: each step until the browser has painted it. */
const STEPS = `(async () => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const timed = async (work) => { const since = performance.now(); work(); await painted(); return performance.now() - since; };
  const search = document.getElementById('filter-q');
  const type = (text) => () => { search.value = text; search.dispatchEvent(new Event('input')); };
  const status = document.getElementById('filter-status');
  const choose = (text) => () => { status.value = text; status.dispatchEvent(new Event('change')); };
  const figures = { table: Number(document.documentElement.dataset.ready) };
  figures.search = await timed(type('get-4'));
  figures.again = await timed(type('get-42'));
  await timed(type(''));
  figures.choose = await timed(choose('invalid'));
  await timed(choose(''));
  figures.sort = await timed(() => document.querySelector('th[data-sort=client] button').click());
  figures.unfold = await timed(() => document.querySelector('button.expander').click());
  return figures;
})()`;

/** What a person waits for in an HTML report: each size in turn in each round. */
export async function benchPage(folder: string, { rounds, orders, rowsOfEach }: PageSizes): Promise<string> {
  if (BROWSER === null) return 'There is no Chromium on this machine, so nothing was measured.';
  const browser = await startBrowser();
  const shelf = mkdtempSync(join(folder, 'pages-'));
  try {
    const pages = orders.map((count) => ({ ...written(shelf, count, rowsOfEach), figures: [] as Figures[] }));
    for (let round = 0; round < rounds; round += 1)
      for (const page of pages) page.figures.push(await visit(browser, page.path));
    const header = [`orders of ${rowsOfEach} rows`, ...orders.map((count) => count.toLocaleString('en-US'))];
    const keys = Object.keys(NAMES) as (keyof Figures)[];
    return table(header, [
      ['page', ...pages.map(({ bytes }) => `${short(bytes / 1e6)} MB`)],
      ['made by the program, ms', ...pages.map(({ ms }) => short(ms))],
      ...keys.map((key) => [NAMES[key], ...pages.map(({ figures }) => say(figureOf(figures.map((one) => one[key]))))]),
    ]);
  } finally {
    await browser.close();
    rmSync(shelf, { recursive: true });
  }
}

function written(shelf: string, orders: number, rowsOfEach: number) {
  const report = reportOfMany(orders, rowsOfEach);
  const since = performance.now();
  const text = renderReport(report, '.html');
  const ms = performance.now() - since;
  const path = join(shelf, `${orders}.html`);
  writeFileSync(path, text);
  return { path, ms, bytes: Buffer.byteLength(text) };
}

async function visit(browser: Browser, path: string): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  await page.goto(pathToFileURL(path).href);
  await page.locator('html[data-ready]').waitFor();
  const figures = await page.evaluate<Figures>(STEPS);
  await page.close();
  return figures;
}
