import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { REPORT_SCHEMA } from '../../src/report/json-schema.ts';
import { ROOT } from '../architecture/sources.ts';
import { start } from '../support/built.ts';
import { Bench, type Ran } from '../support/command.ts';
import { hostileSheet } from '../support/hostile-sheet.ts';
import { hostileIn } from '../support/hostile-text.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

type Event = Record<string, unknown> & { readonly event: string };

const ajv = new Ajv2020({ strict: true, discriminator: false });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const isEvent = ajv.compile(JSON.parse(readFileSync(join(ROOT, 'docs/events.schema.json'), 'utf8')) as AnySchema);

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

/** Every line of standard error, each of which must be an event as the published schema has it. */
function eventsOf({ err }: Pick<Ran, 'err'>): readonly Event[] {
  return err
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const event = JSON.parse(line) as Event;
      expect(isEvent(event), `${line} ${JSON.stringify(isEvent.errors)}`).toBe(true);
      return event;
    });
}

const kinds = (events: readonly Event[]) => events.map(({ event }) => event);
const orders = (count: number) =>
  Array.from({ length: count }, (_, index) => googleOrder(`o${index}`, `d${index}.example`));

function write(name: string, text: string): string {
  writeFileSync(bench.path(name), text);
  return bench.path(name);
}

