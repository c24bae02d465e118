import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ConfigView, GROUPS } from '../../src/cli/config/view.ts';
import { FLAGS } from '../../src/cli/flags.ts';
import { Bench } from '../support/command.ts';

const SECRETS = {
  ACME_KEY: 'key-of-agency-acme-0001',
  REGISTRAR_PASSWORD: 'password-of-registrar-0002',
  SALESHANDY_API_KEY: 'key-of-the-environment-0003',
};
const PING = 'https://hc.example/5f2c-a-secret-check';
const CONFIG = {
  defaults: { concurrency: 2, report: ['r.html', 'r.md'], ping: PING, strict: true },
  hosting: { main: { provider: 'Registrar', username: 'ada-login', password: 'env:REGISTRAR_PASSWORD' } },
  budgets: { day: '900.00', month: '5000.00' },
  clients: { Initech: { budget: { day: '50.00' } } },
  vendors: { scaledmail: { googleMailboxes: 3 } },
  profiles: {
    acme: {
      defaults: { rate: '2/s', concurrency: 3 },
      vendors: { scaledmail: { key: 'env:ACME_KEY', organization: 'org_acme' }, saleshandy: { key: 'file:gone.key' } },
      budgets: { day: '300.00' },
    },
    globex: {},
  },
  run: {
    settle: '5s',
    onAttention: { url: 'https://chat.example/hook/secret-token-0004', command: ['notify', 'secret-word-0005'] },
    folders: { 'acme/inbox': { profile: 'acme', defaults: { 'max-spend': '20.00' } } },
  },
};

let bench: Bench;
let file: string;
beforeEach(() => {
  bench = new Bench({ ...SECRETS, SCALEDMAIL_API_KEY: '', SCALEDMAIL_ORGANIZATION_ID: '' });
  mkdirSync(bench.path('config/sheetorder'), { recursive: true });
  file = bench.path('config/sheetorder/sheetorder.json');
  writeFileSync(file, JSON.stringify(CONFIG));
});
afterEach(() => bench.close());

async function view(...words: readonly string[]): Promise<ConfigView & { of(name: string): readonly unknown[] }> {
  const ran = await bench.run('config', '--json', ...words);
  expect(ran.exit, ran.err).toBe(0);
  const seen = JSON.parse(ran.out) as ConfigView;
  const of = (name: string) => {
    const [group, own] = name.includes('/') ? name.split('/') : [null, name];
    const found = seen.settings.filter((one) => one.name === own && (!group || one.group === group));
    return found.flatMap(({ value, from }) => [value, from]);
  };
  return { ...seen, of };
}

