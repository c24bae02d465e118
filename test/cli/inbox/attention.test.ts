import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AttentionConfig, openAttention, secretNamesOf } from '../../../src/cli/inbox/attention.ts';
import { hookEnv } from '../../../src/cli/inbox/attention-command.ts';
import type { AttentionOf } from '../../../src/cli/inbox/attention-message.ts';
import { vendors } from '../../../src/vendors/index.ts';
import { hurriedClock } from '../../support/command.ts';
import { type Answer, heartbeatReceiver, type Receiver } from '../../support/heartbeat-receiver.ts';

const KEY = 'key-that-nobody-may-see-7391';
const OF: AttentionOf = {
  inbox: '/srv/inbox',
  sheet: 'may $(id) "x".csv',
  folder: '/srv/attention',
  exit: 3,
  outcomes: [{ status: 'refused', codes: [], key: 'k', name: '' }],
  at: 0,
};

let folder = '';
const open: Receiver[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-hook-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function receiver(...answers: readonly Answer[]): Promise<Receiver> {
  const one = await heartbeatReceiver(...answers);
  open.push(one);
  return one;
}

/** Tells of the sheet once; returns the notes. */
async function tell(config: AttentionConfig, more: { env?: Record<string, string>; mostMs?: number } = {}) {
  const notes: string[] = [];
  const tellOf = openAttention(config, {
    env: { PATH: process.env.PATH ?? '', ...more.env },
    clock: hurriedClock(),
    cover: (text) => text.replaceAll(KEY, '[secret]'),
    note: (text) => void notes.push(text),
    secretNames: ['ACME_KEY'],
    tryMs: 2_000,
    mostMs: more.mostMs ?? 20_000,
  });
  await tellOf?.(OF, '/srv/attention/may.what-to-do.txt');
  for (const note of notes) expect(note).toMatch(/^ATTENTION-HOOK-FAILED: [^\n]*\.$/);
  return notes;
}

/** A program of Node, so that no shell is asked. */
const node = (code: string, ...words: readonly string[]) => [process.execPath, '-e', code, ...words];
const WRITE = "const fs = require('node:fs'); fs.writeFileSync(process.argv[1], ";

describe('the address', () => {
  it('is told in JSON', async () => {
    const { url, received } = await receiver(204);
    expect(await tell({ url: `${url}/hook/${KEY}` })).toEqual([]);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', path: `/hook/${KEY}` });
    expect(received[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ event: 'attention', sheet: OF.sheet, exit: 3 });
  });

  it('is tried again, and what goes wrong names its host alone', async () => {
    const passing = await receiver(500, 200);
    expect(await tell({ url: passing.url })).toEqual([]);
    expect(passing.received).toHaveLength(2);
    const { url, host, received } = await receiver(410);
    const [note = ''] = await tell({ url: `${url}/hook/${KEY}` });
    expect(note).toContain(`${host} could not be told that a sheet needs a person (it answered 410).`);
    expect(note).not.toContain(KEY);
    expect(received).toHaveLength(1);
  });

  it('with a login, or that is none, is refused and not repeated', () => {
    for (const url of [`https://me:${KEY}@hooks.example/`, KEY, `ftp://hooks.example/${KEY}`]) {
      const refused = () => openAttention({ url }, { env: {}, clock: hurriedClock(), ...quiet });
      expect(refused).toThrow(expect.objectContaining({ code: 'HOOK-URL-WRONG' }));
      expect(refused).not.toThrow(KEY);
    }
    expect(openAttention({}, { env: {}, clock: hurriedClock(), ...quiet })).toBeNull();
    expect(openAttention({ command: [] }, { env: {}, clock: hurriedClock(), ...quiet })).toBeNull();
  });
  const quiet = { cover: (text: string) => text, note: () => {}, secretNames: [] };
});

describe('the command', () => {
  it('gets the message on its input and the names in its environment; no shell reads its words', async () => {
    const target = join(folder, 'got');
    const code = `${WRITE}JSON.stringify([fs.readFileSync(0, 'utf8'), process.env, process.argv.slice(2)]))`;
    const env = { SCALEDMAIL_API_KEY: KEY, ACME_KEY: KEY, SHEETORDER_SECRET_A: KEY, LANG: 'C' };
    expect(await tell({ command: node(code, target, '$(id)', '; rm -rf .') }, { env })).toEqual([]);
    const text = readFileSync(target, 'utf8');
    const [input, given, words] = JSON.parse(text) as [string, Record<string, string>, string[]];
    expect(JSON.parse(input)).toMatchObject({ event: 'attention', sheet: OF.sheet });
    expect(given).toMatchObject({
      LANG: 'C',
      SHEETORDER_SHEET: OF.sheet,
      SHEETORDER_WHAT_TO_DO: '/srv/attention/may.what-to-do.txt',
    });
    expect(words).toEqual(['$(id)', '; rm -rf .']);
    expect(text).not.toContain(KEY);
  });

  it('that fails is quoted, covered before it is cut', async () => {
    const code = `console.error('y'.repeat(2000) + '\\n\\n${KEY}' + 'z'.repeat(490)); process.exit(7)`;
    const [note = ''] = await tell({ command: node(code) });
    expect(note).toContain('ended with exit code 7, and wrote last: ');
    expect(note).toContain('z'.repeat(490));
    expect(note).not.toContain(KEY.slice(-12));
    expect(note.length).toBeLessThan(900);
  });

  it('that writes nothing wrong says nothing, however much it writes, and need not read', async () => {
    const flood = "for (let i = 0; i < 200; i += 1) process.stdout.write('x'.repeat(65536)); process.stdin.destroy()";
    expect(await tell({ command: node(flood) })).toEqual([]);
  });

  it('that is not there, or is no program', async () => {
    expect((await tell({ command: [join(folder, 'none')] })).join()).toContain('could not be started (ENOENT)');
    expect((await tell({ command: [folder] })).join()).toContain('could not be started (EACCES)');
    expect((await tell({ command: ['a\0b'] })).join()).toContain('could not be started (');
  });

  it('that does not end is stopped with all that it started', async () => {
    const late = join(folder, 'late');
    const child = `setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(late)}, ''), 1500)`;
    const code = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
      process.on('SIGTERM', () => {}); process.stdout.write('begun'); setInterval(() => {}, 1000)`;
    const before = performance.now();
    const [note = ''] = await tell({ command: node(code) }, { mostMs: 700 });
    expect(performance.now() - before).toBeLessThan(1_400);
    expect(note).toContain('was stopped after 0.7 s, and wrote last: begun.');
    await pause(1_600);
    expect(existsSync(late)).toBe(false);
  });

  it('that leaves something behind is not waited for', async () => {
    const code = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 4000)'], { stdio: 'inherit', detached: true }).unref()`;
    const before = performance.now();
    expect(await tell({ command: node(code) })).toEqual([]);
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});

describe('address and command', () => {
  it('are told both, and fail in one note', async () => {
    const { url } = await receiver(404);
    const [note = '', ...others] = await tell({ url, command: node('process.exit(1)') });
    expect(others).toEqual([]);
    expect(note).toMatch(/could not be told .*The command .* ended with exit code 1\. Nothing else is affected/);
  });
});

describe('the environment of the command', () => {
  it('has no key of any vendor, no file of one, no secret of sheets, and none that is named', () => {
    const keys = Object.values(vendors).map(({ auth }) => auth.keyVariable);
    const closed = [...keys, 'ACME_KEY', 'SHEETORDER_PING'].flatMap((name) => [name, `${name}_FILE`]);
    const all = [
      ...closed,
      'SHEETORDER_SECRET_X',
      'sheetorder_secret_y',
      'acme_key',
      'PATH',
      'SHEETORDER_LEDGER',
      'ACME',
    ];
    const env = Object.fromEntries(all.map((name) => [name, KEY]));
    expect(keys.length).toBeGreaterThan(1);
    expect(Object.keys(hookEnv(env, ['ACME_KEY']))).toEqual(['PATH', 'SHEETORDER_LEDGER', 'ACME']);
  });

  it('loses the variables in which the configuration keeps logins', () => {
    const login = { provider: 'x', username: 'env:WHO', password: 'env:PASS' };
    const profiles = { hosting: { a: login }, sequencer: { b: { ...login, username: 'me', password: 'file:/p' } } };
    expect(secretNamesOf({ logins: { ...profiles, registrant: {} }, profiles: {} })).toEqual(['WHO', 'PASS']);
  });
});
