import type { Finding } from '../domain/finding.ts';
import { groupFindings } from '../domain/finding-groups.ts';
import { shortKey } from '../domain/identity.ts';
import type { BatchReport, Outcome } from '../domain/outcome.ts';
import { runsText } from '../domain/rows-text.ts';
import { sayPlace } from '../domain/say-place.ts';
import type { Status } from '../domain/status.ts';
import { visibleText } from '../domain/visible-text.ts';
import { type Xml, xml } from './xml.ts';

type Result = 'passed' | 'failure' | 'error' | 'skipped';

const RESULT = {
  ready: 'passed',
  placed: 'passed',
  awaiting_payment: 'passed',
  payment_pending: 'passed',
  already_placed: 'passed',
  invalid: 'failure',
  refused: 'failure',
  not_sent: 'skipped',
  unknown: 'error',
  skipped: 'skipped',
} satisfies Record<Status, Result>;

interface Case {
  readonly sheet: string;
  readonly classname: string;
  readonly name: string;
  readonly result: Result;
  /** The codes behind it. */
  readonly type: string;
  readonly message: string;
  readonly body: string;
}

/**
 * JUnit's XML, as Jenkins and Surefire describe it: a suite for each sheet, a case for each order. How long an order took
 * is not known, and `time`, which must be there, is always 0.
 */
export function* junitPieces(report: BatchReport): Generator<string> {
  const cases = withOwnNames([...sheetCases(report), ...report.outcomes.map(orderCase)]);
  const bySheet = new Map<string, Case[]>(report.sheets.map(({ file }) => [file, []]));
  for (const one of cases) {
    const own = bySheet.get(one.sheet);
    if (own) own.push(one);
    else bySheet.set(one.sheet, [one]);
  }
  const { tests, failures, errors } = countsOf(cases);
  yield xml`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sheetorder ${report.command}" tests="${tests}" failures="${failures}" errors="${errors}" time="0">
`.text;
  for (const [sheet, own] of bySheet) {
    yield suiteHead(sheet, own, report).text;
    for (const one of own) yield testCase(one).text;
    yield '</testsuite>\n';
  }
  yield '</testsuites>\n';
}

function suiteHead(sheet: string, cases: readonly Case[], report: BatchReport): Xml {
  const { tests, failures, errors, skipped } = countsOf(cases);
  const property = (name: string, value: string) => xml`<property name="${name}" value="${value}"/>\n`;
  const { batch, command, version } = report;
  const properties = Object.entries({ batch, command, version }).map(([name, value]) => property(name, value));
  const at = report.at.replace(/\..*$/, '');
  return xml`<testsuite name="${sheet}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="0" timestamp="${at}">
<properties>
${properties}</properties>
`;
}

function testCase({ classname, name, result, type, message, body }: Case): Xml {
  const open = xml`<testcase name="${name}" classname="${classname}" time="0"`;
  if (result === 'skipped') return xml`${open}><skipped message="${message}">${body}</skipped></testcase>\n`;
  if (result === 'failure')
    return xml`${open}><failure message="${message}" type="${type}">${body}</failure></testcase>\n`;
  if (result === 'error') return xml`${open}><error message="${message}" type="${type}">${body}</error></testcase>\n`;
  return body === '' ? xml`${open}/>\n` : xml`${open}><system-out>${body}</system-out></testcase>\n`;
}

function orderCase(outcome: Outcome): Case {
  const { name, key, status, vendor, operation, orderId, runs, codes, errors, fix, findings } = outcome;
  const places = runsText(runs);
  const isOrder = name !== '' || key !== '';
  const sentence = errors.join(' ') || (fix === '' ? '' : fix);
  const lines = [
    `${status}${orderId === '' ? '' : `, order id ${orderId}`}, ${places}`,
    ...findings.flatMap(findingLines),
    ...(findings.length === 0 ? errors : []),
    ...(fix === '' || findings.some((finding) => finding.fix === fix) ? [] : [`→ ${fix}`]),
  ];
  return {
    sheet: runs[0]?.file ?? '',
    classname: isOrder ? [vendor, operation].filter(Boolean).join('.') || 'order' : 'rows without an order',
    name: isOrder ? name || shortKey(key) : places,
    result: RESULT[status],
    type: codes.join(' ') || status,
    message: sentence || status,
    body: lines.join('\n'),
  };
}

/** Findings about a sheet as such, where there are any; one that an order has too is told there. */
function sheetCases({ sheetFindings, outcomes }: BatchReport): readonly Case[] {
  const told = new Set(outcomes.flatMap(({ findings }) => findings.map(nameOf)));
  const own = sheetFindings.filter((finding) => !told.has(nameOf(finding)));
  return [...new Set(own.map(({ at }) => at.file))].map((sheet) => {
    const groups = groupFindings(own.filter(({ at }) => at.file === sheet));
    const wrong = groups.filter(({ severity }) => severity === 'error');
    return {
      sheet,
      classname: 'sheet',
      name: 'the sheet itself',
      result: wrong.length > 0 ? ('failure' as const) : ('passed' as const),
      type: wrong.map(({ code }) => code).join(' '),
      message: wrong[0]?.findings[0]?.message ?? '',
      body: groups.flatMap(({ findings }) => findings.flatMap(findingLines)).join('\n'),
    };
  });
}

function findingLines({ code, severity, at, message, fix }: Finding): readonly string[] {
  return [`${severity} ${code} at ${sayPlace(at)}: ${message}`, ...(fix === undefined ? [] : [`→ ${fix}`])];
}

function nameOf({ code, at, message }: Finding): string {
  return JSON.stringify([code, sayPlace(at), message]);
}

/** Tools tell cases apart by their names, so that a second one of a name gets a number. */
function withOwnNames(cases: readonly Case[]): readonly Case[] {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  const full = ({ sheet, classname }: Case, name: string) => visibleText(JSON.stringify([sheet, classname, name]));
  return cases.map((one) => {
    let { name } = one;
    for (let count = next.get(full(one, one.name)) ?? 2; taken.has(full(one, name)); count += 1) {
      name = `${one.name} (${count})`;
      next.set(full(one, one.name), count + 1);
    }
    taken.add(full(one, name));
    return name === one.name ? one : { ...one, name };
  });
}

function countsOf(cases: readonly Case[]) {
  const count = (result: Result) => cases.filter((one) => one.result === result).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}
