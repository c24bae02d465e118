import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { sayOrigin } from '../../../src/cli/config/layers.ts';
import { toldBefore } from '../../../src/cli/config/told.ts';
import { FLAGS, type FlagName } from '../../../src/cli/flags.ts';
import { inheritedBy, optionsFor, originsOf, twinOf } from '../../../src/cli/options.ts';

const FOLDER = realpathSync(mkdtempSync(join(tmpdir(), 'sheetorder-precedence-')));
const FILE = join(FOLDER, 'sheetorder.json');
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

function write(config: object): void {
  writeFileSync(FILE, JSON.stringify(config));
}

function told(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return toldBefore(words, { XDG_CONFIG_HOME: FOLDER, ...env }, FOLDER);
}

/** What yargs would give: a word, or else the default of the option. */
function settled(name: FlagName, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { env: whole, layers, fault } = told(words, env);
  expect(fault).toBeNull();
  const option = optionsFor([name], whole, layers)[name];
  const origin = originsOf([name], words, whole, layers)[name];
  return { value: option?.default, origin, inherited: inheritedBy([name], whole, layers)[name] };
}

const text = fc.stringMatching(/^[a-z]{1,8}$/);
/** One flag of each kind, with values that it can have. */
const KINDS = {
  vendor: text,
  concurrency: fc.integer({ min: 1, max: 99 }),
  strict: fc.boolean(),
  set: fc.array(text, { minLength: 1, maxLength: 3 }),
} as const;

describe('of flag, environment, profile, file and default', () => {
  test.each(Object.entries(KINDS))('the first that says --%s counts, and is told as its origin', (flag, values) => {
    const name = flag as FlagName;
    const said = fc.record({
      word: fc.option(values as fc.Arbitrary<unknown>),
      env: fc.option(values as fc.Arbitrary<unknown>),
      profile: fc.option(values as fc.Arbitrary<unknown>),
      file: fc.option(values as fc.Arbitrary<unknown>),
    });
    fc.assert(
      fc.property(said, ({ word, env, profile, file }) => {
        write({
          defaults: file === null ? {} : { [name]: file },
          profiles: { acme: { defaults: profile === null ? {} : { [name]: profile } } },
        });
        const list = (value: unknown) => (Array.isArray(value) ? String(value[0]) : String(value));
        const words = ['check', '--profile', 'acme', ...(word === null ? [] : [`--${name}=${list(word)}`])];
        const seen = settled(name, words, env === null ? {} : { [twinOf(name)]: list(env) });
        const ofEnv = env === null ? null : FLAGS[name].type === 'array' ? [list(env)] : env;
        const expected = [ofEnv, profile, file].find((value) => value !== null);
        // A word is yargs' to read; what it falls back to is ours.
        expect(seen.value).toEqual(expected ?? ('default' in FLAGS[name] ? FLAGS[name].default : undefined));
        expect(seen.inherited).toEqual(expected);
        const kinds = [word, ofEnv, profile, file].map((value, index) =>
          value === null ? null : ['flag', 'environment', 'profile', 'file'][index],
        );
        expect(seen.origin?.kind).toBe(kinds.find((kind) => kind !== null) ?? 'default');
      }),
      { numRuns: 60 },
    );
  });

  test('an origin is said so that a person finds it', () => {
    write({ defaults: { rate: '1/s' }, profiles: { acme: { defaults: { timeout: '9s' } } } });
    const { origin: file } = settled('rate', ['check']);
    const { origin: profile } = settled('timeout', ['check', '--profile=acme']);
    const { origin: variable } = settled('timeout', ['check', '--profile=acme'], { SHEETORDER_TIMEOUT: '5s' });
    expect([file, profile, variable].map((origin) => origin && sayOrigin(origin))).toEqual([
      FILE,
      `profile acme in ${FILE}`,
      'SHEETORDER_TIMEOUT',
    ]);
  });
});

