import { describe, expect, test } from 'vitest';
import { PAGES } from '../../../src/cli/explain/code-families.ts';
import type { Facts, Operation } from '../../../src/domain/vendor.ts';
import { explains } from '../../../src/vendors/pages.ts';
import { draftOf } from '../../support/drafts.ts';
import { SHALLOW } from './hostile.ts';
import { exampleDrafts, factsOf, operationsOf, type RuleCase, type Subject, samplesOf } from './subject.ts';

/** What a code stands for can be looked up, and what can be looked up can happen. */
export function pages(subject: Subject): void {
  const { vendor } = subject;
  const known = [...vendor.pages, ...PAGES];

  test('each page has a code of its own, and who says so', () => {
    const codes = vendor.pages.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    for (const page of vendor.pages) {
      expect(
        [page.checks, page.why, page.sourceText].filter((text) => !/[.!]$/.test(text)),
        page.code,
      ).toEqual([]);
    }
  });

  test('every code that an order or a reply is given has a page', () => {
    const codes = new Set<string>();
    for (const operation of operationsOf(subject)) {
      for (const draft of exampleDrafts(operation, subject)) {
        const bare = { ...draft, fields: {}, domains: [] };
        for (const one of [draft, bare])
          for (const { code } of operation.check(one, factsOf(subject)).findings) codes.add(code);
        const size = operation.packSize(bare, factsOf(subject));
        if (size.kind === 'unknown') codes.add(size.code);
      }
      for (const { reply } of [...SHALLOW, ...samplesOf(subject, 'spend')]) {
        const verdict = operation.readReply(reply);
        codes.add(verdict.kind === 'placed' ? (verdict.receipt.code ?? '') : verdict.code);
      }
    }
    codes.delete('');
    expect(codes.size).toBeGreaterThan(3);
    expect([...codes].filter((code) => !known.some((page) => explains(page, code)))).toEqual([]);
  });

  describe('what the cases and samples of its tests raise', () => {
    const { cases, elsewhere, never } = subject.raised;
    const unknown = operationsOf(subject).flatMap((operation) => exampleDrafts(operation, subject));
    const told = new Set([
      ...unknown.map((draft) => vendor.unknownOperation(draft).code),
      ...samplesOf(subject, 'spend').flatMap(({ expect: said }) => codesOf(said)),
      ...samplesOf(subject, 'read-back').flatMap(({ expect: said }) => codesOf(said)),
    ]);

    test.each(vendor.pages.map(({ code }) => code))('%s', (code) => {
      const own = cases.filter((one) => one.code === code);
      const isShown = told.has(code) || elsewhere.includes(code) || never.includes(code);
      if (own.length === 0) expect(isShown, `${code} is raised by no case, no sample and no named test`).toBe(true);
    });

    test.each(cases)('$code $name, and what just does not break it', (one) => {
      const raises = (rows: RuleCase['breaks'], facts: Facts, operation: Operation) =>
        operation.check(draftOf(rows, '', vendor.id), facts).findings.some(({ code }) => code === one.code);
      const facts = one.facts ?? factsOf(subject);
      const telling = operationsOf(subject).filter(
        (operation) => raises(one.breaks, facts, operation) && !raises(one.passes, one.passFacts ?? facts, operation),
      );
      expect(telling.length).toBeGreaterThan(0);
    });

    test('every code that a case raises has a page', () => {
      const codes = cases.map(({ code }) => code);
      expect(codes.filter((code) => !known.some((page) => explains(page, code)))).toEqual([]);
      expect([...elsewhere, ...never].filter((code) => !vendor.pages.some((page) => page.code === code))).toEqual([]);
    });
  });
}

function codesOf(said: object): readonly string[] {
  const { code, receipt } = said as { readonly code?: string; readonly receipt?: { readonly code?: string } };
  return [code, receipt?.code].filter((one) => one !== undefined);
}
