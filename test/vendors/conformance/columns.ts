import { describe, expect, test } from 'vitest';
import { COLUMNS, columnNamed } from '../../../src/domain/columns.ts';
import { draftsFrom, factsOf, holds, operationsOf, type Subject } from './subject.ts';

/** A vendor's columns are those of every sheet, and its words are told for columns that it has. */
export function columns(subject: Subject): void {
  const { vendor, id } = subject;

  test('is registered under its own name, and so are its operations', () => {
    expect(vendor.id).toBe(id);
    for (const [name, operation] of Object.entries(vendor.operations)) expect(operation.id).toBe(name);
    expect(new URL(vendor.baseUrl).protocol).toBe('https:');
    expect(vendor.auth.header).toBe(vendor.auth.header.toLowerCase());
  });

  describe.each(operationsOf(subject))(
    'columns of $id',
    ({ columns: { required, optional }, groupBy, values, example }) => {
      const own = [...required, ...optional];

      test('are columns that a sheet may have, each once', () => {
        expect([...own, ...groupBy].filter((name) => !columnNamed(name))).toEqual([]);
        expect(new Set(own).size).toBe(own.length);
        expect(new Set(groupBy).size).toBe(groupBy.length);
        expect(own).toContain('domain');
      });

      test('are at the level of the order where orders are kept apart by them', () => {
        expect(groupBy.filter((name) => columnNamed(name)?.level !== 'order')).toEqual([]);
        expect(groupBy.filter((name) => !own.includes(name))).toEqual([]);
        const atTop = own.filter((name) => columnNamed(name)?.level === 'order' && !OURS.includes(name));
        expect(atTop.filter((name) => !groupBy.includes(name))).toEqual([]);
      });

      test('are those of its example and of its values', () => {
        const used = [...Object.keys(values), ...example.flatMap((row) => Object.keys(row))];
        expect(used.filter((name) => !own.includes(name) && !OURS.includes(name))).toEqual([]);
        const first = example[0] ?? {};
        expect(first.vendor ?? id).toBe(id);
        for (const [name, words] of Object.entries(values)) {
          expect(words.length, name).toBeGreaterThan(0);
          if (first[name] !== undefined) expect(words, name).toContain(first[name]);
        }
      });
    },
  );

  for (const operation of operationsOf(subject))
    holds(subject, `what would change an order and has no place in ${operation.id} is told`, () => {
      const own = [...operation.columns.required, ...operation.columns.optional, ...OURS];
      const foreign = COLUMNS.filter(({ name, risky }) => risky && !own.includes(name)).map(({ name }) => name);
      const silent = foreign.filter((name) => {
        const rows = operation.example.map((row) => ({ ...row, [name]: '2' }));
        const found = draftsFrom(rows, id).flatMap((draft) => operation.check(draft, factsOf(subject)).findings);
        return !found.some(({ at }) => at.column === name);
      });
      expect(silent).toEqual([]);
    });

  test('an order without a word on its operation is told from what it holds, and an unknown one has a code', () => {
    const draft = { name: 'o', vendor: id, fields: {}, domains: [], rows: [], findings: [], operation: null };
    expect(Object.keys(vendor.operations)).toContain(vendor.inferOperation(draft));
    const finding = vendor.unknownOperation({ ...draft, operation: { value: 'nonsense', at: { file: 'x', line: 2 } } });
    expect(finding).toMatchObject({ severity: 'error', value: 'nonsense' });
    expect(vendor.pages.map(({ code }) => code)).toContain(finding.code);
  });

  test('settings that are nonsense are said in sentences', () => {
    expect('settings' in vendor.readSettings({})).toBe(true);
    for (const raw of [7, 'x', [], { nonsense: true }]) {
      const read = vendor.readSettings(raw);
      expect('problems' in read && read.problems.every((text) => text.endsWith('.')), JSON.stringify(raw)).toBe(true);
    }
  });
}

/** Columns that every sheet may have, whatever the vendor. */
const OURS = ['order', 'vendor', 'operation', 'client'];
