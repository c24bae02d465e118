import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Vendor } from '../../src/domain/vendor.ts';
import { vendors } from '../../src/vendors/index.ts';
import { Bench } from '../support/command.ts';
import { scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, HEADER, sheetOf } from '../support/sheets-of-orders.ts';
import { workbook } from '../support/workbooks.ts';

const EVERY = Object.values<Vendor>(vendors).flatMap((vendor) =>
  Object.values(vendor.operations).map(({ id, example }) => [vendor.id, id, example.length] as const),
);
const POST = 'POST /create-custom-order';

interface Landing {
  readonly in: string;
  readonly pointer: string;
  readonly sent: string;
}

interface Value {
  readonly column: string;
  readonly value: string;
  readonly from: { readonly file: string; readonly line: number } | null;
  readonly overruled: boolean;
  readonly landings: readonly Landing[];
}

interface Told {
  readonly columns: readonly {
    readonly header: string;
    readonly column: string;
    readonly written: string;
    readonly values: readonly Value[];
    readonly findings: readonly { readonly code: string }[];
  }[];
  readonly not_used: readonly string[];
  readonly empty: readonly string[];
  readonly filled_in: readonly Value[];
  readonly order: { readonly key: string; readonly status: string; readonly name: string } | null;
  readonly payload: { readonly digest: string; readonly request: { readonly body: unknown } } | null;
  readonly story: { readonly status: string; readonly order_id: string | null } | null;
  readonly same_as_sent: boolean | null;
  readonly next: string;
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench({ SCALEDMAIL_API_KEY: '' });
});
afterEach(() => bench.close());

function sheet(name: string, ...lines: readonly string[]): string {
  writeFileSync(bench.path(name), `${lines.join('\n')}\n`);
  return bench.path(name);
}

async function told(...words: readonly string[]): Promise<Told> {
  const ran = await bench.run('explain', ...words, '--json');
  expect(ran.exit, ran.err).toBe(0);
  return JSON.parse(ran.out) as Told;
}

/** Column → pointers, for what this row shows. */
function pointers({ columns }: Told): Record<string, readonly string[]> {
  return Object.fromEntries(
    columns.map(({ column, values }) => [
      column,
      values.flatMap(({ landings }) => landings.map((one) => `${one.in} ${one.pointer}`)),
    ]),
  );
}

function at(body: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], body);
}

/** Every single value of a body, as a pointer. */
function leaves(body: unknown, pointer = ''): readonly string[] {
  if (typeof body !== 'object' || body === null) return [pointer];
  return Object.entries(body).flatMap(([name, item]) => leaves(item, `${pointer}/${name}`));
}

