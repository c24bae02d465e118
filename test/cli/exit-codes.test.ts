import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT, type ExitEvents, exitCodeFor } from '../../src/cli/exit-codes.ts';
import type { Status } from '../../src/domain/status.ts';
import { outcomeWith } from '../support/outcomes.ts';

const codeOf = (statuses: readonly Status[], events: ExitEvents = {}) =>
  exitCodeFor(
    statuses.map((status) => outcomeWith({ status })),
    events,
  );

describe('exit codes', () => {
  test('the README lists exactly these', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const part = readme.split(/^## /m).find((text) => text.startsWith('Exit codes')) ?? '';
    const rows = [...part.matchAll(/^\|\s*([\d, ]+?)\s*\|\s*`?(\w+)`?\s*\|/gm)];
    const listed = rows.flatMap(([, codes = '', name = '']) =>
      codes.split(',').map((code): [string, number] => [name, Number(code)]),
    );
    const ours = Object.entries(EXIT).map(([name, code]): [string, number] => [
      name === 'terminated' ? 'interrupted' : name,
      code,
    ]);
    expect(listed.toSorted(([, a], [, b]) => a - b)).toEqual(ours.toSorted(([, a], [, b]) => a - b));
  });

  test('done when everything is placed, already placed or ready', () => {
    expect(codeOf([])).toBe(0);
    expect(codeOf(['placed', 'already_placed', 'ready', 'awaiting_payment', 'payment_pending'])).toBe(0);
  });

  test.each(['invalid', 'refused', 'not_sent', 'skipped'] as const)('%s is 3', (status) => {
    expect(codeOf(['placed', status])).toBe(3);
  });

  test('an order in doubt is 4, also when it only holds others back', () => {
    expect(codeOf(['refused', 'unknown'])).toBe(4);
    expect(exitCodeFor([outcomeWith({ status: 'skipped', codes: ['HELD-BY-UNKNOWN'] })])).toBe(4);
  });

  test('payments due count only when asked', () => {
    expect(codeOf(['placed', 'awaiting_payment'], { paymentDueFails: true })).toBe(10);
    expect(codeOf(['payment_pending'], { paymentDueFails: true })).toBe(10);
    expect(codeOf(['placed'], { paymentDueFails: true })).toBe(0);
    expect(codeOf(['awaiting_payment', 'refused'], { paymentDueFails: true })).toBe(3);
  });

  test('signals', () => {
    expect(codeOf([], { interrupted: 'SIGINT' })).toBe(130);
    expect(codeOf([], { interrupted: 'SIGTERM' })).toBe(143);
    expect(codeOf([], { interrupted: 'SIGHUP' })).toBe(143);
    expect(codeOf(['placed'], { interrupted: null })).toBe(0);
  });

  test('strict that stops is 3', () => {
    expect(codeOf(['ready'], { strictStopped: true })).toBe(3);
  });

  test('when several apply, the gravest is told', () => {
    let events: ExitEvents = {
      thrown: ['bug', 'ledger', 'sheet', 'usage', 'stale_plan', 'try_later'],
      interrupted: 'SIGTERM',
      halted: true,
      guarded: true,
      paymentDueFails: true,
    };
    for (const expected of [1, 6, 5, 2, 8, 75]) {
      expect(codeOf(['unknown', 'refused', 'awaiting_payment'], events)).toBe(expected);
      events = { ...events, thrown: (events.thrown ?? []).slice(1) };
    }
    expect(codeOf(['unknown', 'refused', 'awaiting_payment'], events)).toBe(143);
    events = { ...events, interrupted: null };
    expect(codeOf(['unknown', 'refused', 'awaiting_payment'], events)).toBe(4);
    expect(codeOf(['refused', 'awaiting_payment'], events)).toBe(7);
    expect(codeOf(['refused', 'awaiting_payment'], { ...events, halted: false })).toBe(9);
    expect(codeOf(['refused', 'awaiting_payment'], { paymentDueFails: true })).toBe(3);
    expect(codeOf(['awaiting_payment'], { paymentDueFails: true })).toBe(10);
  });
});
