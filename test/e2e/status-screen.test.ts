import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { processTerminal } from '../../src/cli/terminal/terminal.ts';
import type { Bench } from '../support/command.ts';
import { HOSTILE, hostileIn } from '../support/hostile-text.ts';
import { Screens } from '../support/screens.ts';
import type { Script } from '../support/scripted-vendor.ts';
import { closeAll, domainRow, orderBody, scene, wholeAccount } from '../support/status-scenes.ts';

/** The one colour that the program itself adds here. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
const OWN_COLOUR = /^\u001b\[31m(odd)\u001b\[39m(?= {2})/gm;
const NASTY = Object.values(HOSTILE).join(' and ');
afterEach(closeAll);

describe('on a screen', () => {
  async function hostileScene() {
    const script: Script = {
      ...wholeAccount(1),
      'GET /domains': [
        {
          body: {
            domains: [domainRow(1, { status: NASTY, order_type: NASTY }), domainRow(1, { domain: `x${NASTY}` })],
          },
        },
      ],
      'GET /orders/rec1': [
        { body: orderBody(1, { status: `=HYPERLINK("https://bad.example") ${NASTY} key-of-this-test-0001` }) },
      ],
    };
    return (await scene(script, 1)).bench;
  }

  async function shown(bench: Bench, ...words: readonly string[]): Promise<Screens> {
    const screens = new Screens(true);
    const terminal = processTerminal(screens);
    await runCommandLine(['status', ...words], bench.env, { terminal, drain: bench.drain, clock: bench.clock });
    return screens;
  }

  test("nothing in the vendor's words drives it, shows a key, or runs in a spreadsheet", async () => {
    const bench = await hostileScene();
    const { out } = await shown(bench, '--verbose', '--results', bench.path('s.csv'));
    expect(hostileIn(out.replace(OWN_COLOUR, '$1'))).toEqual([]);
    expect(out).toContain('DELIVERY-STATUS-ODD');
    const json = (await shown(bench, '--json')).out;
    expect(hostileIn(json)).toEqual([]);
    const csv = readFileSync(bench.path('s.csv'), 'utf8').slice(1);
    expect(hostileIn(csv)).toEqual([]);
    expect(csv).toContain(`'=HYPERLINK`);
    expect(out + json + csv).not.toContain('key-of-this-test-0001');
  });

  test('tables and sentences end where the screen ends', async () => {
    const bench = await hostileScene();
    const lines = (await shown(bench)).out
      .replace(OWN_COLOUR, '$1')
      .split('\n')
      .filter((line) => line.length > 60);
    expect(lines).toEqual([]);
  });

  test('a key that the vendor repeats is covered, also where a line breaks', async () => {
    const secret = 'key of this test with spaces 0001';
    for (const before of [0, 8, 16, 24]) {
      const script = {
        ...wholeAccount(1),
        'GET /orders/rec1': [{ body: orderBody(1, { status: `${'x'.repeat(before)} ${secret}` }) }],
      };
      const { bench } = await scene(script, 1);
      bench.env.SCALEDMAIL_API_KEY = secret;
      const { out } = await shown(bench);
      expect(out).toContain('DELIVERY-STATUS-ODD');
      expect(out.replace(/\s+/g, ' ')).not.toMatch(/key of|of this test|test with|spaces 0001/);
    }
  });

  test('many alike are told in few lines, and all of them with --verbose', async () => {
    const { bench } = await scene({ ...wholeAccount(12), 'GET /domains': [{ body: { domains: [] } }] }, 12);
    const { out } = await shown(bench);
    expect(out.match(/^ {2}may-/gm)).toHaveLength(3);
    expect(out).toContain('and 9 more, which --verbose shows.');
    expect((await shown(bench, '--verbose')).out.match(/^ {2}may-/gm)).toHaveLength(12);
  });
});
