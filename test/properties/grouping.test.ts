import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrderDraft } from '../../src/domain/draft.ts';
import { guardCell, unguardCell } from '../../src/domain/formula-guard.ts';
import type { RowPlace } from '../../src/domain/place.ts';
import { groupRows } from '../../src/steps/group-rows.ts';
import { mapColumns } from '../../src/steps/map-columns.ts';
import { tableOf } from '../support/sheets.ts';

const HEADER = ['order', 'domain', 'alias', 'first_name', 'tag', 'redirect', 'Colour'];
const DEFAULTS = { vendor: 'scaledmail', operation: null, set: {} };

const row = fc.tuple(
  fc.constantFrom('', 'may', 'june', '__proto__'),
  fc.constantFrom('', 'alpha.example', 'ALPHA.example.', 'beta.example'),
  fc.constantFrom('', 'ada', 'bo', 'cy'),
  fc.constantFrom('', 'Ada', 'Bo'),
  fc.constantFrom('', 'red', 'blue'),
  fc.constantFrom('', 'main.example', 'other.example'),
  fc.constantFrom('', 'x'),
);
const rows = fc.array(row, { minLength: 1, maxLength: 12 });

function group(header: readonly string[], body: readonly (readonly string[])[]) {
  const sheet = mapColumns(tableOf([header, ...body]));
  return groupRows(sheet.rows, DEFAULTS, sheet.findings);
}

function seenRows(places: readonly RowPlace[]): readonly number[] {
  return places.map((place) => place.line);
}

/** What a draft says, without places or order; whatever contradicts itself counts only as that. */
function meaning(draft: OrderDraft): unknown {
  if (draft.findings.some((finding) => finding.code === 'GROUP-CONFLICT')) return [draft.name, 'contradicts itself'];
  const value = (fields: OrderDraft['fields'], name: string) => fields[name]?.value ?? '';
  const domains = draft.domains.flatMap((entry) => {
    const domain = entry.domain.value.toLowerCase().replace(/\.$/, '');
    const redirect = value(entry.fields, 'redirect');
    const named =
      entry.rows.length > entry.aliases.length ? [`${domain} > ${redirect}: ${value(entry.fields, 'first_name')}`] : [];
    return [
      ...named,
      ...entry.aliases.map((one) => `${one.alias.value}@${domain}: ${value(one.fields, 'first_name')}`),
    ];
  });
  const codes = draft.findings.map((finding) => finding.code).sort();
  return [draft.name, value(draft.fields, 'tag'), domains.sort(), codes];
}

function meanings(drafts: readonly OrderDraft[]): readonly string[] {
  return drafts.map((draft) => JSON.stringify(meaning(draft))).sort();
}

describe('grouping', () => {
  test('each row ends up in exactly one draft or orphan', () => {
    fc.assert(
      fc.property(rows, (body) => {
        const { drafts, orphans } = group(HEADER, body);
        const lines = [...drafts, ...orphans].flatMap((one) => seenRows(one.rows));
        expect(lines.sort((a, b) => a - b)).toEqual(body.map((_, index) => index + 2));
        for (const draft of drafts) {
          const placed = draft.domains.flatMap((domain) => seenRows(domain.rows));
          expect(new Set(placed).size).toBe(placed.length);
          expect(placed.every((line) => seenRows(draft.rows).includes(line))).toBe(true);
        }
      }),
    );
  });

  test('the order of rows and columns does not change what is ordered', () => {
    const shuffles = fc.tuple(rows, fc.infiniteStream(fc.nat()), fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(shuffles, ([body, rowDice, columnDice]) => {
        const columns = shuffled(
          HEADER.map((_, index) => index),
          columnDice,
        );
        const turned = shuffled(body, rowDice).map((cells) => columns.map((index) => cells[index] ?? ''));
        const header = columns.map((index) => HEADER[index] ?? '');
        expect(meanings(group(header, turned).drafts)).toEqual(meanings(group(HEADER, body).drafts));
      }),
    );
  });
});

describe('formula guard', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^'{0,3}[=+\-@\t\r]?.{0,3}$/));

  test('guarding and unguarding gives the same text', () => {
    fc.assert(fc.property(text, (cell) => unguardCell(guardCell(cell)) === cell));
  });

  test('no guarded cell begins as a formula', () => {
    fc.assert(fc.property(text, (cell) => !/^[=+\-@\t\r]/.test(guardCell(cell))));
  });

  test.each([
    ['=A1', "'=A1"],
    ['+14155550100', "'+14155550100"],
    ["'=A1", "''=A1"],
    ["''@x", "'''@x"],
    ["O'Sample", "O'Sample"],
    ["'quoted'", "'quoted'"],
    ['', ''],
  ])('%j becomes %j', (plain, guarded) => {
    expect(guardCell(plain)).toBe(guarded);
    expect(unguardCell(guarded)).toBe(plain);
  });
});

function shuffled<T>(items: readonly T[], dice: fc.Stream<number>): readonly T[] {
  const keyed = items.map((item) => ({ item, key: dice.next().value ?? 0 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
