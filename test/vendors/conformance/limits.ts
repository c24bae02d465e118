import { describe, expect, test } from 'vitest';
import { type Finding, hasError } from '../../../src/domain/finding.ts';
import { markerOf } from '../../../src/domain/identity.ts';
import type { Operation } from '../../../src/domain/vendor.ts';
import { always, play } from './play.ts';
import { bareReadings, documentedReadings } from './readings.ts';
import {
  draftsFrom,
  type ExampleRow,
  exampleDraft,
  factsOf,
  operationsOf,
  rememberExample,
  type Subject,
} from './subject.ts';

const MOST_BUILT = 2_000;

/** What the vendor states as data is what its rules hold to. */
export function limits(subject: Subject): void {
  const { vendor } = subject;

  describe.each(operationsOf(subject))('limits of $id', (operation) => {
    test.each(operation.values.mailbox_type ?? [''])(
      'as many domains as it says pass, one more does not %s',
      (type) => {
        const facts = factsOf(subject);
        const size = operation.packSize(exampleOf(operation, subject, type), facts);
        expect(size.kind === 'unknown' ? 1 : size.domains).toBeGreaterThan(0);
        if (size.kind === 'unknown' || size.domains > MOST_BUILT) return;
        const codes = (count: number) => findingsOf(operation, subject, type, count).map(({ code }) => code);
        const full = findingsOf(operation, subject, type, size.domains);
        expect(hasError(full), full.map(({ message }) => message).join(' ')).toBe(false);
        const [more] = codes(size.domains + 1).filter((code) => !codes(size.domains).includes(code));
        expect(more, 'a code for one domain too many').toBeDefined();
      },
    );
  });

  test('a tag of the longest length passes, and a longer one does not; where there are no tags, one is told', () => {
    const most = vendor.limits.maxTagLength;
    for (const operation of operationsOf(subject)) {
      const found = (length: number) => {
        const rows = operation.example.map((row) => ({ ...row, tag: 't'.repeat(length) }));
        return draftsFrom(rows, vendor.id).flatMap((draft) => operation.check(draft, factsOf(subject)).findings);
      };
      const takesTag = [...operation.columns.required, ...operation.columns.optional].includes('tag');
      if (most === null) expect(found(5).length, operation.id).toBeGreaterThan(0);
      else if (takesTag)
        expect([hasError(found(most)), hasError(found(most + 1))], operation.id).toEqual([false, true]);
    }
    if (most !== null) expect(markerOf('a'.repeat(64)).length).toBeLessThanOrEqual(most);
  });

  test('its limits are numbers that can be kept', () => {
    const { rate, spendTimeoutMs, readTimeoutMs, maxAttempts, readBackAfterMs } = vendor.limits;
    expect(Math.min(spendTimeoutMs, readTimeoutMs, ...readBackAfterMs)).toBeGreaterThan(0);
    expect(spendTimeoutMs).toBeGreaterThanOrEqual(readTimeoutMs);
    expect(maxAttempts).toBeGreaterThan(0);
    expect(readBackAfterMs.toSorted((a, b) => a - b)).toEqual(readBackAfterMs);
    expect(rate.windows.length).toBeGreaterThan(0);
    for (const { requests, perMs } of rate.windows) expect(Math.min(requests, perMs)).toBeGreaterThan(0);
  });

  test('an id in a path makes no other endpoint', () => {
    const { endpointOf } = vendor.limits.rate;
    for (const operation of operationsOf(subject)) {
      const endpoints = (orderId: string) => {
        const wanted = rememberExample(operation, subject, { orderId });
        return play(operation.find(wanted), always(LOST)).requests.map(endpointOf);
      };
      expect(endpoints('idA'), operation.id).toEqual(endpoints('idB/c?d'));
    }
    for (const { begin, answers } of documentedReadings(subject))
      for (const request of play(begin(), answers).requests) expect(endpointOf(request)).toMatch(/^(GET|POST) \//);
  });

  test('an id goes into a path as one part of it', () => {
    for (const { begin } of bareReadings(subject))
      for (const { path } of play(begin(), always(LOST)).requests) expect(path).toMatch(/^(\/[\w.~%:-]+)+$/);
    for (const operation of operationsOf(subject)) {
      const wanted = rememberExample(operation, subject, { orderId: '../a?b#c/d e' });
      for (const { path } of play(operation.find(wanted), always(LOST)).requests)
        expect(path).not.toMatch(/[?# ]|\.\.\//);
    }
  });
}

const LOST = { kind: 'lost', reason: 'x', evidence: { reached: 'started', ms: 1 } } as const;

/** A domain of the type, as many times as wanted, each under a name of its own with the ending of the example's. */
function rowsOf(operation: Operation, subject: Subject, type: string, count: number): readonly ExampleRow[] {
  const [first = {}] = operation.example;
  const rows = subject.wholeDomains[type]?.map((row) => ({ ...first, ...row })) ?? [bareDomain(operation, type)];
  return Array.from({ length: count }, (_, index) =>
    rows.map((row) => ({ ...row, domain: `d${index}-${first.domain}` })),
  ).flat();
}

/** The example's first row; where there are mailbox types, without its alias, so that the mailboxes are made from the name. */
function bareDomain(operation: Operation, type: string): ExampleRow {
  const [first = {}] = operation.example;
  const { alias, ...names } = first;
  return operation.values.mailbox_type ? { ...names, mailbox_type: type } : first;
}

function findingsOf(operation: Operation, subject: Subject, type: string, count: number): readonly Finding[] {
  return draftsFrom(rowsOf(operation, subject, type, count), subject.vendor.id).flatMap(
    (draft) => operation.check(draft, factsOf(subject)).findings,
  );
}

function exampleOf(operation: Operation, subject: Subject, type: string) {
  const [draft] = draftsFrom(rowsOf(operation, subject, type, 1), subject.vendor.id);
  return draft ?? exampleDraft(operation, subject);
}
