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
});
