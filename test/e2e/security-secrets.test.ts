import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { start } from '../support/built.ts';
import { Bench } from '../support/command.ts';
import { type Script, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const KEY = 'sk-live-7c1e+55/aa==';
const PASSWORD = 'Reg1strar "Päss"/word+2';
const LOGIN = 'registrar-login-4471';

const HEADER =
  'order,operation,domain_source,domain,mailbox_type,alias,first_name,last_name,hosting_provider,hosting_username,hosting_password';
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function sheet(password = PASSWORD): string {
  const first = `one,create-custom-order,other,alpha.example,google,ada,Ada,Sample,Registrar,${LOGIN},${quoted(password)}`;
  return `${[HEADER, first, 'one,,,alpha.example,,sam,Sam,Sample,,,'].join('\n')}\n`;
}

/** Every way in which a text may be spelled by who repeats it. */
function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', '\\/'),
    json.replaceAll('ä', '\\u00e4'),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams({ a: secret }).toString().slice(2),
    secret.replaceAll('"', '&quot;'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    Buffer.from(`ada:${secret}`).toString('base64'),
  ];
}

let bench: Bench;
let vendor: ScriptedVendor | undefined;
beforeEach(() => {
  bench = new Bench({ SCALEDMAIL_API_KEY: KEY });
});
afterEach(async () => {
  await vendor?.close();
  bench.close();
});

async function speakTo(script: Script): Promise<ScriptedVendor> {
  vendor = await scriptedVendor(script);
  bench.env.SCALEDMAIL_BASE_URL = vendor.url;
  return vendor;
}

/** Every file but the sheets and their annotated copy, which repeats their cells, and what was printed, searched for a part of a secret. */
function placesOf(part: string, printed: readonly string[]): readonly string[] {
  const files = readdirSync(bench.folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/^(in-|a\.csv)/.test(name),
  );
  const texts = files.flatMap((name) => {
    try {
      return [[name, readFileSync(bench.path(name), 'latin1')] as const];
    } catch {
      return [];
    }
  });
  const bytes = Buffer.from(part).toString('latin1');
  const all = [...texts, ...printed.map((text, index) => [`printed ${index}`, Buffer.from(text).toString('latin1')])];
  return all.filter(([, text]) => text?.includes(bytes)).map(([name]) => name ?? '');
}

async function everything(password = PASSWORD): Promise<string[]> {
  writeFileSync(bench.path('in-sheet.csv'), sheet(password));
  const may = bench.path('in-sheet.csv');
  const files = ['r.csv', 'a.csv', 'r.html', 'r.json'].map((name) => bench.path(name));
  const outputs = [
    '--results',
    files[0],
    '--annotated',
    files[1],
    '--report',
    files[2],
    '--report',
    files[3],
  ] as string[];
  const log = ['--log-file', bench.path('run.log'), '--verbose'];
  const printed: string[] = [];
  for (const words of [
    ['inspect', may],
    ['inspect', may, '--json'],
    ['check', may, '--json', '--plan', bench.path('plan.json')],
    ['submit', may, '--yes', '--json', ...outputs, ...log],
    ['reconcile', may, '--json', ...log],
    ['results', may, '--json'],
    ['results', may],
    ['ledger', 'list', '--json'],
    ['ledger', 'verify'],
  ]) {
    const ran = await bench.run(...words);
    printed.push(ran.out, ran.err);
  }
  return printed;
}

describe('what a vendor repeats', () => {
  const echo = (secret: string) => spellings(secret).join(' | ');

  test.each([
    ['in a refusal', { status: 422, body: { error: `required: ${echo(PASSWORD)} ${echo(KEY)} ${LOGIN}` } }],
    ['in a page', { status: 500, text: `<p>${echo(PASSWORD)} ${echo(KEY)} ${LOGIN}</p>` }],
    ['in JSON that is cut off', { status: 200, text: `{"id":"rec1","echo":"${echo(PASSWORD)} ${echo(KEY)} ${LOGIN}` }],
    [
      'in an address',
      { status: 302, text: `see https://v.example/?p=${encodeURIComponent(PASSWORD)}&k=${encodeURIComponent(KEY)}` },
    ],
  ])('%s is written nowhere', async (_, reply) => {
    const { seen } = await speakTo({ 'POST /create-custom-order': [reply] });
    const printed = await everything();
    const spends = seen.filter(({ method }) => method === 'POST');
    expect(spends).toHaveLength(1);
    expect(JSON.stringify(spends[0]?.body)).toContain(JSON.stringify(PASSWORD));
    for (const secret of [KEY, PASSWORD, LOGIN])
      for (const form of spellings(secret)) expect(placesOf(form, printed), form).toEqual([]);
  });

  test('a login that the vendor repeats is not in what an annotated sheet adds', async () => {
    await speakTo({ 'POST /create-custom-order': [{ status: 422, body: { error: `required: ${PASSWORD}` } }] });
    await everything();
    const added = bench.csv('a.csv').map(({ status, order_id, error, fix }) => [status, order_id, error, fix].join());
    expect(added.join()).toContain('required: [secret]');
    expect(added.join()).not.toContain(PASSWORD);
  });

  test('a password that is cut off where a reason ends is written nowhere', async () => {
    const error = `${'required '.repeat(32)}${PASSWORD}`;
    await speakTo({ 'POST /create-custom-order': [{ status: 422, body: { error } }] });
    expect(placesOf(PASSWORD.slice(0, 9), await everything())).toEqual([]);
  });

  test('a password with two spaces in a row is written nowhere', async () => {
    const password = 'correct  horse  battery';
    await speakTo({ 'POST /create-custom-order': [{ status: 422, body: { error: `required: ${password}` } }] });
    expect(placesOf('correct horse battery', await everything(password))).toEqual([]);
  });

  test('a password that the vendor breaks over lines is written nowhere', async () => {
    const text = `<pre>${PASSWORD.slice(0, 12)}\n${PASSWORD.slice(12)}</pre>`;
    await speakTo({ 'POST /create-custom-order': [{ status: 500, text }] });
    expect(placesOf(PASSWORD.slice(0, 12), await everything())).toEqual([]);
  });
});

