import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OrderDraft } from '../../src/domain/draft.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { readCsv } from '../../src/io/read-csv.ts';
import { type GroupDefaults, groupRows } from '../../src/steps/group-rows.ts';
import { mapColumns } from '../../src/steps/map-columns.ts';
import { brief, sheetOf } from '../support/sheets.ts';

const DEFAULTS: GroupDefaults = { vendor: 'scaledmail', operation: null, set: {} };

function group(text: string, defaults: Partial<GroupDefaults> = {}) {
  const sheet = sheetOf(text);
  return groupRows(sheet.rows, { ...DEFAULTS, ...defaults }, sheet.findings);
}

function groupFixture(name: string) {
  const sheet = mapColumns(readCsv(readFileSync(new URL(`../../fixtures/sheets/${name}`, import.meta.url)), name));
  return groupRows(sheet.rows, DEFAULTS, sheet.findings);
}

function lines(draft: OrderDraft | undefined): readonly number[] {
  return draft?.rows.map((row) => row.line) ?? [];
}

function finding(code: string, severity: Finding['severity'], line: number): Finding {
  return { code, severity, at: { file: 'may.csv', line }, value: '', message: '' };
}

describe('rows to orders', () => {
  test('rows far apart are one order, rows of one domain one domain', () => {
    const { drafts, orphans } = groupFixture('far-apart-rows.csv');
    expect(drafts.map((draft) => [draft.name, lines(draft)])).toEqual([
      ['may', [2, 4]],
      ['june', [3, 5]],
    ]);
    expect(drafts[0]?.domains).toMatchObject([
      {
        domain: { value: 'alpha.example' },
        fields: {},
        aliases: [{ alias: { value: 'ada' } }, { alias: { value: 'ada.s' } }],
      },
    ]);
    expect(drafts[1]?.domains).toMatchObject([
      {
        fields: { first_name: { value: 'Beta' } },
        aliases: [{ alias: { value: 'bo' }, fields: { first_name: { value: 'Bo' } } }],
      },
    ]);
    expect(drafts[1]?.fields.tag).toMatchObject({ value: 'blue', at: { cell: 'F5' } });
    expect(orphans).toEqual([]);
  });

  test('an order column filled once holds for the order, a domain column for its domain alone', () => {
    const [draft] = groupFixture('fill-once.csv').drafts;
    expect(draft?.fields.domain_source?.value).toBe('other');
    expect(draft?.domains.map((one) => [one.fields.mailbox_type?.value, one.fields.redirect?.value])).toEqual([
      ['google', 'main.example'],
      ['smtp', undefined],
    ]);
    expect(draft?.findings).toEqual([]);
  });

  test('two values are a finding at both cells, each naming the other', () => {
    const [draft] = groupFixture('conflict.csv').drafts;
    expect(brief(draft?.findings ?? [])).toEqual([
      'GROUP-CONFLICT error C2',
      'GROUP-CONFLICT error D2',
      'GROUP-CONFLICT error C3',
      'GROUP-CONFLICT error D3',
    ]);
    expect(draft?.findings[0]?.message).toContain('"red" here and "blue" in line 3');
    expect(draft?.findings[2]?.message).toContain('"blue" here and "red" in line 2');
  });

  test('two passwords contradict each other without being shown', () => {
    const text = 'order | domain | hosting_password\nmay | alpha.example | hunter22\nmay | beta.example |';
    expect(group(`${text}hunter22`).drafts[0]?.findings.map((one) => one.code)).toEqual([]);
    const [draft] = group(`${text}hunter33`).drafts;
    expect(brief(draft?.findings ?? [])).toEqual(['GROUP-CONFLICT error C2', 'GROUP-CONFLICT error C3']);
    expect(JSON.stringify(draft)).not.toContain('hunter');
  });

  test('names never inherit', () => {
    const [draft] = group(
      'order | domain | alias | first_name\nmay | alpha.example | | Ada\nmay | alpha.example | bo |\nmay | beta.example | |',
    ).drafts;
    expect(draft?.domains[0]?.aliases[0]?.fields).toEqual({});
    expect(draft?.domains[1]?.fields).toEqual({});
  });

  test('two rows of one domain without an alias are two entries for the vendor to find', () => {
    const [draft] = group(
      'order | domain | alias | first_name\nmay | alpha.example | | Ada\nmay | alpha.example | bo | Bo\nmay | Alpha.example | | Cy',
    ).drafts;
    expect(
      draft?.domains.map((one) => [one.domain.value, one.aliases.length, one.rows.map((row) => row.line)]),
    ).toEqual([
      ['alpha.example', 1, [2, 3]],
      ['Alpha.example', 0, [4]],
    ]);
  });

  test('an order may be named like a built-in property', () => {
    const { drafts } = group('order | domain\n__proto__ | alpha.example\nconstructor | beta.example');
    expect(drafts.map((draft) => draft.name)).toEqual(['__proto__', 'constructor']);
  });
});

