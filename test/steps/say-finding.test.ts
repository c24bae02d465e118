import { describe, expect, test } from 'vitest';
import { groupFindings, sayFinding, sayFindings } from '../../src/steps/say-finding.ts';
import { findingWith } from '../support/outcomes.ts';

const at = (line: number) => ({ file: 'may.csv', line });

describe('saying findings', () => {
  test('what, where and what next', () => {
    expect(sayFinding(findingWith())).toBe(
      'may.csv line 14, column "redirect" (C14): The redirect has a scheme.\n  → Write main.example.',
    );
    const { fix, ...bare } = findingWith({ at: { file: 'june.xlsx', sheet: 'Sheet1', line: 3 } });
    expect(fix).toBeDefined();
    expect(sayFinding(bare)).toBe('june.xlsx#Sheet1 line 3: The redirect has a scheme.');
  });

  test('a place may lack its line or its column', () => {
    expect(sayFinding(findingWith({ at: at(0), fix: '' }))).toBe('may.csv: The redirect has a scheme.');
    expect(sayFinding(findingWith({ at: { ...at(4), cell: 'D4' }, fix: '' }))).toMatch(/^may\.csv line 4, cell D4: /);
  });

  test('nothing in a sheet can drive the terminal or hide', () => {
    const said = sayFinding(findingWith({ message: 'Value \u001b[2J\u202egro.elpha\nis odd.', fix: '' }));
    expect(said).toContain('Value \\u001b[2J\\u202egro.elpha is odd.');
  });

  test('groups by rule, errors first, and counts the same finding once', () => {
    const warning = findingWith({ severity: 'warning', code: 'W-1' });
    const groups = groupFindings([warning, findingWith(), findingWith(), findingWith({ at: at(15) })]);
    expect(groups.map(({ code, findings }) => [code, findings.length])).toEqual([
      ['SM-REDIRECT', 2],
      ['W-1', 1],
    ]);
  });

  test('compact output names the first places and how many more there are', () => {
    const many = [2, 3, 4, 5, 6].map((line) => findingWith({ at: at(line), message: line === 3 ? 'Other.' : 'Same.' }));
    expect(
      sayFindings([...many, findingWith({ code: 'B', severity: 'info', at: at(9), message: 'Note.', fix: '' })]),
    ).toBe(
      [
        'error SM-REDIRECT, 5 times: Same.',
        '  may.csv line 2',
        '  may.csv line 3: Other.',
        '  may.csv line 4',
        '  and 2 more',
        '  → Write main.example.',
        'info B: may.csv line 9: Note.',
      ].join('\n'),
    );
  });
});
