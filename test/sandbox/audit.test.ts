import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audit, type ResultRow } from '../../src/sandbox/audit.ts';
import type { SoldOrder } from '../../src/sandbox/sandbox.ts';

function soldOrder(n: number, id = `rec${n}`): SoldOrder {
  return {
    at: '2026-05-02T09:00:00.000Z',
    id,
    kind: 'create-custom-order',
    organization: 'org_SANDBOX',
    domains: [`domain-${n}.example`],
    tag: '',
    amount: 7,
    digest: String(n),
    listedFrom: 0,
    form: '',
    details: [],
  };
}

function row(n: number, order_id = `rec${n}`): ResultRow {
  return { order: `may-${n}`, status: n % 2 ? 'placed' : 'already_placed', order_id };
}

const sizes = fc
  .integer({ min: 1, max: 30 })
  .chain((size) => fc.record({ size: fc.constant(size), at: fc.nat(size - 1) }));
const upTo = (size: number) => Array.from({ length: size }, (_, n) => n);

describe('audit', () => {
  test('finds nothing where everything was sold once and is in the results once', () => {
    fc.assert(
      fc.property(sizes, ({ size }) => {
        const result = audit(
          upTo(size).map((n) => soldOrder(n)),
          upTo(size).map((n) => row(n)),
        );
        expect(result).toEqual({ soldTwice: [], lost: [], wrongIds: [] });
      }),
    );
  });

  test('finds an order that was sold twice', () => {
    fc.assert(
      fc.property(sizes, ({ size, at }) => {
        const sold = [...upTo(size).map((n) => soldOrder(n)), soldOrder(at, 'recAGAIN')];
        const { soldTwice, lost } = audit(
          sold,
          upTo(size).map((n) => row(n)),
        );
        expect(soldTwice).toEqual([`domain-${at}.example: rec${at}, recAGAIN`]);
        expect(lost).toEqual(['recAGAIN']);
      }),
    );
  });

  test('finds an order that is missing, and one that is there twice', () => {
    fc.assert(
      fc.property(sizes, ({ size, at }) => {
        const sold = upTo(size).map((n) => soldOrder(n));
        expect(
          audit(
            sold,
            upTo(size)
              .filter((n) => n !== at)
              .map((n) => row(n)),
          ).lost,
        ).toEqual([`rec${at}`]);
        expect(
          audit(
            sold,
            [...upTo(size), at].map((n) => row(n)),
          ).lost,
        ).toEqual([`rec${at}`]);
        const unknown = upTo(size).map((n) => (n === at ? { ...row(n), status: 'unknown', order_id: '' } : row(n)));
        expect(audit(sold, unknown).lost).toEqual([`rec${at}`]);
      }),
    );
  });

  test('finds a wrong id and a placed row without one', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom('recNEVER', ''), ({ size, at }, id) => {
        const rows = upTo(size).map((n) => (n === at ? row(n, id) : row(n)));
        const { wrongIds, lost } = audit(
          upTo(size).map((n) => soldOrder(n)),
          rows,
        );
        expect(wrongIds).toEqual([`may-${at}: ${id || 'no id'}`]);
        expect(lost).toEqual([`rec${at}`]);
      }),
    );
  });

  test('finds a form that was filled in twice, under one id', () => {
    const form = { ...soldOrder(1, 'recFORM1'), form: 'uuid-1' };
    const { soldTwice, lost } = audit([form, form], [row(1, 'recFORM1')]);
    expect(soldTwice).toEqual(['form uuid-1: recFORM1, recFORM1', 'domain-1.example: recFORM1, recFORM1']);
    expect(lost).toEqual([]);
  });

  test('finds everything that was planted, and nothing else', () => {
    const fates = fc.array(fc.constantFrom('well', 'twice', 'missing', 'wrong', 'no id', 'unknown'), { maxLength: 40 });
    fc.assert(
      fc.property(fates, (list) => {
        const sold = list.flatMap((fate, n) =>
          fate === 'twice' ? [soldOrder(n), soldOrder(n, `again${n}`)] : [soldOrder(n)],
        );
        const rows = list.flatMap((fate, n) => rowsOf(fate, n));
        const numbers = (...wanted: string[]) => list.flatMap((fate, n) => (wanted.includes(fate) ? [n] : []));
        const found = audit(sold, rows);
        expect(found.soldTwice).toEqual(numbers('twice').map((n) => `domain-${n}.example: rec${n}, again${n}`));
        const lost = [
          ...numbers('missing', 'wrong', 'no id', 'unknown').map((n) => `rec${n}`),
          ...numbers('twice').map((n) => `again${n}`),
        ];
        expect([...found.lost].sort()).toEqual(lost.sort());
        expect(found.wrongIds).toEqual(
          numbers('wrong', 'no id').map((n) => `may-${n}: ${list[n] === 'wrong' ? `never${n}` : 'no id'}`),
        );
      }),
    );
  });
});

function rowsOf(fate: string, n: number): readonly ResultRow[] {
  if (fate === 'missing') return [];
  if (fate === 'unknown') return [{ ...row(n, ''), status: 'unknown' }];
  if (fate === 'wrong') return [row(n, `never${n}`)];
  return [fate === 'no id' ? row(n, '') : row(n)];
}