describe('rows that miss something', () => {
  test('a row without a domain is an error, unless it only fills order columns', () => {
    const [draft] = group(
      'order | domain | tag | alias\nmay | | red |\nmay | alpha.example | | ada\nmay | | | bo',
    ).drafts;
    expect(brief(draft?.findings ?? [])).toEqual(['GROUP-NO-DOMAIN error D4']);
    expect(draft?.fields.tag?.value).toBe('red');
    expect(lines(draft)).toEqual([2, 3, 4]);
  });

  test('rows without an order are one orphan with a finding for each', () => {
    const { drafts, orphans } = group('order | domain\n | alpha.example\nmay | beta.example\n | gamma.example');
    expect(drafts).toHaveLength(1);
    expect(orphans.map((orphan) => orphan.rows.map((row) => row.line))).toEqual([[2, 4]]);
    expect(brief(orphans[0]?.findings ?? [])).toEqual(['PACK-OFF error line 2', 'PACK-OFF error line 4']);
  });
});

describe('defaults', () => {
  test('fill only what the sheet leaves empty', () => {
    const { drafts } = group(
      'order | domain | vendor | operation | tag\nmay | alpha.example | SalesHandy | purchase | red\njune | beta.example',
      {
        operation: 'create-order',
        set: { tag: 'blue', mailbox_type: 'smtp', alias: 'no' },
      },
    );
    expect(drafts.map((draft) => [draft.vendor, draft.operation?.value, draft.fields.tag?.value])).toEqual([
      ['saleshandy', 'purchase', 'red'],
      ['scaledmail', 'create-order', 'blue'],
    ]);
    expect(drafts[1]?.domains[0]).toMatchObject({
      fields: { mailbox_type: { value: 'smtp', at: { line: 3 } } },
      aliases: [],
    });
  });

  test('no operation stays open for the vendor to tell', () => {
    expect(group('order | domain\nmay | alpha.example').drafts[0]?.operation).toBeNull();
  });

  test('a set order takes in the rows that name none', () => {
    const { drafts, orphans } = group('domain\nalpha.example\nbeta.example', { set: { order: 'may' } });
    expect(drafts.map((draft) => [draft.name, lines(draft), draft.fields.order?.value])).toEqual([
      ['may', [2, 3], 'may'],
    ]);
    expect(orphans).toEqual([]);
  });
});

describe('findings of the sheet', () => {
  const sheet = sheetOf('order | domain\nmay | alpha.example\njune | beta.example\n | gamma.example');

  test('errors and warnings reach the draft or orphan that holds their row', () => {
    const given = [
      finding('A', 'error', 2),
      finding('B', 'warning', 3),
      finding('C', 'info', 2),
      finding('D', 'error', 4),
    ];
    const { drafts, orphans } = groupRows(sheet.rows, DEFAULTS, given);
    expect(drafts.map((draft) => draft.findings.map((one) => one.code))).toEqual([['A'], ['B']]);
    expect(orphans[0]?.findings.map((one) => one.code)).toEqual(['D', 'PACK-OFF']);
  });

  test('an error about the header reaches every order of the sheet, and of no other', () => {
    const other = sheetOf('order | domain\nmore | delta.example', 'june.csv');
    const { drafts } = groupRows([...sheet.rows, ...other.rows], DEFAULTS, [finding('SHEET-HEADER-NEAR', 'error', 1)]);
    expect(drafts.map((draft) => draft.findings.length)).toEqual([1, 1, 0]);
  });

  test('a ragged row makes its own order invalid, no other', () => {
    const { drafts } = groupFixture('ragged.csv');
    expect(drafts.map((draft) => draft.findings.map((one) => one.code))).toEqual([['SHEET-RAGGED'], []]);
  });
});
