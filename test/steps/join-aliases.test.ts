import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/io/read-csv.ts';
import { groupRows } from '../../src/steps/group-rows.ts';
import { joinAliases } from '../../src/steps/join-aliases.ts';
import { mapColumns } from '../../src/steps/map-columns.ts';
import { brief, sheetOf } from '../support/sheets.ts';

function fixture(name: string) {
  return mapColumns(readCsv(readFileSync(new URL(`../../fixtures/sheets/${name}`, import.meta.url)), name));
}

function join(domains: string, aliases: string) {
  return joinAliases([sheetOf(domains)], [sheetOf(aliases, 'aliases.csv')]);
}

describe('join-aliases', () => {
  test('aliases follow their domain into its order; one without a domain is an orphan', () => {
    const joined = joinAliases([fixture('domains.csv')], [fixture('aliases.csv')]);
    const { drafts, orphans } = groupRows(joined.rows, { vendor: 'scaledmail', operation: null, set: {} });
    expect(drafts.map((draft) => [draft.name, draft.domains.map((domain) => domain.aliases.length)])).toEqual([
      ['may', [2, 0]],
      ['june', [1]],
    ]);
    expect(drafts[0]?.domains[0]?.aliases[1]?.row).toEqual({ file: 'aliases.csv', line: 3 });
    expect(orphans).toEqual([]);
    expect(brief(joined.findings)).toEqual(['SHEET-ALIAS-ORPHAN error A5']);
    expect(joined.orphans.map((row) => row.at.line)).toEqual([5]);
  });

  const TWO_ORDERS = 'order | domain\nmay | alpha.example\njune | alpha.example';

  test('a domain in several orders needs the order on the alias row', () => {
    const joined = join(TWO_ORDERS, 'order | domain | alias\n | alpha.example | ada\njune | Alpha.example. | bo');
    expect(brief(joined.findings)).toEqual(['SHEET-ALIAS-AMBIGUOUS error B2']);
    expect(joined.findings[0]?.message).toContain('"may", "june"');
    expect(joined.rows.at(-1)?.cells).toMatchObject({ order: { value: 'june' }, alias: { value: 'bo' } });
  });

  test('an order that does not have the domain is an orphan', () => {
    const joined = join(TWO_ORDERS, 'order | domain | alias\njuly | alpha.example | ada');
    expect(brief(joined.findings)).toEqual(['SHEET-ALIAS-ORPHAN error B2']);
  });

  test('an order on the aliases sheet alone never makes an order of its own', () => {
    const joined = join('domain\nalpha.example', 'order | domain | alias\nmay | alpha.example | ada');
    expect(joined.rows.map((row) => row.cells.order)).toEqual([undefined, undefined]);
  });

  test('an alias row without a domain is an orphan; no row is dropped', () => {
    const joined = join(TWO_ORDERS, 'domain | alias\n | ada\nbeta.example | bo');
    expect(brief(joined.findings)).toEqual(['SHEET-ALIAS-ORPHAN error line 2', 'SHEET-ALIAS-ORPHAN error A3']);
    expect(joined.rows.length + joined.orphans.length).toBe(4);
  });
});