describe('the profile', () => {
  test('is that of the words, else of the environment, else of the file', () => {
    const own = (rate: string) => ({ defaults: { rate } });
    write({ defaults: { profile: 'c' }, profiles: { a: own('1/s'), b: own('2/s'), c: own('3/s') } });
    const env = { SHEETORDER_PROFILE: 'b' };
    expect(settled('rate', ['check', '--profile', 'a'], env).value).toBe('1/s');
    expect(settled('rate', ['check', '--profile=a'], env).value).toBe('1/s');
    expect(settled('rate', ['check'], env).value).toBe('2/s');
    expect(settled('rate', ['check']).value).toBe('3/s');
    expect(settled('rate', ['check', '--profile=']).value).toBeUndefined();
    expect(settled('profile', ['check']).value).toBe('c');
    expect(settled('profile', ['check']).inherited).toBeUndefined();
  });

  test('of a folder counts like --profile, for the sheets of that folder alone', () => {
    const folders = { 'drop/inbox': { profile: 'a', defaults: { rate: '7/s' } } };
    write({ run: { folders }, profiles: { a: { defaults: { rate: '1/s', timeout: '8s' } }, b: {} } });
    const words = ['run', '--inbox', join(FOLDER, 'drop/inbox')];
    const env = { SHEETORDER_PROFILE: 'b' };
    expect(settled('rate', words, env)).toMatchObject({ value: '7/s', origin: { kind: 'folder' } });
    expect(settled('timeout', words, env).value).toBe('8s');
    expect(settled('profile', words, env).value).toBe('a');
    expect(settled('profile', ['run', '--inbox', FOLDER], env).value).toBe('b');
    expect(told([...words, '--profile', 'b']).fault).toMatchObject({ code: 'PROFILE-CONFLICT' });
  });

  test('of a folder holds under each of its names', () => {
    const inbox = join(FOLDER, 'two/inbox');
    mkdirSync(inbox, { recursive: true });
    symlinkSync(join(FOLDER, 'two'), join(FOLDER, 'link'));
    for (const written of ['two/inbox', 'two', './two/inbox/']) {
      write({ run: { folders: { [written]: { profile: 'a' } } }, profiles: { a: {} } });
      for (const typed of [inbox, `${inbox}/`, join(FOLDER, 'two'), join(FOLDER, 'link'), join(FOLDER, 'link/inbox')])
        expect(settled('profile', ['run', '--inbox', typed]).value, `${written} ${typed}`).toBe('a');
    }
    expect(settled('profile', ['run', '--inbox', FOLDER]).value).toBeUndefined();
  });
});

describe('paths', () => {
  test('of a configuration are relative to its folder, wherever the command is run', () => {
    const paths = { ledger: 'a/l.sqlite', report: ['r.html', '/abs/r.md'], 'log-file': './x.log' };
    write({ defaults: paths, profiles: { p: { defaults: { results: '../r.csv' } } } });
    mkdirSync(join(FOLDER, 'deep/er'), { recursive: true });
    const { layers } = toldBefore(['check', '--profile', 'p'], { XDG_CONFIG_HOME: FOLDER }, join(FOLDER, 'deep/er'));
    expect(layers.map(({ values }) => values)).toEqual([
      { results: join(FOLDER, '../r.csv') },
      {
        ledger: join(FOLDER, 'a/l.sqlite'),
        report: [join(FOLDER, 'r.html'), '/abs/r.md'],
        'log-file': join(FOLDER, 'x.log'),
      },
    ]);
  });

  test('an address is left as it is', () => {
    write({ defaults: { ledger: 'postgresql://db.example/orders' } });
    expect(settled('ledger', ['check']).value).toBe('postgresql://db.example/orders');
  });

  test('env-file is read from the configuration, and cannot choose another profile', () => {
    writeFileSync(join(FOLDER, 'a.env'), 'SHEETORDER_PROFILE=b\nSHEETORDER_RATE=4/s\nSHEETORDER_TIMEOUT=1s\n');
    write({ profiles: { a: { defaults: { 'env-file': 'a.env' } }, b: {} } });
    const { env } = told(['check', '--profile', 'a'], { SHEETORDER_TIMEOUT: '3s' });
    expect([env.SHEETORDER_PROFILE, env.SHEETORDER_RATE, env.SHEETORDER_TIMEOUT]).toEqual([undefined, '4/s', '3s']);
  });
});

describe('what a configuration cannot say', () => {
  const bad: readonly (readonly [string, object, RegExp])[] = [
    ['a flag that buys', { defaults: { yes: true } }, /--yes, which no file may set: what it allows is bought/],
    ['a flag of one command', { defaults: { note: 'x' } }, /--note, which no file may set: it is about one command/],
    ['a flag that is none', { defaults: { 'max-spned': '5' } }, /--max-spned, and there is no such flag/],
    ['a value of another kind', { defaults: { concurrency: '4' } }, /defaults\.concurrency must be a number/],
    ['one text for a list', { defaults: { set: 'a=b' } }, /defaults\.set must be a list of texts/],
    ['a profile in a profile', { profiles: { a: { defaults: { profile: 'b' } } } }, /chosen by what is outside of it/],
    ['a key in the clear', { profiles: { a: { vendors: { scaledmail: { key: 'k-1' } } } } }, /so that no key stands/],
    ['a strange vendor', { profiles: { a: { vendors: { other: {} } } } }, /There is no vendor "other"/],
    [
      'an organization where there are none',
      { profiles: { a: { vendors: { saleshandy: { organization: 'x' } } } } },
      /no organizations; write "account"/,
    ],
    [
      'an account where organizations are',
      { profiles: { a: { vendors: { scaledmail: { account: 'x' } } } } },
      /write "organization" instead/,
    ],
    ['a name with spaces', { profiles: { 'a b': {} } }, /a profile is named with letters/],
    ['a duration without a unit', { run: { settle: '5' } }, /run\.settle: write a number with its unit/],
    ['a profile that is not there', { defaults: { profile: 'x' }, profiles: { a: {} } }, /no profile "x"/],
  ];
  test.each(bad)('%s', (_, config, sentence) => {
    write(config);
    const { fault, layers } = told(['check']);
    expect(fault?.message).toMatch(sentence);
    expect(layers).toEqual([]);
  });
});
