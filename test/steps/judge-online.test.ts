import { describe, expect, test } from 'vitest';
import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { Finding, Severity } from '../../src/domain/finding.ts';
import type { OnlineFindings } from '../../src/domain/online.ts';
import type { OrderRecord } from '../../src/domain/order-book.ts';
import { claimsOfOthers, judgedFindings } from '../../src/steps/judge-online.ts';

const ONLINE = { vendor: 'scaledmail', keyRefused: null };
const NEW = { record: null, held: new Set<string>(), readBackFirst: false };

function finding(severity: Severity, code: string, value = ''): Finding {
  return { severity, code, value, at: { file: 'may.csv', line: 2 }, message: 'So it is.' };
}

function orderWith(own: readonly Finding[], judged: Partial<OnlineFindings>): CheckedOrder {
  const judge = () => ({ findings: [], taken: [], listed: [], answers: [], ...judged });
  return { key: 'k1', findings: own, judge } as unknown as CheckedOrder;
}

const said = (findings: readonly Finding[]) => findings.map(({ severity, code }) => `${severity} ${code}`);

describe('an order beside its look-ups', () => {
  test('keeps its own findings where nothing was looked up', () => {
    const order = orderWith([finding('error', 'A')], { findings: [finding('error', 'B')] });
    expect(said(judgedFindings(order, null, NEW))).toEqual(['error A']);
    expect(said(judgedFindings(order, ONLINE, NEW))).toEqual(['error A', 'error B']);
  });

  test('drops a warning of the catalogue that the look-up answers', () => {
    const order = orderWith([finding('warning', 'P'), finding('info', 'P'), finding('warning', 'Q')], {
      findings: [finding('info', 'P')],
      answers: ['P'],
    });
    expect(said(judgedFindings(order, ONLINE, NEW))).toEqual(['warning Q', 'info P']);
  });

  test('keeps an error of the catalogue, and says the thing once', () => {
    const own = [finding('error', 'P')];
    expect(said(judgedFindings(orderWith(own, { answers: ['P'] }), ONLINE, NEW))).toEqual(['error P']);
    const both = orderWith(own, { findings: [finding('error', 'P')], answers: ['P'] });
    expect(said(judgedFindings(both, ONLINE, NEW))).toEqual(['error P']);
  });
});

describe('what an earlier sending of the order would explain', () => {
  const order = orderWith([], { taken: [finding('error', 'OWNED'), finding('warning', 'OTHER')] });

  test('is an error for an order that is not to be read back', () => {
    expect(said(judgedFindings(order, ONLINE, NEW))).toEqual(['error OWNED', 'warning OTHER']);
  });

  test('is a warning that says so while the read-back is still to come', () => {
    const findings = judgedFindings(order, ONLINE, { ...NEW, readBackFirst: true });
    expect(said(findings)).toEqual(['warning OWNED', 'warning OTHER']);
    expect(findings.map(({ message }) => message)).toEqual([
      'So it is. It may be this very order, which was sent before and is read back first.',
      'So it is.',
    ]);
  });
});

describe('what the vendor lists', () => {
  const order = orderWith([], {
    listed: [finding('error', 'USED', 'a.example'), finding('error', 'USED', 'b.example')],
  });
  const tried = (attempts: number) => ({ attempts }) as unknown as OrderRecord;

  test('is an error for an order that was never sent', () => {
    expect(said(judgedFindings(order, ONLINE, NEW))).toEqual(['error USED', 'error USED']);
    expect(said(judgedFindings(order, ONLINE, { ...NEW, record: tried(0) }))).toEqual(['error USED', 'error USED']);
  });

  test('is a warning for one that was sent, and may be it', () => {
    expect(said(judgedFindings(order, ONLINE, { ...NEW, record: tried(1) }))).toEqual(['warning USED', 'warning USED']);
  });

  test('is left to the ledger where another order of it holds the domain', () => {
    const held = claimsOfOthers(
      order,
      new Map([
        ['a.example', ['k2']],
        ['b.example', ['k1']],
      ]),
    );
    expect([...held]).toEqual(['a.example']);
    expect(judgedFindings(order, ONLINE, { ...NEW, held }).map(({ value }) => value)).toEqual(['b.example']);
  });
});