describe('submit --json', () => {
  test('prints one line, the report, and tells what happens while it happens', async () => {
    const sheet = write('may.csv', sheetOf(...orders(3), googleOrder('bad', 'no domain')));
    const ran = await bench.run('submit', sheet, '--sandbox', '--yes', '--json');
    expect(ran.exit).toBe(3);
    expect(ran.out.trimEnd()).not.toContain('\n');
    const report = REPORT_SCHEMA.parse(JSON.parse(ran.out));
    const events = eventsOf(ran);
    expect(kinds(events)[0]).toBe('start');
    expect(kinds(events).at(-1)).toBe('end');
    expect(new Set(events.map(({ batch }) => batch))).toEqual(new Set([report.batch]));
    expect(kinds(events).indexOf('plan')).toBeLessThan(kinds(events).indexOf('send'));
    expect(events.find(({ event }) => event === 'plan')).toMatchObject({
      ...{ orders: 3, domains: 3, mailboxes: 6, by_status: { ready: 3, invalid: 1 } },
    });
    const told = events.filter(({ event }) => event === 'order');
    const placed = report.orders.filter(({ status }) => status === 'placed');
    expect(told.map(({ order, key, order_id }) => [order, key, order_id]).sort()).toEqual(
      placed.map(({ order, key, order_id }) => [order, key, order_id]).sort(),
    );
    expect(told.map(({ done, total, verdict }) => [done, total, verdict])).toEqual(
      [1, 2, 3].map((n) => [n, 3, 'placed']),
    );
    expect(events.filter(({ event }) => event === 'progress').at(-1)).toMatchObject({
      ...{ done: 3, total: 3, by_verdict: { placed: 3 }, left_ms: 0 },
    });
    expect(events.at(-1)).toMatchObject({
      ...{ command: 'submit', exit: 3, exit_name: 'some_not_placed', by_status: { placed: 3, invalid: 1 } },
    });
    expect(ran.err).not.toMatch(/answered:|^note:|^Next:/m);
  });

  test('an order that is sent again is told again, and counted once', async () => {
    const sheet = write('may.csv', sheetOf(...orders(2)));
    const ran = await bench.run('submit', sheet, '--sandbox', '--yes', '--json', '--fault', '429', '--fault-rate', '1');
    const told = eventsOf(ran).filter(({ event }) => event === 'order');
    expect(told.some(({ attempts }) => Number(attempts) > 1)).toBe(true);
    expect(Math.max(...told.map(({ done }) => Number(done)))).toBe(2);
  });

  test('says what the placed orders cost so far', async () => {
    const row = (order: string, domain: string) =>
      `${order},${domain === `${order}1` ? 'price_SANDBOX_GOOGLE_3' : ''},scaledmail,${domain}.example,main.example,Ada,Sample`;
    const rows = ['a', 'b'].flatMap((order) => [1, 2, 3].map((number) => row(order, `${order}${number}`)));
    const header = 'order,package,domain_source,domain,redirect,first_name,last_name';
    const sheet = write('may.csv', `${[header, ...rows].join('\n')}\n`);
    await bench.run('catalog', 'pull', '--sandbox');
    const check = await bench.run('check', sheet, '--sandbox', '--json');
    const { cost } = REPORT_SCHEMA.parse(JSON.parse(check.out)).totals;
    const events = eventsOf(await bench.run('submit', sheet, '--sandbox', '--yes', '--json'));
    expect(events.find(({ event }) => event === 'plan')).toMatchObject(cost);
    const last = events.filter(({ event }) => event === 'order').at(-1);
    expect(last).toBeDefined();
    expect(cost.amounts).toEqual([{ amount: '42.00', currency: 'USD' }]);
    expect(last?.placed_amounts).toEqual(cost.amounts);
  });

  test('never asks: without --yes it ends with the plan, an error and its code', async () => {
    const sheet = write('may.csv', sheetOf(...orders(1)));
    const ran = await bench.run('submit', sheet, '--sandbox', '--json');
    expect(ran).toMatchObject({ exit: 9, out: '' });
    const events = eventsOf(ran);
    expect(kinds(events).filter((kind) => kind !== 'note')).toEqual(['start', 'plan', 'error', 'end']);
    expect(events.at(-2)).toMatchObject({ code: 'GUARD-NO-TERMINAL', exit: 9, exit_name: 'guarded' });
    expect(events.at(-1)).toMatchObject({ exit: 9, by_status: {} });
  });

  test('never asks on a screen either', async () => {
    const sheet = write('may.csv', sheetOf(...orders(1)));
    const err: string[] = [];
    const terminal = {
      ...{ out: () => {}, err: (text: string) => void err.push(text), live: () => {} },
      ...{ interactive: true, colours: true, width: 80, outWidth: 80 },
    };
    const words = ['submit', sheet, '--sandbox', '--json'];
    const exit = await runCommandLine(words, bench.env, { terminal, drain: bench.drain, clock: bench.clock });
    expect(exit).toBe(9);
    expect(eventsOf({ err: err.join('\n') }).at(-2)).toMatchObject({ event: 'error', code: 'GUARD-NO-TERMINAL' });
  });

  test('with --quiet standard error is empty, unless something is wrong', async () => {
    const sheet = write('may.csv', sheetOf(...orders(2)));
    const ran = await bench.run('submit', sheet, '--sandbox', '--yes', '--json', '--quiet');
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(REPORT_SCHEMA.parse(JSON.parse(ran.out)).orders).toHaveLength(2);
    const wrong = await bench.run('check', bench.path('none.csv'), '--json', '--quiet');
    expect(wrong).toMatchObject({ exit: 5, out: '' });
    expect(eventsOf(wrong)).toMatchObject([{ event: 'error', code: 'SHEET-NOT-FOUND', exit: 5, exit_name: 'sheet' }]);
  });

  test('a file that could not be written is an error event, and the document is there all the same', async () => {
    const sheet = write('may.csv', sheetOf(...orders(1)));
    mkdirSync(bench.path('gone'));
    const out: string[] = [];
    const err: string[] = [];
    const terminal = {
      out: (text: unknown) => void out.push(String(text)),
      err: (text: string) => {
        err.push(text);
        // The folder goes while the orders are on their way.
        if (text.includes('"event":"send"')) rmSync(bench.path('gone'), { recursive: true, force: true });
      },
      ...{ live: () => {}, interactive: false, colours: false, width: null, outWidth: null },
    };
    const words = ['submit', sheet, '--sandbox', '--yes', '--json', '--report', bench.path('gone/r.md')];
    const exit = await runCommandLine(words, bench.env, { terminal, drain: bench.drain, clock: bench.clock });
    expect(exit).toBe(2);
    const events = eventsOf({ err: err.join('\n') });
    expect(events).toContainEqual(expect.objectContaining({ event: 'error', code: 'OUTPUT-NOT-WRITTEN' }));
    expect(REPORT_SCHEMA.parse(JSON.parse(out.join(''))).orders[0]?.status).toBe('placed');
  });

  test('stays JSON on a screen, and when it is stopped', async () => {
    const sheet = write('may.csv', sheetOf(...orders(4)));
    const err: string[] = [];
    const terminal = {
      out: () => {},
      err: (text: string) => {
        err.push(text);
        if (text.includes('"event":"order"')) bench.drain.abort('SIGINT');
      },
      live: (text: string) => void err.push(text),
      ...{ interactive: true, colours: true, width: 80, outWidth: 80 },
    };
    const words = ['submit', sheet, '--sandbox', '--yes', '--json', '--concurrency', '1'];
    const exit = await runCommandLine(words, bench.env, { terminal, drain: bench.drain, clock: bench.clock });
    expect(exit).toBe(130);
    const events = eventsOf({ err: err.join('\n') });
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'message', text: expect.stringMatching(/^Stopping/) }),
    );
    expect(events.at(-1)).toMatchObject({ event: 'end', exit: 130, exit_name: 'interrupted' });
  });
});

