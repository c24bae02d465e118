import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';

const FOLDER = fileURLToPath(new URL('../../fixtures/sheets', import.meta.url));
const ENDING = '.expected.json';

/** What should come of a sheet: `order status codes rows`, and each finding as `severity code place`. */
interface Expected {
  readonly flags?: readonly string[];
  readonly exit: number;
  readonly orders: readonly string[];
  readonly findings: readonly string[];
  /** The code with which a sheet is refused that cannot be read as a table. */
  readonly refused?: string;
}

interface Report {
  readonly orders: readonly {
    readonly order: string;
    readonly status: string;
    readonly error_codes: readonly string[];
    readonly rows: string;
    readonly findings: readonly Said[];
  }[];
  readonly findings: readonly Said[];
}

interface Said {
  readonly severity: string;
  readonly code: string;
  readonly at: { readonly line: number; readonly cell?: string };
}

let bench: Bench;
beforeAll(() => {
  bench = new Bench();
});
afterAll(() => bench.close());

/** The code of the one error among the events. */
function errorCode(err: string): string {
  const events = err.split('\n').map((line) => JSON.parse(line) as { readonly event: string; readonly code?: string });
  return events.find(({ event }) => event === 'error')?.code ?? '';
}

async function seen(name: string, flags: readonly string[] = []): Promise<Omit<Expected, 'flags'>> {
  const paths = flags.map((flag) => (flag.endsWith('.csv') ? join(FOLDER, flag) : flag));
  const ran = await bench.run('check', join(FOLDER, name), '--json', ...paths);
  if (!ran.out) return { exit: ran.exit, orders: [], findings: [], refused: errorCode(ran.err) };
  const report = JSON.parse(ran.out) as Report;
  const said = [...report.findings, ...report.orders.flatMap((order) => order.findings)].map(
    ({ severity, code, at }) => `${severity} ${code} ${at.cell ?? `line ${at.line}`}`,
  );
  return {
    exit: ran.exit,
    orders: report.orders.map((order) =>
      [order.order || '-', order.status, order.error_codes.join(';') || '-', order.rows].join(' '),
    ),
    findings: [...new Set(said)].sort(),
  };
}

describe('sheets as people have them', () => {
  const expected = readdirSync(FOLDER).filter((name) => name.endsWith(ENDING));
  const sheets = readdirSync(FOLDER).filter((name) => !name.endsWith(ENDING));

  test('each has beside it what should come of it', () => {
    expect(expected.map((name) => name.slice(0, -ENDING.length)).sort()).toEqual(sheets.sort());
  });

  test.each(expected)('%s', async (name) => {
    const { flags, ...wanted } = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Expected;
    expect(await seen(name.slice(0, -ENDING.length), flags)).toEqual(wanted);
  });
});