describe('the rows of every operation', () => {
  test.each(EVERY)(
    '%s %s: each value of the request is told by a cell, and stands where it is said to',
    async (vendor, operation, rows) => {
      const path = bench.path('sheet.csv');
      await bench.run('template', '--vendor', vendor, '--operation', operation, '--output', path);
      const landed = new Map<string, Set<string>>();
      const bodies = new Map<string, unknown>();
      for (let line = 2; line < rows + 2; line += 1) {
        const row = await told(`${path}:${line}`, '--sandbox');
        const key = row.order?.key ?? '';
        const body = row.payload?.request.body;
        expect(row.order?.status).toBe('ready');
        bodies.set(key, body);
        const own = landed.get(key) ?? new Set();
        landed.set(key, own);
        for (const value of [...row.columns.flatMap(({ values }) => values), ...row.filled_in])
          for (const { in: where, pointer, sent } of value.landings) {
            if (where !== 'body') continue;
            if (sent !== '') expect(String(at(body, pointer)), pointer).toBe(sent);
            expect(at(body, pointer), pointer).toBeDefined();
            own.add(pointer);
          }
      }
      // What no cell says: our own tag, and a quantity of one.
      const ours = ['/tag', '/quantity'];
      for (const [key, body] of bodies) {
        const known = [...(landed.get(key) ?? []), ...ours];
        const covered = (pointer: string) => known.includes(pointer);
        expect(leaves(body).filter((pointer) => !covered(pointer))).toEqual([]);
      }
    },
  );

  test('what is not in the body is found too: in the path, the query and the conditions', async () => {
    const of = async (operation: string) => {
      const path = bench.path(`${operation}.csv`);
      await bench.run('template', '--operation', operation, '--output', path);
      return pointers(await told(`${path}:2`, '--sandbox'));
    };
    const package_ = await of('create-order');
    expect(package_.price_id).toEqual(['path /create-order/price_SANDBOX_GOOGLE_3']);
    expect(package_.domain_source).toEqual(['query provider']);
    expect((await of('submit-form')).form_uuid?.[0]).toMatch(/^path \/submit-form\//);
    expect((await of('buy-domains')).max_price).toEqual(['condition max_price']);
  });
});

describe('cells that are not simply themselves', () => {
  test('a further row of a domain: what it has from the first one, and its own', async () => {
    const path = sheet('may.csv', HEADER, ...googleOrder('may-1', 'alpha.example').split('\n'));
    const row = await told(`${path}:3`);
    const of = (name: string) => row.columns.find(({ column }) => column === name);
    expect(of('operation')).toMatchObject({ written: '', values: [{ from: { line: 2 }, overruled: false }] });
    expect(of('domain')).toMatchObject({ written: 'alpha.example', values: [{ from: { line: 2 } }] });
    expect(pointers(row)).toMatchObject({
      domain: ['body /providers/google/domains/0/domain'],
      mailbox_type: ['body /providers/google'],
      redirect: ['body /providers/google/domains/0/redirect'],
      alias: ['body /providers/google/domains/0/aliases/1/alias'],
      first_name: ['body /providers/google/domains/0/aliases/1/first_name'],
    });
    expect(of('alias')?.values[0]?.from).toBeNull();
  });

  test('white space, case and letters of other alphabets: as written, as read, as sent', async () => {
    const google = (domain: string) => `may-1,create-custom-order,scaledmail,${domain},Google,,,Ada,Sample`;
    const path = sheet('may.csv', HEADER, google('\u00a0alpha.example '));
    const row = await told(`${path}:2`);
    const of = (name: string) => row.columns.find(({ column }) => column === name);
    expect(of('domain')).toMatchObject({ written: '\u00a0alpha.example ', values: [{ value: 'alpha.example' }] });
    expect(of('domain')?.findings.map(({ code }) => code)).toEqual(['SHEET-SPACE']);
    const { out } = await bench.run('explain', `${path}:2`);
    expect(out).toContain('"\u00a0alpha.example ", read as "alpha.example" → /providers/google/domains/0/domain');
    const wide = sheet(
      'june.csv',
      'order,vendor,operation,owner_first_name,owner_last_name,company_name,address,city,state,country,zipcode,phone_number,email_service_provider,domain,alias,first_name,last_name',
      'j,saleshandy,purchase,Ada,Sample,Sample Ltd,1 Test Street,Testville,CA,us,90001,+12025550123,google,alpha.example,ada,Ada,Sample',
    );
    const lower = await bench.run('explain', `${wide}:2`, '--sandbox');
    expect(lower.out).toContain('"us", sent as "US" → /country');
    expect(lower.out).toContain('"google", sent as "Google" → /emailServiceProvider');
  });

  test('aliases side by side, and a list of aliases in one cell', async () => {
    const path = sheet(
      'may.csv',
      'order,operation,domain_source,domain,mailbox_type,Alias 1,Alias 1 First Name,Alias 1 Last Name,Alias 2,Alias 2 First Name,Alias 2 Last Name',
      'may-1,create-custom-order,scaledmail,alpha.example,google,ada,Ada,Sample,sam,Sam,Sample',
    );
    expect(pointers(await told(`${path}:2`))).toMatchObject({
      alias_1: ['body /providers/google/domains/0/aliases/0/alias'],
      alias_1_last_name: ['body /providers/google/domains/0/aliases/0/last_name'],
      alias_2: ['body /providers/google/domains/0/aliases/1/alias'],
      alias_2_first_name: ['body /providers/google/domains/0/aliases/1/first_name'],
    });
    const list = sheet('list.csv', HEADER, 'l,create-custom-order,scaledmail,beta.example,google,,ada; sam,Ada,Sample');
    const row = await told(`${list}:2`);
    const alias = row.columns.find(({ column }) => column === 'alias');
    expect(alias?.values.map(({ value, landings }) => [value, landings[0]?.pointer])).toEqual([
      ['ada', '/providers/google/domains/0/aliases/0/alias'],
      ['sam', '/providers/google/domains/0/aliases/1/alias'],
    ]);
    // The names of the row are the names of both.
    expect(pointers(row).first_name).toEqual([
      'body /providers/google/domains/0/aliases/0/first_name',
      'body /providers/google/domains/0/aliases/1/first_name',
    ]);
  });

  test('the name of a profile lands as all that it stands for, secrets covered', async () => {
    const profile = { provider: 'Registrar', username: 'ada-login', password: 'env:SHEETORDER_SECRET_R' };
    bench.env.SHEETORDER_SECRET_R = 'hunter-22-hunter';
    mkdirSync(bench.path('config/sheetorder'), { recursive: true });
    writeFileSync(
      bench.path('config/sheetorder/sheetorder.json'),
      JSON.stringify({ hosting: { 'registrar-a': profile } }),
    );
    const path = sheet(
      'may.csv',
      `${HEADER},hosting`,
      'may-1,create-custom-order,other,alpha.example,google,,,Ada,Sample,registrar-a',
      'may-1,,,beta.example,google,,,Ada,Sample,',
    );
    const ran = await bench.run('explain', `${path}:2`, '--json');
    expect(ran.exit, ran.err).toBe(0);
    const row = JSON.parse(ran.out) as Told;
    const hosting = row.columns.find(({ column }) => column === 'hosting');
    expect(hosting?.values.map(({ column, value, landings }) => [column, value, landings[0]?.pointer ?? ''])).toEqual([
      ['hosting', 'registrar-a', ''],
      ['hosting_provider', 'Registrar', '/hosting/provider'],
      ['hosting_username', '[secret]', '/hosting/username'],
      ['hosting_password', '[secret]', '/hosting/password'],
    ]);
    const text = (await bench.run('explain', `${path}:3`)).out;
    expect(text).toContain('hosting_password "[secret]" from line 2 → /hosting/password');
    for (const said of [ran.out, text]) expect(said).not.toMatch(/hunter-22|ada-login/);
  });

  test('rows without an order: the order they are packed into, and which one holds them', async () => {
    const rows = Array.from(
      { length: 31 },
      (_, index) => `,create-custom-order,scaledmail,d${index}.example,google,,,Ada,Sample`,
    );
    const path = sheet('may.csv', HEADER, ...rows);
    const row = await told(`${path}:21`);
    expect(row.order?.name).toMatch(/^pack-/);
    expect(pointers(row).domain?.[0]).toMatch(/^body \/providers\/google\/domains\/\d+\/domain$/);
    expect(at(row.payload?.request.body, pointers(row).domain?.[0]?.slice('body '.length) ?? '')).toBe('d19.example');
  });

  test('what --set, --vendor and --map say', async () => {
    const path = sheet(
      'may.csv',
      'order,Web address,mailbox_type,first_name,last_name,Notes',
      'may-1,alpha.example,google,Ada,Sample,hello',
    );
    const row = await told(
      `${path}:2`,
      '--map',
      'Web address=domain',
      '--set',
      'redirect=main.example',
      '--set',
      'domain_source=scaledmail',
      '--operation',
      'create-custom-order',
    );
    expect(pointers(row).domain).toEqual(['body /providers/google/domains/0/domain']);
    expect(row.filled_in.map(({ column, value }) => [column, value])).toEqual(
      expect.arrayContaining([
        ['operation', 'create-custom-order'],
        ['domain_source', 'scaledmail'],
        ['redirect', 'main.example'],
      ]),
    );
    expect(row.not_used).toEqual(['Notes']);
    const { out } = await bench.run('explain', `${path}:2`, '--map', 'Web address=domain');
    expect(out).toContain('Not used: "Notes"');
    expect(out).not.toContain('hello');
  });

  test('a row of an aliases sheet, and one of a worksheet', async () => {
    const may = sheet(
      'may.csv',
      'order,operation,domain_source,domain,mailbox_type',
      'may-1,create-custom-order,scaledmail,alpha.example,google',
    );
    const aliases = sheet(
      'a.csv',
      'domain,alias,first_name,last_name',
      'alpha.example,ada,Ada,Sample',
      'alpha.example,sam,Sam,Sample',
      'nobody.example,x,X,Sample',
    );
    const row = await told(`${aliases}:3`, may, '--aliases', aliases);
    expect(row.columns.find(({ column }) => column === 'domain')?.values[0]?.from).toMatchObject({
      file: 'may.csv',
      line: 2,
    });
    expect(pointers(row).alias).toEqual(['body /providers/google/domains/0/aliases/1/alias']);
    expect(pointers(await told(`${may}:2`, '--aliases', aliases)).domain).toHaveLength(1);
    const orphan = await bench.run('explain', `${aliases}:4`, may, '--aliases', aliases);
    expect(orphan.out).toMatch(/no order, invalid[\s\S]*SHEET-ALIAS-ORPHAN/);
    const rows = sheetOf(googleOrder('may-1', 'beta.example'))
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const book = bench.path('june.xlsx');
    writeFileSync(book, workbook({ name: 'Other', rows: [['domain'], ['x.example']] }, { name: 'June', rows }));
    const inBook = await told(`${book}#June:3`);
    expect(pointers(inBook).alias).toEqual(['body /providers/google/domains/0/aliases/1/alias']);
  });
});

describe('lines that are no orders', () => {
  const lines = [
    'Orders of May',
    '',
    HEADER,
    ...googleOrder('may-1', 'alpha.example').split('\n'),
    '',
    ...googleOrder('may-2', 'beta.example').split('\n'),
  ];

  test.each([
    [1, 0, /may\.csv:1 stands above the header, which is line 3/],
    [3, 0, /may\.csv:3 is the header[\s\S]*D +domain +domain/],
    [6, 0, /may\.csv:6 is blank/],
    [9, 2, /NO-SUCH-ROW: may\.csv has no line 9[\s\S]*line 3 and its last row is line 8/],
    [0, 2, /NO-SUCH-ROW/],
  ])('line %d', async (line, exit, says) => {
    const ran = await bench.run('explain', `${sheet('may.csv', ...lines)}:${line}`);
    expect(ran.exit).toBe(exit);
    expect(ran.out + ran.err).toMatch(says);
  });

  test('a cell is its line, several lines are refused, a file alone is told what it lacks', async () => {
    const path = sheet('may.csv', ...lines);
    expect((await bench.run('explain', `${path}:D4`)).out).toMatch(/^may\.csv:4 {2}order may-1, ready/);
    expect((await bench.run('explain', `${path}:4-5`)).err).toMatch(/^EXPLAIN-ONE-LINE: [\s\S]*may\.csv:4`/);
    expect((await bench.run('explain', path)).err).toContain('It is a file: name the line');
  });
});

describe('the order of a row, and what was sent', () => {
  test('a dry look makes no file, needs no key and speaks to nobody', async () => {
    const vendor = await scriptedVendor({});
    try {
      bench.env.SCALEDMAIL_BASE_URL = vendor.url;
      const path = sheet('may.csv', HEADER, ...googleOrder('may-1', 'alpha.example').split('\n'));
      const before = readdirSync(bench.folder);
      const { out } = await bench.run('explain', `${path}:2`);
      expect(out).toMatch(/Sent +Never, as far as the ledger tells\.\nNext +Send it:\n {4}sheetorder submit/);
      expect(readdirSync(bench.folder)).toEqual(before);
      expect(existsSync(bench.path('ledger.sqlite'))).toBe(false);
      expect(vendor.seen).toEqual([]);
    } finally {
      await vendor.close();
    }
  });

  test.each([
    ['placed', { body: { id: 'rec1' } }, /Order id +rec1/],
    ['unknown', { drop: true }, /may or may not have been placed/],
    ['refused', { status: 422, body: { error: 'Domain is not allowed' } }, /The vendor refused it: .*not allowed/],
  ] as const)(
    '%s: what the vendor answered, that it is what would be sent, and what to do',
    async (status, reply, says) => {
      const vendor = await scriptedVendor({ [POST]: [reply] });
      try {
        bench.env.SCALEDMAIL_BASE_URL = vendor.url;
        bench.env.SCALEDMAIL_API_KEY = 'key-of-this-test-0001';
        const path = sheet('may.csv', HEADER, ...googleOrder('may-1', 'alpha.example').split('\n'));
        await bench.run('submit', path, '--yes', '--results', bench.path('may-results.csv'));
        bench.env.SCALEDMAIL_API_KEY = '';
        const row = await told(`${path}:3`);
        expect(row.story?.status).toBe(status);
        expect(row.order?.status).toBe(status === 'placed' ? 'already_placed' : status);
        expect(row.same_as_sent).toBe(true);
        const { out } = await bench.run('explain', `${path}:3`);
        expect(out).toMatch(says);
        expect(out).toContain('What was sent is what would be sent now.');
        expect(out).toContain(`sheetorder explain ${row.order?.key.slice(0, 16)}`);
        // A line of the results leads to its order.
        const results = await bench.run('explain', `${bench.path('may-results.csv')}:2`);
        expect(results.out).toBe((await bench.run('explain', row.order?.key.slice(0, 16) ?? '')).out);
        // The payload of the order, made anew from its sheet.
        const whole = await bench.run('explain', row.order?.key.slice(0, 16) ?? '', path);
        expect(whole.out).toContain(`Payload (digest ${row.payload?.digest.slice(0, 16)}, secrets covered`);
        expect(whole.out).toContain('It is exactly what was sent: the digests are equal.');
        const without = await bench.run('explain', row.order?.key.slice(0, 16) ?? '');
        expect(without.out).toContain(`sheetorder explain ${row.order?.key.slice(0, 16)} ${basename(path)}`);
      } finally {
        await vendor.close();
      }
    },
  );

  test('an order with an error: the finding at its cell, those of other rows, no payload', async () => {
    const path = sheet(
      'may.csv',
      HEADER,
      ...googleOrder('may-1', 'alpha.example').replace('Ada,Sample', 'Ada,').split('\n'),
    );
    const first = await told(`${path}:2`);
    expect(first.order?.status).toBe('invalid');
    expect(first.payload).toBeNull();
    const { out } = await bench.run('explain', `${path}:3`);
    expect(out).toMatch(/Status +invalid\. It has an error, so nothing of it is sent\.\nFound +may\.csv:2: error SM-/);
    expect(out).not.toContain('not sent\n');
  });

  test('a key that the ledger does not have: the nearest, or the ledger of the sandbox', async () => {
    const path = sheet('may.csv', HEADER, ...googleOrder('may-1', 'alpha.example').split('\n'));
    await bench.run('submit', path, '--sandbox', '--yes', '--results', bench.path('r.csv'));
    const key = bench.csv('r.csv')[0]?.key ?? '';
    expect((await bench.run('explain', key)).err).toContain('add --sandbox');
    const slip = `${key.slice(0, 9)}${key[9] === '0' ? '1' : '0'}${key.slice(10)}`;
    expect((await bench.run('explain', slip, '--sandbox')).err).toContain(`Did you mean ${key}?`);
  });
});