describe('what a person sees when something is wrong', () => {
  test('a secret that a configuration names is not in an error about its file', async () => {
    mkdirSync(bench.path('in-config/sheetorder'), { recursive: true });
    bench.env.XDG_CONFIG_HOME = bench.path('in-config');
    const path = bench.path('in-password');
    writeFileSync(path, PASSWORD, { mode: 0o000 });
    const hosting = { a: { provider: 'Registrar', username: LOGIN, password: `file:${path}-missing` } };
    writeFileSync(bench.path('in-config/sheetorder/sheetorder.json'), JSON.stringify({ hosting }));
    const lines = sheetOf(googleOrder('one', 'alpha.example').replaceAll('scaledmail', 'other')).trimEnd().split('\n');
    const cells = ['hosting', 'a', ''];
    writeFileSync(bench.path('in-sheet.csv'), lines.map((line, index) => `${line},${cells[index] ?? ''}`).join('\n'));
    const ran = await bench.run('check', bench.path('in-sheet.csv'), '--verbose');
    expect(ran.exit).toBe(3);
    expect(ran.out).toContain('cannot be read');
    expect(placesOf(PASSWORD, [ran.out, ran.err])).toEqual([]);
    expect(placesOf(LOGIN, [ran.out, ran.err])).toEqual([]);
  });

  test('a password that stands in a broken configuration is not shown', async () => {
    mkdirSync(bench.path('in-config/sheetorder'), { recursive: true });
    bench.env.XDG_CONFIG_HOME = bench.path('in-config');
    writeFileSync(bench.path('in-config/sheetorder/sheetorder.json'), '{"password": hunter2-pass}');
    writeFileSync(bench.path('in-sheet.csv'), sheet());
    const ran = await bench.run('check', bench.path('in-sheet.csv'));
    expect(ran.exit).toBe(2);
    expect(ran.err).not.toContain('hunter2');
  });

  test('a key that cannot stand in a header is not in the complaint', async () => {
    await speakTo({});
    bench.env.SCALEDMAIL_API_KEY = 'first-half-of-key\nsecond-half-of-key';
    const printed = [await bench.run('catalog', 'pull'), await bench.run('catalog', 'pull', '--json')];
    expect(vendor?.seen).toEqual([]);
    for (const { exit, out, err } of printed) {
      expect(exit).not.toBe(0);
      expect(out + err).not.toMatch(/half-of-key/);
    }
  });

  test('a sheet cannot have other variables or files sent', async () => {
    await speakTo({ 'POST /create-custom-order': [{ body: { id: 'rec1' } }] });
    bench.env.HOME_PASSWORD = 'not-for-vendors-1';
    writeFileSync(bench.path('in-secret'), 'not-for-vendors-2');
    for (const reference of ['env:HOME_PASSWORD', 'env:SCALEDMAIL_API_KEY', `file:${bench.path('in-secret')}`]) {
      writeFileSync(bench.path('in-sheet.csv'), sheet(reference));
      await bench.run('submit', bench.path('in-sheet.csv'), '--yes');
    }
    const sent = JSON.stringify(vendor?.seen);
    expect(sent).not.toContain('not-for-vendors');
    expect(sent).not.toContain(JSON.stringify(KEY).slice(1, -1));
  });
});

describe.skipIf(process.platform !== 'linux')('the process', () => {
  test('shows no secret in its name, its arguments or its state', async () => {
    const { url } = await speakTo({ 'POST /create-custom-order': [{ hang: true }] });
    writeFileSync(bench.path('in-sheet.csv'), sheet('env:SHEETORDER_SECRET_A'));
    const { child, ended } = start(['submit', bench.path('in-sheet.csv'), '--yes'], {
      ...bench.env,
      SCALEDMAIL_BASE_URL: url,
      SHEETORDER_SECRET_A: PASSWORD,
    });
    while (vendor?.spends.length === 0 && child.exitCode === null) await new Promise((done) => setTimeout(done, 50));
    expect(JSON.stringify(vendor?.spends[0]?.body)).toContain(JSON.stringify(PASSWORD));
    const shown = ['cmdline', 'comm', 'status'].map((name) => readFileSync(`/proc/${child.pid}/${name}`, 'latin1'));
    child.kill('SIGKILL');
    await ended;
    expect(shown.join('\n')).toContain('submit');
    for (const secret of [KEY, PASSWORD, LOGIN]) expect(placesOf(secret, shown)).toEqual([]);
  });
});
