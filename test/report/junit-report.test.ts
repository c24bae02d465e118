import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/index.ts';
import { anyReport } from '../support/batch-reports.ts';
import { hostileIn } from '../support/hostile-text.ts';
import { findingWith, outcomeWith, reportWith } from '../support/outcomes.ts';
import { type Element, parseXml } from '../support/strict-xml.ts';

/** What both Jenkins' junit-10.xsd and Surefire's surefire-test-report.xsd know; the top element is Jenkins' alone. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['name', 'tests', 'failures', 'errors', 'time'],
  testsuite: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'timestamp'],
  properties: [],
  property: ['name', 'value'],
  testcase: ['name', 'classname', 'time'],
  failure: ['message', 'type'],
  error: ['message', 'type'],
  skipped: ['message'],
  'system-out': [],
};
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['testsuite'],
  testsuite: ['properties', 'testcase'],
  properties: ['property'],
  testcase: ['failure', 'error', 'skipped', 'system-out'],
};

const all = (element: Element): readonly Element[] => [element, ...element.children.flatMap(all)];
const named = (element: Element, name: string) => all(element).filter((one) => one.name === name);

function faultsIn(root: Element): readonly string[] {
  return all(root).flatMap(({ name, attributes, children }) => [
    ...Object.keys(attributes).flatMap((key) => (ATTRIBUTES[name]?.includes(key) ? [] : [`${name}@${key}`])),
    ...(ATTRIBUTES[name] ?? ['known']).flatMap((key) => (key in attributes ? [] : [`${name} without ${key}`])),
    ...children.flatMap((child) => (CHILDREN[name]?.includes(child.name) ? [] : [`${child.name} in ${name}`])),
  ]);
}

/** Counts that the attributes give against the cases that there are. */
function countFaultsIn(root: Element): readonly string[] {
  return [root, ...named(root, 'testsuite')].flatMap((element) => {
    const cases = named(element, 'testcase');
    const count = (child: string) => cases.filter(({ children }) => children.some(({ name }) => name === child)).length;
    const real = {
      tests: cases.length,
      failures: count('failure'),
      errors: count('error'),
      ...(element === root ? {} : { skipped: count('skipped') }),
    };
    return Object.entries(real)
      .filter(([name, value]) => element.attributes[name] !== String(value))
      .map(([name]) => `${element.name} ${name}`);
  });
}

const outcomes = [
  outcomeWith({ status: 'awaiting_payment', checkoutUrl: 'https://pay.example/secret-link' }),
  outcomeWith({
    name: 'o2',
    status: 'invalid',
    codes: ['SM-REDIRECT'],
    errors: ['The redirect has a scheme.'],
    findings: [findingWith()],
  }),
  outcomeWith({ name: 'o3', status: 'unknown', codes: ['TIMED-OUT'], errors: ['No answer came.'], fix: 'Reconcile.' }),
  outcomeWith({ name: 'o4', status: 'skipped', codes: ['STRICT'], errors: ['--strict stops the batch.'] }),
  outcomeWith({ name: 'o4', status: 'refused', codes: ['HTTP-422'], errors: ['No <stock> & no "card".'] }),
  outcomeWith({ name: 'o4 (2)', status: 'ready' }),
  outcomeWith({ name: '', status: 'placed' }),
  outcomeWith({
    name: '',
    key: '',
    vendor: '',
    operation: '',
    status: 'invalid',
    codes: ['ROW-ALONE'],
    errors: ['Why.'],
  }),
];
const TEXT = renderReport(reportWith({ outcomes, sheetFindings: [findingWith({ code: 'SHEET-HEADER' })] }), '.xml');

describe('JUnit report', () => {
  const root = parseXml(TEXT);
  const cases = named(root, 'testcase');
  const ofName = (name: string) => cases.find(({ attributes }) => attributes.name === name);

  test('has a case for each order, one for rows without an order, and one for a sheet that is wrong itself', () => {
    expect(cases.map(({ attributes, children }) => [attributes.name, attributes.classname, children[0]?.name])).toEqual(
      [
        ['the sheet itself', 'sheet', 'failure'],
        ['o1', 'scaledmail.create-order', 'system-out'],
        ['o2', 'scaledmail.create-order', 'failure'],
        ['o3', 'scaledmail.create-order', 'error'],
        ['o4', 'scaledmail.create-order', 'skipped'],
        ['o4 (2)', 'scaledmail.create-order', 'failure'],
        ['o4 (2) (2)', 'scaledmail.create-order', 'system-out'],
        ['0123456789abcdef', 'scaledmail.create-order', 'system-out'],
        ['may.csv:2-3', 'rows without an order', 'failure'],
      ],
    );
  });

  test('a failure has the code, the sentence, the places and what to do', () => {
    expect(ofName('o2')?.children[0]?.attributes).toEqual({
      message: 'The redirect has a scheme.',
      type: 'SM-REDIRECT',
    });
    expect(ofName('o2')?.children[0]?.text).toContain('may.csv line 14, column "redirect" (C14)');
    expect(ofName('o2')?.children[0]?.text).toContain('→ Write main.example.');
    expect(ofName('o4 (2)')?.children[0]?.attributes.message).toBe('No <stock> & no "card".');
    expect(ofName('o3')?.children[0]?.text).toContain('→ Reconcile.');
  });

  test('has only what Jenkins and Surefire know, and counts that add up', () => {
    expect(faultsIn(root)).toEqual([]);
    expect(countFaultsIn(root)).toEqual([]);
    expect(root.attributes).toMatchObject({ tests: '9', failures: '4', errors: '1' });
    expect(named(root, 'testsuite')[0]?.attributes).toMatchObject({
      name: 'may.csv',
      timestamp: '2026-05-04T10:00:00',
    });
    expect(TEXT).not.toContain('secret-link');
  });

  test('stays XML whatever stands in a sheet or a reply', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = renderReport(report, '.xml');
        const read = parseXml(text);
        expect(faultsIn(read)).toEqual([]);
        expect(countFaultsIn(read)).toEqual([]);
        expect(hostileIn(text)).toEqual([]);
        const names = named(read, 'testsuite').flatMap((suite) =>
          named(suite, 'testcase').map(({ attributes }) =>
            JSON.stringify([suite.attributes.name, attributes.classname, attributes.name]),
          ),
        );
        expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
        expect(text).not.toContain('secret-link');
      }),
      { numRuns: 200 },
    );
  });

  const chromium = '/usr/bin/chromium';
  test.skipIf(!existsSync(chromium))(
    `a browser reads it too (skipped where ${chromium} is not installed)`,
    async () => {
      const { chromium: browser } = await import('playwright-core');
      const evil = fc.sample(anyReport, { seed: 7, numRuns: 30 }).map((report) => renderReport(report, '.xml'));
      const opened = await browser.launch({ executablePath: chromium, args: ['--no-sandbox'] });
      try {
        const page = await opened.newPage();
        // As text, because what runs in a browser is not known to the compiler here.
        const errors = await page.evaluate<string[]>(
          `${JSON.stringify([TEXT, ...evil])}.map((text) => {
          const read = new DOMParser().parseFromString(text, 'application/xml');
          return read.querySelector('parsererror')?.textContent ?? read.documentElement.tagName;
        })`,
        );
        expect(new Set(errors)).toEqual(new Set(['testsuites']));
      } finally {
        await opened.close();
      }
    },
    60_000,
  );
});
