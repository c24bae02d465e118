import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { mapColumns } from '../../src/steps/map-columns.ts';
import { brief, tableOf } from '../support/sheets.ts';

function map(...rows: readonly string[][]) {
  return mapColumns(tableOf(rows));
}

describe('headers', () => {
  test('synonyms, case and separators do not matter', () => {
    const { columns, unknownColumns, findings } = map(
      ['Domain Name', 'FIRST-name', 'Colour'],
      ['alpha.example', 'Ada', 'red'],
    );
    expect(columns).toEqual({ domain: 0, first_name: 1 });
    expect(unknownColumns).toEqual(['Colour']);
    expect(findings).toEqual([]);
  });

  test('two headers for one column are an error that names both; the first is used', () => {
    const { columns, findings } = map(['domain', 'Domain Name'], ['alpha.example', 'beta.example']);
    expect(columns).toEqual({ domain: 0 });
    expect(brief(findings)).toEqual(['SHEET-HEADER-DUP error B1']);
    expect(findings[0]?.message).toContain('"domain" (column A) and "Domain Name" (column B)');
  });

  test('a near miss is told, and an error where ignoring it would buy something else', () => {
    const { findings, unknownColumns } = map(['domain', 'redirct', 'quantiy'], ['alpha.example', 'x', '2']);
    expect(brief(findings)).toEqual(['SHEET-HEADER-NEAR info B1', 'SHEET-HEADER-NEAR error C1']);
    expect(unknownColumns).toEqual(['redirct', 'quantiy']);
  });

  test('our own output columns come back without a word', () => {
    const { findings, unknownColumns } = map(
      ['domain', 'status', 'order_id', 'error', 'fix', 'status_2'],
      ['alpha.example', '', '', '', '', ''],
    );
    expect(findings).toEqual([]);
    expect(unknownColumns).toEqual(['status', 'order_id', 'error', 'fix', 'status_2']);
  });

  test('aliases side by side become a row each, at one place, with the names of the row where they have none', () => {
    const { rows, findings } = map(
      ['order', 'domain', 'redirect', 'first_name', 'Alias 1', 'alias_1_first_name', 'Mailbox 2'],
      ['a', 'alpha.example', 'main.example', 'Sam', 'ada', 'Ada', 'sam'],
    );
    const texts = rows.map(({ cells }) =>
      Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, cell?.value])),
    );
    expect(texts).toEqual([
      { order: 'a', domain: 'alpha.example', redirect: 'main.example', first_name: 'Ada', alias: 'ada' },
      { order: 'a', domain: 'alpha.example', first_name: 'Sam', alias: 'sam' },
    ]);
    expect(rows.map((row) => row.at.line)).toEqual([2, 2]);
    expect(rows[1]?.cells.alias?.at.cell).toBe('G2');
    expect(findings).toEqual([]);
  });

  test('side by side, names without their alias are an error', () => {
    const { findings } = map(['domain', 'alias_1', 'alias_2_first_name'], ['alpha.example', 'ada', 'Sam']);
    expect(brief(findings)).toEqual(['SHEET-ALIAS-SIDE error C2']);
  });

  test('several aliases in one cell are told apart by commas, semicolons and line breaks, not by spaces', () => {
    const { rows, findings } = map(['domain', 'alias'], ['alpha.example', 'ada; sam,\nfinn']);
    expect(rows.map((row) => row.cells.alias?.value)).toEqual(['ada', 'sam', 'finn']);
    expect(brief(findings)).toEqual(['SHEET-ALIAS-SPLIT info B2']);
    expect(map(['domain', 'alias'], ['alpha.example', 'ada sample']).rows).toHaveLength(1);
  });

  test('n/a and its like stand for nothing where nothing may stand', () => {
    const { rows, findings } = map(['domain', 'redirect', 'tag', 'alias'], ['alpha.example', 'N/A', '-', 'none']);
    expect(Object.keys(rows[0]?.cells ?? {})).toEqual(['domain', 'alias']);
    expect(brief(findings)).toEqual(['SHEET-NONE info B2', 'SHEET-NONE info C2']);
  });

  test('a mapping says what a header means, or that it means nothing', () => {
    const table = tableOf([
      ['Web address', 'Plan', '__proto__'],
      ['alpha.example', 'gold', 'x'],
    ]);
    const { columns, findings } = mapColumns(table, { webaddress: 'domain', plan: '' });
    expect(columns).toEqual({ domain: 0 });
    expect(brief(findings)).toEqual(['SHEET-HEADER-NEAR info C1']);
  });

  test('a sheet without a domain column is an error at its header', () => {
    expect(brief(map(['website'], ['alpha.example']).findings)).toEqual(['SHEET-NO-DOMAIN error line 1']);
  });

  test('headers named like built-in properties do no harm', () => {
    const { rows, unknownColumns } = map(['__proto__', 'constructor', 'domain'], ['a', 'b', 'alpha.example']);
    expect(unknownColumns).toEqual(['__proto__', 'constructor']);
    expect(Object.keys(rows[0]?.cells ?? {})).toEqual(['domain']);
  });
});

