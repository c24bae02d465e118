import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';

const DIST = fileURLToPath(new URL('../../.build', import.meta.url));
const HOLDER = fileURLToPath(new URL('../support/hold-lock.mjs', import.meta.url));
const ACCOUNT = 'scaledmail sandbox org_test';

let bench: Bench;
let children: ChildProcess[];
beforeEach(async () => {
  bench = new Bench();
  children = [];
  expect((await bench.run('template', '--output', bench.path('may.csv'))).exit).toBe(0);
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  bench.close();
});

async function holder(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [HOLDER, DIST, `${bench.path('ledger.sqlite')}.sandbox`, ACCOUNT]);
  children.push(child);
  await new Promise<void>((resolve) => child.stdout.on('data', () => resolve()));
  return child;
}

interface Running {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly waiting: Promise<void>;
  readonly ended: Promise<number | null>;
}

function program(...words: readonly string[]): Running {
  const env = { PATH: process.env.PATH, ...bench.env };
  const child = spawn(process.execPath, [`${DIST}/cli/main.js`, ...words], { env, cwd: bench.folder });
  children.push(child);
  let said = '';
  const waiting = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        said += String(data);
        if (said.includes('Waiting for another run')) resolve();
      });
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return { child, said: () => said, waiting, ended };
}

const SUBMIT = ['submit', 'may.csv', '--sandbox', '--yes', '--results', 'r.csv', '--lock-wait', '10m'];
const times = (text: string, part: string) => text.split(part).length - 1;

describe('--lock-wait', () => {
  test('says once who is waited for and how long; the holder that is killed frees at once', async () => {
    const other = await holder();
    const run = program(...SUBMIT);
    await run.waiting;
    const begun = Date.now();
    other.kill('SIGKILL');
    expect(await run.ended).toBe(0);
    expect(Date.now() - begun).toBeLessThan(10_000);
    const line = run
      .said()
      .split('\n')
      .find((one) => one.startsWith('Waiting'));
    expect(line).toMatch(
      new RegExp(`^Waiting for another run on the account "${ACCOUNT}", for at most 10 min: process ${other.pid} on `),
    );
    expect(times(run.said(), 'Waiting for another run')).toBe(1);
    expect(bench.csv('r.csv').map((row) => row.status)).not.toContain('not_sent');
    expect(readdirSync(bench.folder).filter((name) => name.includes('.holder.json'))).toEqual([]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s while waiting ends at once with %i, and nothing was sent', async (signal, exit) => {
    await holder();
    const run = program(...SUBMIT);
    await run.waiting;
    const begun = Date.now();
    run.child.kill(signal);
    expect(await run.ended).toBe(exit);
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(new Set(bench.csv('r.csv').map((row) => row.error_code))).toEqual(new Set(['INTERRUPTED']));
    expect((await bench.run('ledger', 'list', '--sandbox')).out).not.toMatch(/placed|in_flight|unknown/);
  });

  test('as JSON events: waiting, and the end with 130', async () => {
    await holder();
    const run = program(...SUBMIT, '--json');
    await run.waiting;
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    const events = run
      .said()
      .split('\n')
      .filter((line) => line.startsWith('{"event"'))
      .map((line) => JSON.parse(line));
    expect(events.filter(({ event }) => event === 'waiting')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ event: 'end', exit: 130, exit_name: 'interrupted' });
  });

  test('a statement that waits ends at once too, and is not written down', async () => {
    expect((await bench.run('submit', bench.path('may.csv'), '--sandbox', '--yes')).exit).toBe(0);
    const [order] = JSON.parse((await bench.run('ledger', 'list', '--sandbox', '--json')).out);
    await holder();
    const run = program('resolve', order.key, '--cancelled', '--note', 'x', '--sandbox', '--lock-wait', '10m');
    await run.waiting;
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    expect(run.said()).toContain('INTERRUPTED: Stopped while it waited for another run: process');
    expect((await bench.run('ledger', 'list', '--sandbox', '--json')).out).not.toContain('"cancelled"');
  });
});