describe('config', () => {
  test('tells each value and where it comes from', async () => {
    bench.env.SHEETORDER_TIMEOUT = '9s';
    const seen = await view('--profile', 'acme', '--max-orders', '5');
    const profile = `profile acme in ${file}`;
    expect({
      flag: seen.of('max-orders'),
      variable: seen.of('timeout'),
      profile: seen.of('rate'),
      overFile: seen.of('concurrency'),
      file: seen.of('Output/report'),
      default: seen.of('lock-wait'),
      unset: seen.of('canary'),
      ledger: seen.of('ledger'),
      key: seen.of('scaledmail/key'),
      organization: seen.of('scaledmail/organization'),
      noFile: seen.of('saleshandy/key'),
      account: seen.of('saleshandy/account'),
      budget: seen.of('Budgets/day'),
      ofFile: seen.of('Budgets/month'),
      client: seen.of('Budgets of client Initech/day'),
      settle: seen.of('Policy of run/settle'),
      left: seen.of('Policy of run/giveUpAfter'),
    }).toEqual({
      flag: [5, 'flag'],
      variable: ['9s', 'SHEETORDER_TIMEOUT'],
      profile: ['2/s', profile],
      overFile: [3, profile],
      file: [[bench.path('config/sheetorder/r.html'), bench.path('config/sheetorder/r.md')], file],
      default: ['0s', 'default'],
      unset: [null, ''],
      ledger: [bench.path('ledger.sqlite'), 'SHEETORDER_LEDGER'],
      key: ['set', `ACME_KEY of ${profile}`],
      organization: ['org_acme', profile],
      noFile: ['cannot be had', `${bench.path('config/sheetorder/gone.key')} of ${profile}`],
      account: ['acme', profile],
      budget: ['300.00', profile],
      ofFile: ['5000.00', file],
      client: ['50.00', file],
      settle: ['5s', file],
      left: ['24h', 'default'],
    });
    expect(seen).toMatchObject({ file, profile: 'acme', profiles: ['acme', 'globex'], conflicts: [] });
    expect(seen.looked_in.at(-1)).toBe(file);
  });

  test('has a folder’s settings with --inbox', async () => {
    const seen = await view('--inbox', bench.path('config/sheetorder/acme/inbox'));
    const folder = `the folder's settings in ${file}`;
    expect([seen.of('profile'), seen.of('max-spend'), seen.of('rate')]).toEqual([
      ['acme', folder],
      ['20.00', folder],
      ['2/s', `profile acme in ${file}`],
    ]);
  });

  test.each([[[]], [['--profile', 'acme']], [['--json', '--profile', 'acme']]])(
    'shows no secret: %j',
    async (words) => {
      const { out, err, exit } = await bench.run('config', ...words);
      expect(exit, err).toBe(0);
      for (const secret of [...Object.values(SECRETS), PING, '5f2c', 'secret-token', 'secret-word', 'ada-login'])
        expect(out + err).not.toContain(secret);
      expect(out).toContain('hc.example');
      expect(out).toContain('notify');
    },
  );

  test('tells a conflict, and ends with 0', async () => {
    bench.env.SCALEDMAIL_API_KEY = 'key-of-somebody-else-0006';
    const seen = await view('--profile', 'acme');
    expect(seen.conflicts).toEqual([expect.stringMatching(/^SCALEDMAIL_API_KEY and ACME_KEY of profile acme in /)]);
    expect(seen.of('scaledmail/key')[0]).toBe('two different keys');
    const said = await bench.run('config', '--profile', 'acme');
    expect(said.out).toContain('note: PROFILE-CONFLICT: ');
    expect(said.out).not.toContain('somebody-else');
  });

  test('without a file tells where it looked', async () => {
    writeFileSync(file, '{}');
    bench.env.XDG_CONFIG_HOME = bench.path('elsewhere');
    const { out } = await bench.run('config');
    expect(out).toContain('none was found');
    expect(out).toContain(bench.path('elsewhere'));
  });

  test.each([
    [{ vendors: { scaledmail: { googleMailboxes: 9 } } }, /googleMailboxes" must be 2, 3 or 4/],
    [{ budgets: { day: 15 } }, /budgets\.day/],
    [{ run: { folders: { a: { defaults: { inbox: 'b' } } } } }, /run\.folders\.a\.defaults/],
  ])('a file that does not fit ends with 2: %j', async (config, sentence) => {
    writeFileSync(file, JSON.stringify(config));
    const ran = await bench.run('config');
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(sentence) });
    expect(ran.err).toContain(`CONFIG-WRONG: ${file} does not fit.`);
  });

  test('shows no address that may hold a login', async () => {
    bench.env.SCALEDMAIL_BASE_URL = 'https://ada:login-0007@vendor.example/';
    const { out, exit } = await bench.run('config');
    expect([exit, out.includes('login-0007')]).toEqual([0, false]);
    expect(out).toContain('cannot be used');
  });

  test('knows every flag, each in one group, and takes it', async () => {
    const grouped = Object.values(GROUPS).flat();
    expect([...grouped].sort()).toEqual(Object.keys(FLAGS).sort());
    const { settings } = await view('--yes', '--note', 'x');
    expect(settings.filter(({ name }) => name === 'yes' || name === 'note').map(({ from }) => from)).toEqual([
      'flag',
      'flag',
    ]);
  });

  test('writes nothing, wherever its flags point', async () => {
    const names = ['l.txt', 'r.csv', 'o.json'];
    const [log, results, output] = names.map((name) => bench.path(name));
    await view('--log-file', `${log}`, '--results', `${results}`, '--output', `${output}`, '--sandbox');
    expect([...names, 'ledger.sqlite', 'ledger.sqlite.sandbox'].filter((name) => existsSync(bench.path(name)))).toEqual(
      [],
    );
  });
});
