import { describe, expect, test } from 'vitest';
import { baseUrlOf, isLoopback } from '../../src/cli/environment.ts';
import { start } from '../support/built.ts';
import { Bench } from '../support/command.ts';

/** What a refused base URL says; empty when it is taken. */
function refusal(text: string): string {
  try {
    baseUrlOf(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('a base URL', () => {
  test.each([
    'https://server.example/api/v1',
    'https://server.example:8443',
    'https://192.0.2.7/api',
    'http://localhost:8080/api/v1',
    'http://127.0.0.1/',
    'http://127.255.255.254:1/',
    'http://[::1]:3000/',
    // Other ways to write 127.0.0.1, which the parser reads as exactly that.
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.0.0.1./',
  ])('%s is taken', (text) => {
    expect(refusal(text)).toBe('');
    const url = baseUrlOf(text);
    if (url.protocol === 'http:') expect(url.hostname).toMatch(/^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/);
  });

  test.each([
    'http://server.example/',
    'http://127.0.0.1.example/',
    'http://127.example/',
    'http://127.0.0.1.nip.example/',
    'http://localhost.example/',
    'http://localhost./',
    'http://xlocalhost/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::1%25eth0]/',
    'http://2130706432.example/',
    // 126.0.0.1, 128.0.0.1 and 10.0.0.1 in disguise.
    'http://2113929217/',
    'http://0200.0.0.1/',
    'http://0xa.1/',
    'http://127.0.0.1@server.example/',
    'http://server.example\\@127.0.0.1/',
    'http://server.example#@127.0.0.1/',
    'ftp://127.0.0.1/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'server.example/api',
    '',
  ])('%s is refused', (text) => {
    expect(refusal(text)).not.toBe('');
  });

  test.each([
    'https://ada:hunter2-pass@server.example/',
    'https://hunter2-pass@server.example/',
    'https://:hunter2-pass@server.example/',
    'https://server.example/?key=hunter2-pass',
    'https://server.example/#hunter2-pass',
    'https://ada:hunter2-pass@server.example:99999/',
    'https://ada:hunter2-pass@ser ver.example/',
    '//ada:hunter2-pass@server.example/',
    'http://server.example/hunter2-pass',
    'ftp://ada:hunter2-pass@server.example/',
    'mailto:hunter2-pass@server.example',
    'hunter2-pass:server',
  ])('%s is refused and what may be a secret is not repeated', (text) => {
    expect(refusal(text)).not.toBe('');
    expect(refusal(text)).not.toContain('hunter2');
  });

  test('an empty query or login does not slip through', () => {
    expect(refusal('https://server.example/?')).not.toBe('');
    expect(refusal('https://server.example/#')).not.toBe('');
  });

  test('loopback is told from the parsed address', () => {
    const loopback = (text: string) => isLoopback(new URL(text));
    expect(['http://127.0.0.1', 'http://[0:0:0:0:0:0:0:1]', 'http://LOCALHOST'].map(loopback)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['http://128.0.0.1', 'http://[::2]', 'http://local.host'].map(loopback)).toEqual([false, false, false]);
  });
});

describe('on the command line and in the environment', () => {
  test('is refused with exit 2, before anything is read from it, and says no login', async () => {
    const bad = 'https://ada:hunter2-pass@server.example/?token=hunter2-token';
    for (const [env, words] of [
      [{ SCALEDMAIL_BASE_URL: bad }, []],
      [{ SHEETORDER_BASE_URL: bad }, []],
      [{}, ['--base-url', bad]],
    ] as const) {
      const bench = new Bench({ ...env });
      const ran = await bench.run('catalog', 'pull', ...words);
      expect(ran.exit).toBe(2);
      expect(ran.err).toContain('more than an address');
      expect(ran.out + ran.err).not.toContain('hunter2');
      bench.close();
    }
  });

  test('a login in the environment is not in the help', async () => {
    const bench = new Bench();
    const env = { ...bench.env, SHEETORDER_BASE_URL: 'https://ada:hunter2-pass@server.example/' };
    const { out, exit } = await start(['check', '--help'], env).ended;
    bench.close();
    expect([exit, out.includes('--base-url')]).toEqual([0, true]);
    expect(out).not.toContain('hunter2');
  });
});
