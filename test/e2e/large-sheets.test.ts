import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAIN } from '../support/built.ts';
import { Bench, type Ran } from '../support/command.ts';

const HEADER = 'order,client,domain_source,organization_id,domain,mailbox_type,redirect,alias,first_name,last_name,tag';
const ORDERS = 12_000;

/** Two domains with two aliases each; most are right, and each kind of oddity comes again and again. */
function rowsOf(order: number): readonly string[] {
  const name = order % 997 === 0 ? `order ${order - 1} ` : `campaign-of-the-year-2026-${order}`;
  const broken = order % 11;
  return [0, 1].flatMap((at) => {
    const domain = broken === 3 && at === 0 ? `SHARED-${order % 7}.example` : `outreach-${order}-${at}.example`;
    return [0, 1].map((mailbox) => {
      const alias = broken === 5 && mailbox === 1 ? 'ada.sample' : `ada.sample${mailbox === 0 ? '' : order}`;
      const redirect =
        broken === 7 && mailbox === 1 ? 'https://elsewhere.example' : 'https://www.company.example/welcome';
      const first = broken === 8 ? ' Ada\u00a0' : 'Ada';
      const quoted = broken === 9 ? '"Sample, Jr"' : 'Sample';
      const tag = broken === 10 ? 'spring' : '';
      const type = broken === 6 ? 'gogle' : 'google';
      return `${name},client-${order % 50},scaledmail,org_large,${domain},${type},${redirect},${alias},${first},${quoted},${tag}`;
    });
  });
}

/** Every thousandth row stands far from the others of its order. */
function sheetText(): string {
  const rows = Array.from({ length: ORDERS }, (_, order) => rowsOf(order)).flat();
  const apart = rows.filter((_, index) => index % 1_000 === 3);
  return [HEADER, ...rows.filter((_, index) => index % 1_000 !== 3), ...apart, ''].join('\r\n');
}

const bench = new Bench();
let here: Ran;
let threads: Ran;

beforeAll(async () => {
  writeFileSync(bench.path('large.csv'), sheetText());
  here = await bench.run(...words('here'));
  threads = await built(...words('threads'));
}, 120_000);
afterAll(() => bench.close());

function words(name: string): readonly string[] {
  const out = ['results', 'plan', 'report'].map((kind) => `--${kind}`);
  const files = [`${name}.csv`, `${name}.plan.json`, `${name}.report.json`].map((file) => bench.path(file));
  return ['check', bench.path('large.csv'), ...out.flatMap((flag, at) => [flag, files[at] ?? ''])];
}

/** The built program, which alone has a file for its threads; Node writes down which functions each of them called. */
function built(...args: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env.PATH, HOME: bench.folder, ...bench.env, NODE_V8_COVERAGE: bench.path('called') };
  return new Promise((resolve) => {
    const most = { maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [MAIN, ...args], { cwd: bench.folder, env, ...most }, (error, out, err) =>
      resolve({ exit: Number(error?.code ?? 0), out, err }),
    );
  });
}

function text(name: string): string {
  return readFileSync(bench.path(name), 'utf8');
}

/** A file without what differs from run to run and from name to name. */
function lasting(name: string): unknown {
  const { batch: _batch, at: _at, made_at: _made, notes: _notes, ...rest } = JSON.parse(text(name));
  return rest;
}

describe('a sheet that is large enough for threads', () => {
  test('is checked by several of them', () => {
    expect(statSync(bench.path('large.csv')).size).toBeGreaterThan(4 * 1024 * 1024);
    expect(callsOf('checkRows').length).toBeGreaterThanOrEqual(2);
    expect(callsOf('#checkHere')).toEqual([]);
  });

  test('comes out as when one thread checks it: exit code, words, results', () => {
    expect(threads.exit).toBe(here.exit);
    expect(threads.out.trimEnd()).toBe(here.out.trimEnd());
    expect(text('threads.csv')).toBe(text('here.csv'));
    expect(text('here.csv').split('\r\n').length).toBeGreaterThan(11_000);
  });

  test('has the same findings at the same cells', () => {
    expect(lasting('threads.report.json')).toEqual(lasting('here.report.json'));
    const codes = new Set(text('here.report.json').match(/"code": ?"[A-Z-]+"/g));
    expect(codes.size).toBeGreaterThan(6);
  });

  test('has the requests that small sheets with the same orders have', async () => {
    const digests = digestsIn('threads.plan.json');
    expect(digestsIn('here.plan.json')).toEqual(digests);
    const some = Array.from({ length: 300 }, (_, at) => rowsOf(at * 40 + 1));
    writeFileSync(bench.path('small.csv'), [HEADER, ...some.flat(), ''].join('\r\n'));
    await bench.run('check', bench.path('small.csv'), '--plan', bench.path('small.plan.json'));
    const small = [...digestsIn('small.plan.json')].filter(([, digest]) => digest !== '');
    expect(small.length).toBeGreaterThan(100);
    expect(small.filter(([key, digest]) => digests.has(key) && digests.get(key) !== digest)).toEqual([]);
    expect(small.filter(([key]) => digests.has(key)).length).toBeGreaterThan(100);
  });
});

interface Called {
  readonly result: readonly {
    readonly functions: readonly { readonly functionName: string; readonly ranges: readonly { count: number }[] }[];
  }[];
}

/** How often a function was called, in each thread that called it. */
function callsOf(name: string): readonly number[] {
  const threads = readdirSync(bench.path('called')).map((file) => JSON.parse(text(`called/${file}`)) as Called);
  return threads.flatMap(({ result }) =>
    result
      .flatMap(({ functions }) => functions)
      .filter(({ functionName }) => functionName === name)
      .map(({ ranges }) => ranges[0]?.count ?? 0)
      .filter((count) => count > 0),
  );
}

function digestsIn(name: string): ReadonlyMap<string, string> {
  const { orders } = JSON.parse(text(name)) as { orders: readonly { key: string; digest: string }[] };
  return new Map(orders.map(({ key, digest }) => [key, digest]));
}
