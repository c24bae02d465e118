import { describe, expect, test } from 'vitest';
import type { Severity } from '../../../src/domain/finding.ts';
import type { HttpReply } from '../../../src/domain/http.ts';
import { saleshandy } from '../../../src/vendors/saleshandy/index.ts';
import { purchase } from '../../../src/vendors/saleshandy/operation.ts';
import { answer } from '../../../src/vendors/sample.ts';
import { draftOf, factsWith, type SheetRow } from '../../support/drafts.ts';
import { type Answers, playBack } from '../playback.ts';
import { row, rows } from './rule-cases/rule-case.ts';

const ok = (payload: unknown) => ({ status: 200, body: { message: 'ok', payload } });
const EMPTY: Answers = { '/domain': ok({ domains: [] }) };
const SEARCHING = { schemaVerified: true, searchParameter: 'domain' };
const CREDITS = { is_free_order: 'true' };

function look(answers: Answers, settings: object = SEARCHING, sheet: readonly SheetRow[] = row()) {
  const order = { operation: 'purchase', draft: draftOf(sheet, '', 'saleshandy') };
  const context = { organization: '', origin: 'https://open-api.saleshandy.com', settings: { ...settings } };
  return playBack(saleshandy.preflight([order], context), { ...EMPTY, ...answers });
}

function found(answers: Answers, settings: object = SEARCHING, sheet: readonly SheetRow[] = row()) {
  const { result } = look(answers, settings, sheet);
  if (result.kind === 'failed') throw new Error(result.failure.reason);
  const question = { draft: draftOf(sheet, '', 'saleshandy'), facts: factsWith({ ...settings }), key: 'a'.repeat(64) };
  const { findings, taken, listed } = purchase.checkOnline(question, result.online);
  return [...findings, ...taken, ...listed];
}

const codes = (...given: Parameters<typeof found>) =>
  found(...given).map(({ severity, code }) => `${severity} ${code}`);
const listedAs = (name: string, status: string) => ({ '/domain': ok({ domains: [{ name, status, orderId: 'o1' }] }) });
const said = (payload: unknown) => ({ '/domain/search': ok(payload) });
const YES = said({ domains: [{ name: 'alpha.example', available: true }] });

type Case = readonly [
  code: string,
  name: string,
  at: `${Severity} ${string}`,
  breaks: Parameters<typeof found>,
  passes: Parameters<typeof found>,
];

const PASSES: Parameters<typeof found> = [YES, SEARCHING, row(CREDITS)];
const CASES: readonly Case[] = [
  ['SHO-AUTH', 'a refused key', 'error vendor', [{ '/domain': { status: 401, body: '' } }], PASSES],
  [
    'SHO-AUTH',
    'a key of another environment',
    'error vendor',
    [{ '/domain': { status: 400, body: { code: 400, type: 'AUTH', message: 'Invalid token' } } }],
    PASSES,
  ],
  ['SHO-AVAILABLE', 'a search that nobody described', 'warning domain', [{}, { schemaVerified: true }], PASSES],
  ['SHO-AVAILABLE', 'taken', 'error domain', [said([{ domain: 'Alpha.example', status: 'taken' }])], PASSES],
  ['SHO-AVAILABLE', 'not available', 'error domain', [said({ name: 'alpha.example', isAvailable: false })], PASSES],
  [
    'SHO-AVAILABLE',
    'of a longer name',
    'warning domain',
    [said([{ name: 'an-alpha.example', available: true }])],
    PASSES,
  ],
  [
    'SHO-AVAILABLE',
    'yes and no',
    'warning domain',
    [said({ name: 'alpha.example', available: true, status: 'taken' })],
    PASSES,
  ],
  ['SHO-AVAILABLE', 'in other words', 'warning domain', [said([{ name: 'alpha.example', status: 'premium' }])], PASSES],
  ['SHO-AVAILABLE', 'a search that is not there', 'warning domain', [{}], PASSES],
  ['SHO-PLAN-PRICE', 'an order to be paid', 'warning plan_type', [YES], PASSES],
  ['SHO-ALREADY-OWNED', 'active', 'error domain', [{ ...YES, ...listedAs('alpha.example', 'active') }], PASSES],
  [
    'SHO-ALREADY-OWNED',
    'in progress',
    'error domain',
    [{ ...YES, ...listedAs('Alpha.example', 'inProgress') }],
    PASSES,
  ],
  [
    'SHO-ALREADY-OWNED',
    'a status that is not documented, and one that is gone',
    'error domain',
    [{ ...YES, ...listedAs('alpha.example', 'pausedByVendor') }],
    [{ ...YES, ...listedAs('alpha.example', 'expired') }, SEARCHING, row(CREDITS)],
  ],
  [
    'SHO-ALREADY-OWNED',
    'the whole name and a part of one',
    'error domain',
    [{ ...YES, ...listedAs('alpha.example', 'active') }],
    [{ ...YES, ...listedAs('get-alpha.example', 'active') }, SEARCHING, row(CREDITS)],
  ],
  [
    'SHO-ALREADY-OWNED',
    'a list that is not whole',
    'warning domain',
    [{ ...YES, '/domain': ok({ domains: [], total: 2 }) }],
    PASSES,
  ],
];

