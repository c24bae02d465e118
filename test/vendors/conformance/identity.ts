import { describe, expect, test } from 'vitest';
import { columnNamed } from '../../../src/domain/columns.ts';
import { hasError } from '../../../src/domain/finding.ts';
import type { HttpRequest } from '../../../src/domain/http.ts';
import { canonicalJson } from '../../../src/domain/json.ts';
import type { Operation } from '../../../src/domain/vendor.ts';
import { draftsFrom, type ExampleRow, exampleDrafts, factsOf, keyOf, operationsOf, type Subject } from './subject.ts';

const MARKER = 'so-0123456789abcdef0';
/** What a person writes for himself: neither sent nor part of what is bought. */
const OURS = ['order', 'vendor', 'operation', 'client'];

/** What is ordered decides the key, and nothing else does: not the sheet's shape, and no secret. */
export function identity(subject: Subject): void {
  describe.each(operationsOf(subject))('the key of $id', (operation) => {
    const rows = operation.example;
    const keys = (sheet: readonly ExampleRow[]) =>
      ordersOf(sheet, operation, subject)
        .map(({ key }) => key)
        .sort();
    const texts = (sheet: readonly ExampleRow[]) => ordersOf(sheet, operation, subject).map(({ text }) => text);

    test('its example passes, and makes orders with claims and domains', () => {
      for (const draft of exampleDrafts(operation, subject)) {
        const checked = operation.check(draft, factsOf(subject));
        expect([...draft.findings, ...checked.findings].filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(checked.claims.length).toBeGreaterThan(0);
        expect(checked.domains.length).toBeGreaterThan(0);
        expect(checked.mailboxes).toBeGreaterThanOrEqual(0);
      }
    });

    test('is the same each time, and so is every byte of the payload', () => {
      expect(keys(rows)).toEqual(keys(rows));
      expect(texts(rows)).toEqual(texts(rows));
    });

    test('depends neither on the order of columns nor on their number', () => {
      const turned = rows.map((row) => Object.fromEntries(Object.entries(row).reverse()));
      const wide = rows.map((row) => ({ note: 'x', ...row }));
      for (const sheet of [turned, wide]) {
        expect(keys(sheet)).toEqual(keys(rows));
        expect(texts(sheet)).toEqual(texts(rows));
      }
    });

    test('does not depend on the order of rows, of domains and of aliases', () => {
      const many = withMore(rows);
      expect(keys(many.toReversed())).toEqual(keys(many));
      expect(keys([...many.slice(1), ...many.slice(0, 1)])).toEqual(keys(many));
    });

    test('does not depend on what a person calls the order', () => {
      expect(keys(rows.map((row) => ({ ...row, order: `other ${row.order}` })))).toEqual(keys(rows));
    });

    test('changes with a domain, and with everything that changes what is sent', () => {
      const before = ordersOf(rows, operation, subject)[0];
      let changed = 0;
      for (const [column, value] of changesFor(operation)) {
        const after = ordersOf(changedRows(rows, column, value), operation, subject)[0];
        if (!after || after.text === null || after.text === before?.text) continue;
        changed += 1;
        expect(after.key, `${column}: ${value}`).not.toBe(before?.key);
      }
      expect(changed).toBeGreaterThan(0);
      const [first = {}] = rows;
      const other = changedRows(rows, 'domain', `other-${first.domain}`);
      expect(ordersOf(other, operation, subject)[0]?.key).not.toBe(before?.key);
    });
  });
}

interface Ordered {
  readonly key: string;
  /** The request's text with secrets covered; null where a rule is broken. */
  readonly text: string | null;
}

/** Key and payload of every order of a sheet. */
function ordersOf(rows: readonly ExampleRow[], operation: Operation, subject: Subject): readonly Ordered[] {
  const facts = factsOf(subject);
  return draftsFrom(rows, subject.vendor.id).map((draft) => {
    const checked = operation.check(draft, facts);
    const text = hasError(checked.findings) ? null : canonicalJson(sent(operation.assemble(draft, facts, MARKER)));
    return { key: keyOf(checked, subject), text };
  });
}

/** What goes over the wire, with secrets covered. */
function sent({ method, path, query, body }: HttpRequest): unknown {
  return JSON.parse(JSON.stringify({ method, path, query, body }));
}

/** The first order's cell changed: in all rows of an order-level column, else in the first row. */
function changedRows(rows: readonly ExampleRow[], column: string, value: string): readonly ExampleRow[] {
  const isOfOrder = columnNamed(column)?.level === 'order';
  const [first = {}] = rows;
  return rows.map((row, index) => {
    if (row.order !== first.order) return row;
    const isOfDomain = columnNamed(column)?.level === 'domain' && row.domain === first.domain;
    return isOfOrder || isOfDomain || index === 0 ? { ...row, [column]: value } : row;
  });
}

/** Other cells for every column that is neither ours nor secret. */
function changesFor({ columns, values, example }: Operation): readonly (readonly [string, string])[] {
  const own = [...columns.required, ...columns.optional].filter(
    (name) => !OURS.includes(name) && !columnNamed(name)?.secret,
  );
  const [first = {}] = example;
  return own.flatMap((name) =>
    [...(values[name] ?? []), '2', 'other', 'other.example', 'https://other.example', `${first[name] ?? 'x'}z`].map(
      (value) => [name, value] as const,
    ),
  );
}

/** The same order with two more domains like its first one. */
function withMore(rows: readonly ExampleRow[]): readonly ExampleRow[] {
  const [first = {}] = rows;
  const own = rows.filter((row) => row.order === first.order && row.domain === first.domain);
  return [...rows, ...['more-a.example', 'more-b.example'].flatMap((domain) => own.map((row) => ({ ...row, domain })))];
}
