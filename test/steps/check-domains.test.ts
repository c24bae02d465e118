import { describe, expect, test } from 'vitest';
import type { OrderDraft } from '../../src/domain/draft.ts';
import { checkDomains } from '../../src/steps/check-domains.ts';

function codesOf(value: string, primary: Readonly<Record<string, string>> = {}): string[] {
  const at = { file: 'may.csv', line: 2, column: 'domain', cell: 'A2' };
  const domains = [{ domain: { value, at }, fields: {}, aliases: [], rows: [] }];
  const draft: OrderDraft = {
    name: 'a',
    vendor: 'scaledmail',
    operation: null,
    fields: {},
    domains,
    rows: [],
    findings: [],
  };
  return checkDomains(draft, { primary }).map((finding) => `${finding.severity} ${finding.code}`);
}

describe('domain names', () => {
  test.each([
    ['alpha-mail.com', []],
    ['alpha-mail.co.uk', []],
    ['alpha.example', []],
    ['alpha.test', []],
    ['www.alpha-mail.com', []],
    ['alpha-mail.con', ['warning DOMAIN-ENDING']],
    ['co.uk', ['error DOMAIN-SUFFIX']],
    ['mail.alpha-mail.co.uk', ['warning DOMAIN-SUBDOMAIN']],
    ['xn--mnchen-3ya.de', ['info DOMAIN-IDN']],
    ['xn--pple-43d.com', ['warning DOMAIN-LOOKALIKE']],
    ['http://alpha-mail.com/', []],
    ['not a domain', []],
    ['example.com\nevil.com', []],
  ])('%j', (value, codes) => {
    expect(codesOf(value)).toEqual(codes);
  });

  test("a client's own domain, and what is below it, is never ordered", () => {
    const primary = { 'acme.example': 'acme' };
    expect(codesOf('acme.example', primary)).toEqual(['error DOMAIN-PRIMARY']);
    expect(codesOf('mail.ACME.example', primary)).toEqual(['error DOMAIN-PRIMARY']);
    expect(codesOf('get-acme.example', primary)).toEqual([]);
  });
});
