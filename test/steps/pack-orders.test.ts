import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrderDraft } from '../../src/domain/draft.ts';
import type { PackSize } from '../../src/domain/vendor.ts';
import { groupRows } from '../../src/steps/group-rows.ts';
import type { Packing, PackMode } from '../../src/steps/pack-orders.ts';
import { sheetOf } from '../support/sheets.ts';

const DEFAULTS = { vendor: 'scaledmail', operation: null, set: {} };

function packing(size: PackSize, mode: PackMode = 'orders', held: ReadonlyMap<string, string> = new Map()): Packing {
  return {
    mode,
    signature: (draft) => JSON.stringify([draft.fields.price_id?.value, draft.fields.client?.value]),
    size: () => size,
    holder: (_, domain) => held.get(domain) ?? null,
  };
}

function pack(text: string, how: Packing) {
  const sheet = sheetOf(text);
  const { drafts, orphans } = groupRows(sheet.rows, DEFAULTS, sheet.findings, how);
  return {
    drafts: drafts.map((draft) => `${draft.name}: ${domainsOf(draft).join(' ')}`),
    orphans: orphans.map((orphan) => `${orphan.findings[0]?.code} ${orphan.rows.map((row) => row.line).join(' ')}`),
    raw: drafts,
  };
}

function domainsOf(draft: OrderDraft): string[] {
  return draft.domains.map(({ domain }) => domain.value);
}

const SEVEN = `price_id | domain\n${[1, 2, 3, 4, 5, 6, 7].map((n) => `p | d${n}.example`).join('\n')}`;

describe('packing', () => {
  test('cuts in sheet order into orders of exactly the size, and says what is left over', () => {
    expect(pack(SEVEN, packing({ kind: 'exactly', domains: 3 }))).toMatchObject({
      drafts: ['pack-1: d1.example d2.example d3.example', 'pack-2: d4.example d5.example d6.example'],
      orphans: ['PACK-REMAINDER 8'],
    });
  });

  test('cuts at most at the limit, and the last order may be smaller', () => {
    expect(
      pack(SEVEN, packing({ kind: 'at_most', domains: 5 })).drafts.map((text) => text.split(' ').length - 1),
    ).toEqual([5, 2]);
  });

  test('makes one order of several packages when asked', () => {
    const { drafts, raw, orphans } = pack(SEVEN, packing({ kind: 'exactly', domains: 3 }, 'quantity'));
    expect(drafts).toHaveLength(1);
    expect(raw[0]?.fields.quantity?.value).toBe('2');
    expect(orphans).toEqual(['PACK-REMAINDER 8']);
  });

  test('keeps apart what an order has in common, and together the rows of one domain', () => {
    const text =
      'price_id | client | domain | alias\np | x | a.example | ada\np | y | b.example | ada\n | | a.example | sam\np | x | c.example | ada';
    expect(pack(text, packing({ kind: 'at_most', domains: 9 })).drafts).toEqual([
      'pack-1: a.example c.example',
      'pack-2: b.example',
    ]);
  });

  test('says when the size is not known', () => {
    const unknown = { kind: 'unknown', code: 'PACK-NO-CATALOGUE', message: 'x', fix: 'y' } as const;
    expect(pack(SEVEN, packing(unknown))).toMatchObject({ drafts: [], orphans: ['PACK-NO-CATALOGUE 2 3 4 5 6 7 8'] });
  });

  test('warns where other rows name their order, and takes no name that is in use', () => {
    const { raw } = pack('order | domain\npack-1 | a.example\n | b.example', packing({ kind: 'at_most', domains: 9 }));
    expect(raw.map((draft) => draft.name)).toEqual(['pack-1', 'pack-2']);
    expect(raw[1]?.findings.map((finding) => finding.code)).toEqual(['PACK-MIXED']);
  });

  test('is off when asked', () => {
    expect(pack(SEVEN, packing({ kind: 'at_most', domains: 9 }, 'off'))).toMatchObject({
      drafts: [],
      orphans: ['PACK-OFF 2 3 4 5 6 7 8'],
    });
  });
});

describe('any sheet', () => {
  const sheets = fc.record({
    count: fc.integer({ min: 1, max: 30 }),
    size: fc.integer({ min: 1, max: 6 }),
    exact: fc.boolean(),
    mode: fc.constantFrom('orders' as const, 'quantity' as const),
    added: fc.array(fc.nat(40), { maxLength: 5 }),
  });

  test('no row is lost or doubled, and what was placed stays together wherever rows are added', () => {
    fc.assert(
      fc.property(sheets, ({ count, size, exact, mode, added }) => {
        const how: PackSize = { kind: exact ? 'exactly' : 'at_most', domains: size };
        const lines = Array.from({ length: count }, (_, n) => `p | d${n}.example`);
        const first = pack(`price_id | domain\n${lines.join('\n')}`, packing(how, mode));
        const rows = [
          ...first.raw.flatMap((draft) => draft.rows),
          ...first.orphans.flatMap((text) => text.split(' ').slice(1)),
        ];
        expect(rows).toHaveLength(count);

        const held = new Map(
          first.raw.flatMap((draft) => domainsOf(draft).map((domain) => [domain, draft.name] as const)),
        );
        const more = [...lines];
        for (const [n, at] of added.entries()) more.splice(at % (more.length + 1), 0, `p | new${n}.example`);
        const second = pack(`price_id | domain\n${more.join('\n')}`, packing(how, mode, held));
        const sets = (drafts: readonly OrderDraft[]) => drafts.map((draft) => domainsOf(draft).sort().join(' '));
        const placed = sets(second.raw).filter((text) => !text.includes('new'));
        for (const set of sets(first.raw)) expect(placed).toContain(set);
      }),
    );
  });
});