describe('what is wrong, under --json', () => {
  test.each([
    ['a flag that nobody knows', ['check', 'may.csv', '--json', '--bogus'], 2],
    ['a command that nobody knows', ['chekc', '--json'], 2],
    ['a flag given twice', ['check', 'may.csv', '--json', '--sheet', 'a', '--sheet', 'b'], 2],
    ['a report of no known ending', ['check', 'may.csv', '--json', '--report', 'x.docx'], 2],
    ['a code that nobody knows', ['explain', 'NOBODY-KNOWS', '--json'], 2],
    ['an order that nobody knows', ['resolve', 'abcdef12', '--not-placed', '--note', 'x', '--json'], 2],
  ])('%s is one error event', async (_, words, exit) => {
    const ran = await bench.run(...words);
    expect(ran).toMatchObject({ exit, out: '' });
    const errors = eventsOf(ran).filter(({ event }) => event === 'error');
    expect(errors).toMatchObject([{ exit, exit_name: 'usage', message: expect.any(String), hint: expect.any(String) }]);
  });

  test('the variable asks for it as well as the flag', async () => {
    const own = new Bench({ SHEETORDER_JSON: '1' });
    const ran = await own.run('check', own.path('none.csv'));
    expect(eventsOf(ran).map(({ event }) => event)).toEqual(['start', 'error', 'end']);
    own.close();
  });

  test('a bug is an event with what is needed to report it', async () => {
    const sheet = write('may.csv', sheetOf(...orders(1)));
    const err: string[] = [];
    const broken = () => {
      throw new Error('the pipe broke');
    };
    const terminal = {
      out: broken,
      err: (text: string) => void err.push(text),
      ...{ live: () => {}, interactive: false, colours: false, width: null, outWidth: null },
    };
    const words = ['check', sheet, '--json'];
    const exit = await runCommandLine(words, bench.env, { terminal, drain: bench.drain, clock: bench.clock });
    expect(exit).toBe(1);
    const bug = eventsOf({ err: err.join('\n') }).find(({ event }) => event === 'error');
    expect(bug).toMatchObject({ code: 'bug', message: 'the pipe broke', exit: 1, exit_name: 'bug' });
    expect(bug?.stack).toContain('json-events.test.ts');
    expect(bug?.hint).toContain(process.version);
  });

  test('a secret is covered in every event and in the document', async () => {
    const secret = 'key-of-this-test-0001';
    const sheet = write(`${secret}.csv`, sheetOf(...orders(1), googleOrder(`o ${secret}`, 'x.example')));
    const ran = await bench.run('submit', sheet, '--sandbox', '--yes', '--json', '--where', secret);
    const fine = await bench.run('submit', sheet, '--sandbox', '--yes', '--json', '--report', bench.path('r.json'));
    for (const text of [ran.err, ran.out, fine.err, fine.out, readFileSync(bench.path('r.json'), 'utf8')])
      expect(text).not.toContain(secret);
    expect(fine.out).toContain('o [secret]');
    eventsOf(ran);
    expect(eventsOf(fine)).toContainEqual(expect.objectContaining({ event: 'order', order: 'o [secret]' }));
  });

  test.each(['1', '0', 'placed', 'true', 'order', '":"', '{'])(
    'a password that is %j leaves JSON that fits its schema',
    async (password) => {
      const header =
        'order,operation,domain_source,domain,mailbox_type,alias,first_name,last_name,hosting_provider,hosting_username,hosting_password';
      const rows = ['ada,Ada', 'sam,Sam'].map(
        (who) =>
          `one,create-custom-order,other,alpha.example,google,${who},Sample,Registrar,login-4471,"${password.replaceAll('"', '""')}"`,
      );
      const sheet = write('may.csv', `${[header, ...rows].join('\n')}\n`);
      const report = bench.path('r.json');
      const ran = await bench.run('submit', sheet, '--sandbox', '--yes', '--json', '--report', report);
      eventsOf(ran);
      for (const text of [ran.out, readFileSync(report, 'utf8')])
        expect(REPORT_SCHEMA.parse(JSON.parse(text)).orders.map(({ status }) => status)).toEqual(['placed']);
    },
  );
});

