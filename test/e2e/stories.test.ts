import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { type Script, scriptedVendor } from '../support/scripted-vendor.ts';

const STORIES = fileURLToPath(new URL('../../fixtures/batches', import.meta.url));

interface Expected {
  readonly about: string;
  readonly runs: readonly {
    readonly args: readonly [string, ...string[]];
    readonly exit: number;
    /** Orders that reached the vendor so far, this run and all before it. */
    readonly spends: number;
    readonly results: readonly Readonly<Record<string, string>>[];
  }[];
}

function json<T>(story: string, name: string): T {
  return JSON.parse(readFileSync(join(STORIES, story, name), 'utf8')) as T;
}

describe('stories', () => {
  test.each(readdirSync(STORIES))('%s', async (story) => {
    const expected = json<Expected>(story, 'expected.json');
    const vendor = await scriptedVendor(json<Script>(story, 'vendor.json'));
    const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
    try {
      for (const { args, exit, spends, results } of expected.runs) {
        const [command, ...flags] = args;
        const ran = await bench.run(
          command,
          join(STORIES, story, 'sheet.csv'),
          ...flags,
          '--results',
          bench.path('results.csv'),
        );
        expect({ exit: ran.exit, spends: vendor.spends.length }, ran.err).toEqual({ exit, spends });
        if (results.length === 0) continue;
        const written = bench.csv('results.csv');
        expect(written.map((row, index) => pick(row, results[index] ?? {}))).toEqual(results);
      }
    } finally {
      await vendor.close();
      bench.close();
    }
  });
});

function pick(row: Readonly<Record<string, string>>, like: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(like).map((name) => [name, row[name] ?? '']));
}