describe.each(CASES)('%s %s', (code, _name, at, breaks, passes) => {
  test('is found at its cell', () => {
    const [severity, column] = at.split(' ');
    const of = found(...breaks).filter((finding) => finding.code === code);
    expect(of).toHaveLength(1);
    expect(of[0]).toMatchObject({ severity, at: { file: 'may.csv', line: 2, column } });
    expect(of[0]?.message).toMatch(/\.$/);
    expect(of[0]?.fix).toMatch(/\.$/);
  });

  test('is not found where it is just not so', () => {
    expect(found(...passes).filter((finding) => finding.code === code)).toEqual([]);
  });
});

test('every rule that asks the vendor has a page and a case', () => {
  const pages = saleshandy.pages.map((page) => page.code).filter((code) => code.startsWith('SHO-'));
  const rules = CASES.map(([code]) => code);
  expect([...new Set([...rules, 'SHO-CREDITS', 'SHO-ZIP'])].sort()).toEqual([...pages].sort());
});

test('a key that is refused is all there is to say', () => {
  expect(codes({ '/domain': { status: 403, body: '' } })).toEqual(['error SHO-AUTH']);
});

test('an order with nothing to ask about has no finding', () => {
  expect(codes(YES, SEARCHING, row(CREDITS))).toEqual([]);
});

describe('what is read', () => {
  const pathsOf = (settings: object) =>
    look(YES, settings, [...rows({}), { ...row()[0], domain: 'beta.example' }]).requests.map(
      ({ path, query }) => `${path} ${JSON.stringify(query)}`,
    );

  test('the list alone, while nobody knows what the search takes', () => {
    expect(pathsOf({})).toEqual(['/domain {}']);
  });

  test('each domain once, by the parameter that the operator names', () => {
    expect(pathsOf(SEARCHING)).toEqual([
      '/domain {}',
      '/domain/search {"domain":"alpha.example"}',
      '/domain/search {"domain":"beta.example"}',
    ]);
  });

  test.each([
    ['the list', { '/domain': { status: 500, body: '' } }],
    ['the search', { '/domain/search': { status: 502, body: '' } }],
    ['the search, throttled', { '/domain/search': { status: 429, body: '' } }],
  ])('%s that fails in passing fails the look-up', (_, answers) => {
    expect(look(answers).result).toMatchObject({ kind: 'failed', failure: { unauthorised: false } });
  });

  test('a key that is refused at the search counts too', () => {
    expect(codes({ '/domain/search': { status: 401, body: '' } })).toEqual(['error SHO-AUTH']);
  });
});

describe('refusals that show on submit', () => {
  const refusal = (status: number, message: unknown): HttpReply => answer(status, { statusCode: status, message });

  test.each([
    ['SHO-CREDITS', 'Insufficient credits'],
    ['SHO-CREDITS', ['Not enough free credits', 'credits are required']],
    ['SHO-ZIP', 'zipcode must be valid for the country'],
    ['SHO-ZIP', ['The postal code is invalid']],
    ['SH-NO-EXTRA', ['domains.0.property mailBoxes should not exist', 'domains.0.mailboxes must be an array']],
    ['HTTP-400', ['zipcode must be valid', 'city should not be empty']],
    ['HTTP-400', ['zipcode must be valid', 'not enough credits']],
    ['HTTP-400', 'accredited registrant required'],
  ])('%s: %j', (code, message) => {
    expect(purchase.readReply(refusal(400, message))).toMatchObject({ kind: 'refused', code });
  });

  test.each([
    [402, 'HTTP-402'],
    [409, 'HTTP-409'],
    [500, 'HTTP-500'],
  ])('a doubt stays a doubt: %i', (status, code) => {
    expect(purchase.readReply(refusal(status, 'Insufficient credits'))).toMatchObject({ kind: 'unknown', code });
  });

  test('what had to be confirmed still has to be', () => {
    expect(purchase.readReply(refusal(400, 'Insufficient credits'))).toMatchObject({ confirm: true });
    expect(purchase.readReply(refusal(400, 'zipcode must be valid'))).toMatchObject({ confirm: false });
    expect(purchase.readReply(refusal(400, 'zipcode already used'))).toMatchObject({ confirm: true });
  });

  test('a yes that speaks of credits is a yes', () => {
    const reply = answer(201, { message: 'credits used', payload: { orderId: 'o1' } });
    expect(purchase.readReply(reply)).toMatchObject({ kind: 'placed' });
  });
});