test('every command with --json prints at most one line of JSON, and nothing but events beside it', async () => {
  const sheet = write('may.csv', sheetOf(...orders(2)));
  await bench.run('submit', sheet, '--sandbox', '--yes', '--quiet');
  const commands = [
    ...[['check', sheet], ['results', sheet], ['reconcile', sheet], ['status', sheet], ['inspect', sheet], ['forms']],
    ...[['reconcile'], ['status'], ['ledger', 'list'], ['ledger', 'verify'], ['vendors'], ['vendors', 'scaledmail']],
    ...[['catalog', 'pull'], ['workspaces'], ['explain', 'SM-TAG-LEN'], ['ledger', 'backup', bench.path('b.sqlite')]],
  ];
  for (const words of commands) {
    const sandboxed = !/^(inspect|vendors)$/.test(words[0] ?? '');
    for (const ledger of [bench.path('ledger.sqlite'), bench.path('none.sqlite')]) {
      const where = sandboxed ? ['--sandbox', '--ledger', ledger] : [];
      const ran = await bench.run(...words, ...where, '--json');
      const isError = eventsOf(ran).some(({ event }) => event === 'error');
      expect(ran.out === '', `${words.join(' ')}: ${ran.out}`).toBe(isError);
      if (!isError) expect(() => JSON.parse(ran.out), words.join(' ')).not.toThrow();
      expect(ran.out.trimEnd()).not.toContain('\n');
    }
  }
});

test('an ugly sheet cannot make a line of its own, nor drive a screen', async () => {
  const sheet = write('ugly.csv', hostileSheet());
  const reports = ['json', 'md', 'xml', 'html'].map((ending) => bench.path(`r.${ending}`));
  const ran = await bench.run(
    'submit',
    sheet,
    '--sandbox',
    '--yes',
    '--json',
    ...reports.flatMap((path) => ['--report', path]),
  );
  const events = eventsOf(ran);
  expect(events.filter(({ event }) => event === 'end')).toHaveLength(1);
  REPORT_SCHEMA.parse(JSON.parse(ran.out));
  for (const path of reports) expect(hostileIn(readFileSync(path, 'utf8')), path).toEqual([]);
});

const built = join(ROOT, 'dist/cli/main.js');
test.skipIf(!existsSync(built))('the built program keeps both streams apart, byte for byte', async () => {
  const sheet = write('ugly.csv', hostileSheet());
  chmodSync(sheet, 0o600);
  const ran = await start(['check', sheet, '--json'], bench.env).ended;
  expect(ran.out).toMatch(/^[^\n]+\n$/);
  REPORT_SCHEMA.parse(JSON.parse(ran.out));
  expect(hostileIn(ran.out + ran.err)).toEqual([]);
  expect(kinds(eventsOf(ran)).at(-1)).toBe('end');
});