describe('workspace', () => {
  test.each(['Workspace', 'workspace_id', 'Workspace Name'])(
    '%s with values is an error that says both meanings',
    (header) => {
      const { findings } = map(['domain', header], ['alpha.example', 'Ops']);
      expect(findings).toMatchObject([{ code: 'SHEET-WORKSPACE', severity: 'error', value: header }]);
      expect(findings[0]?.message).toMatch(/organization .* or the workspace in the sequencer/);
      expect(findings[0]?.fix).toContain(`--map "${header}=-"`);
    },
  );

  test('without values, or under its own name, it is no error', () => {
    expect(map(['domain', 'Workspace'], ['alpha.example', '']).findings).toEqual([]);
    expect(map(['domain', 'Sequencer Workspace'], ['alpha.example', 'Ops']).findings).toEqual([]);
  });
});

describe('provider', () => {
  test.each([
    [['other', 'Buy'], 'domain_source'],
    [['google', 'Microsoft', ''], 'mailbox_type'],
  ])('%j means %s', (values, name) => {
    const { columns, findings } = map(['domain', 'provider'], ...values.map((value) => ['alpha.example', value]));
    expect(columns).toEqual({ domain: 0, [name]: 1 });
    expect(findings).toEqual([]);
  });

  test('values of both kinds are an error that explains itself', () => {
    const { columns, findings } = map(['domain', 'Provider'], ['alpha.example', 'other'], ['beta.example', 'google']);
    expect(columns).toEqual({ domain: 0 });
    expect(brief(findings)).toEqual(['SHEET-PROVIDER error B1']);
  });
});

describe('cells', () => {
  test('each has its place', () => {
    const { rows } = map(['Tag', 'Domain Name'], ['', 'alpha.example']);
    const [row] = rows;
    expect(row?.at).toEqual({ file: 'may.csv', line: 2 });
    expect(Object.keys(row?.cells ?? {})).toEqual(['domain']);
    expect(row?.cells.domain?.value).toBe('alpha.example');
    expect(row?.cells.domain?.at).toEqual({ file: 'may.csv', line: 2, column: 'Domain Name', cell: 'B2' });
  });

  test('white space is removed with a finding, and shown by code point in a domain or alias', () => {
    const { rows, findings } = map(
      ['domain', 'alias', 'first_name'],
      ['alpha\u200b.example ', '\ufeffada', '\u00a0Ada\u00a0Mae '],
      [' ', '', '\u200b'],
    );
    expect(rows[0]?.cells).toMatchObject({
      domain: { value: 'alpha.example' },
      alias: { value: 'ada' },
      first_name: { value: 'Ada Mae' },
    });
    expect(rows[1]?.cells).toEqual({});
    expect(brief(findings)).toEqual(['SHEET-SPACE warning A2', 'SHEET-SPACE warning B2', 'SHEET-SPACE info C2']);
    expect(findings[0]?.message).toContain('(U+200B, U+0020)');
  });

  test('a joiner that spells a name stays; one beside plain letters goes', () => {
    const name = '\u0639\u0644\u06cc\u200c\u0631\u0636\u0627';
    const { rows } = map(['domain', 'first_name', 'last_name'], ['alpha.example', name, 'Sam\u200dple']);
    expect(rows[0]?.cells).toMatchObject({ first_name: { value: name }, last_name: { value: 'Sample' } });
  });

  test('our formula guard comes off, one only', () => {
    const { rows, findings } = map(['domain', 'phone_number', 'tag'], ['alpha.example', "'+14155550100", "''=x"]);
    expect(rows[0]?.cells).toMatchObject({ phone_number: { value: '+14155550100' }, tag: { value: "'=x" } });
    expect(findings).toEqual([]);
  });

  test('findings of the reader come along, all in line order', () => {
    const ragged = {
      code: 'SHEET-RAGGED',
      severity: 'error',
      at: { file: 'may.csv', line: 2 },
      value: '',
      message: '',
    } as const;
    const table = { ...tableOf([['domain'], ['alpha.example'], ['beta.example ']]), findings: [ragged] };
    expect(brief(mapColumns(table).findings)).toEqual(['SHEET-RAGGED error line 2', 'SHEET-SPACE warning A3']);
  });
});

describe('secrets', () => {
  const HEADER = ['domain', 'hosting_username', 'hosting_password', 'sequencer_password'];

  test('the text is nowhere but inside the secret, and one warning tells of the whole sheet', () => {
    const mapped = map(
      HEADER,
      ['alpha.example', 'ada-login', ' hunter22 ', 'hunter33'],
      ['beta.example', 'x', 'hunter22', ''],
    );
    expect(brief(mapped.findings)).toEqual(['SHEET-PASSWORD warning C1', 'SHEET-SPACE info C2']);
    expect(mapped.rows[0]?.cells.hosting_password?.secret?.reveal()).toEqual({ kind: 'text', text: 'hunter22' });
    const printed = JSON.stringify([mapped.rows, mapped.findings]) + inspect(mapped.rows, { depth: 9 });
    expect(printed).not.toMatch(/hunter|ada-login/);
  });

  test('a reference of ours is kept as one, any other is an error and never becomes one', () => {
    const mapped = map(
      HEADER,
      ['alpha.example', '', 'env:SHEETORDER_SECRET_HOST', 'env:HOME'],
      ['beta.example', '', 'ENV:x', ''],
    );
    expect(brief(mapped.findings)).toEqual(['SHEET-SECRET-NAME error D2', 'SHEET-SECRET-NAME error C3']);
    expect(mapped.rows[0]?.cells.hosting_password?.secret?.reveal()).toMatchObject({ name: 'SHEETORDER_SECRET_HOST' });
    expect(mapped.rows[0]?.cells.sequencer_password?.secret?.reveal().kind).toBe('text');
    expect(JSON.stringify(mapped.findings)).not.toContain('HOME');
  });
});
