import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { benchesFor } from '../../bench/benches.ts';
import { BROWSER } from '../support/browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = Object.keys(benchesFor({ smoke: true, rounds: 1, sizes: [10] }));
/** Many times what it takes, since other tests want the same cores. */
const PATIENCE_MS = 600_000;
const run = promisify(execFile);

describe('the short form of every bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sheetorder-bench-'));
  let parts = new Map<string, string>();

  beforeAll(async () => {
    await run(process.execPath, [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      '-p',
      join(ROOT, 'bench/tsconfig.json'),
    ]);
    const markdown = join(folder, 'figures.md');
    const main = join(ROOT, '.campaign/bench/bench/main.js');
    const { stdout } = await run(process.execPath, [main, '--smoke', '--folder', folder, '--markdown', markdown]);
    const text = readFileSync(markdown, 'utf8');
    expect(stdout).toBe(text);
    parts = new Map(
      text
        .split(/^## /m)
        .slice(1)
        .map((part) => [part.slice(0, part.indexOf('\n')), part]),
    );
  }, PATIENCE_MS);

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(NAMES)('%s has a table of figures', (name) => {
    const part = parts.get(name) ?? '';
    if (name === 'page' && BROWSER === null) return expect(part).toContain('There is no Chromium');
    const tables = part.split('\n\n').filter((block) => block.startsWith('|'));
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) expect(rowsOf(table).filter((cells) => cells.some(isFigure))).not.toEqual([]);
    expect(part).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('runs every bench, and leaves nothing behind', () => {
    expect([...parts.keys()]).toEqual(NAMES);
    expect(readdirSync(folder)).toEqual(['figures.md']);
  });
});

/** The cells of each row below the header, without its first one, which names the row. */
function rowsOf(table: string): readonly (readonly string[])[] {
  return table
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(2, -1)
        .map((cell) => cell.trim()),
    );
}

function isFigure(cell: string): boolean {
  return /^\d[\d,.]*( %| MB| ms)?( \(.+\))?$/.test(cell);
}
