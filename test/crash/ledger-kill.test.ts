import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { systemClock } from '../../src/io/system-clock.ts';

const DIST = fileURLToPath(new URL('../../.build', import.meta.url));
const LOOP = fileURLToPath(new URL('../support/append-loop.mjs', import.meta.url));
const KILLS = 10;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-kill-'));
  path = join(folder, 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Appends until it is killed; resolves to the sequence numbers it acknowledged. */
function appender(name: string) {
  const child = spawn(process.execPath, [LOOP, DIST, path, name, '100000']);
  let out = '';
  // Past "open" and the first number: every round has something to lose.
  const opened = new Promise<void>((resolve) =>
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (out.split('\n').length > 2) resolve();
    }),
  );
  const ended = new Promise((resolve) => child.on('close', resolve));
  return {
    opened,
    async kill(): Promise<readonly number[]> {
      child.kill('SIGKILL');
      await ended;
      // What follows the last line break was not acknowledged whole.
      return out.split('\n').slice(1, -1).map(Number);
    },
  };
}

test.each([
  ['one process', 1],
  ['two processes', 2],
])('%s killed at random moments: nothing acknowledged is missing', async (_, writers) => {
  const acknowledged: number[] = [];
  for (let round = 0; round < KILLS; round += 1) {
    const running = Array.from({ length: writers }, (_, n) => appender(`round-${round}-${n}`));
    await Promise.all(running.map((one) => one.opened));
    for (const one of running) {
      await sleep(Math.random() * 80);
      acknowledged.push(...(await one.kill()));
    }
    const ledger = openLedger(path, systemClock);
    const kept = new Set([...ledger.all()].map((entry) => entry.seq));
    expect(acknowledged.filter((seq) => !kept.has(seq))).toEqual([]);
    expect(ledger.verify()).toEqual([]);
    ledger.close();
  }
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * writers);
});
