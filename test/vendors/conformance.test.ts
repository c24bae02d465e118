import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/domain/http.ts';
import type { Operation, Vendor } from '../../src/domain/vendor.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { vendors } from '../../src/vendors/index.ts';
import type { Sample } from '../../src/vendors/sample.ts';
import { draftOf, factsWith } from '../support/drafts.ts';
import { hostileReplies } from './hostile-replies.ts';
import { type Answers, followed, playBack, remember } from './playback.ts';

const CONTEXT = { organization: 'o', origin: 'https://vendor.example' };
const REQUEST: HttpRequest = { effect: 'spend', method: 'POST', path: '/order', query: {}, body: {} };

async function samplesOf(id: string): Promise<readonly Sample[]> {
  const module = (await import(`../../src/vendors/${id}/samples/index.ts`)) as { readonly samples: readonly Sample[] };
  return module.samples;
}

/** What was asked before the spend may tell the amount, which a stored reply alone does not. */
function withoutAmount(verdict: Verdict): unknown {
  if (verdict.kind !== 'placed') return verdict;
  const { amount: _amount, ...receipt } = verdict.receipt;
  return { ...verdict, receipt };
}

function operationOf(vendor: Vendor, id: string): Operation {
  const operation = vendor.operations[id];
  if (!operation) throw new Error(`${vendor.id} has no operation ${id}`);
  return operation;
}

test('the registry lists every vendor folder', () => {
  const folders = readdirSync(new URL('../../src/vendors', import.meta.url), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory() && !entry.name.startsWith('_')).map(({ name }) => name);
  expect(Object.keys(vendors).sort()).toEqual(names.sort());
});

describe.each(Object.entries<Vendor>(vendors))('%s', async (id, vendor) => {
  const samples = await samplesOf(id);
  const spends = samples.filter((sample) => sample.kind === 'spend');
  const readBacks = samples.filter((sample) => sample.kind === 'read-back');
  const statuses = samples.filter((sample) => sample.kind === 'status');
  const operations = Object.values(vendor.operations);
  /** A spend of this operation that goes as far as the spend. */
  const spendOf = ({ id: name }: Operation) => {
    const sample = spends.find((one) => one.operation === name && one.expect.kind === 'placed');
    return { request: sample?.request ?? REQUEST, looks: sample?.looks ?? {} };
  };

  test('is registered under its own name, and so are its operations', () => {
    expect(vendor.id).toBe(id);
    expect(Object.entries(vendor.operations).every(([name, operation]) => operation.id === name)).toBe(true);
  });

  test('has placed, refused and odd samples', () => {
    const kinds = new Set(spends.map((sample) => sample.expect.kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['placed', 'refused', 'unknown']));
  });

  test.each(spends)('reads $name', (sample) => {
    const operation = operationOf(vendor, sample.operation);
    const { request = REQUEST, looks = {} } = sample;
    const { result, requests } = playBack(operation.place(request), { ...looks, [request.path]: sample.reply });
    expect(result).toMatchObject(sample.expect);
    expect(requests.at(-1)).toEqual(request);
    expect(requests.slice(0, -1).map(({ effect, path }) => `${effect} ${path}`)).toEqual(
      Object.keys(looks).map((path) => `read ${path}`),
    );
    const alone = operation.readReply(sample.reply);
    expect(withoutAmount(alone)).toEqual(withoutAmount(result));
    if (!sample.looks) expect(alone).toEqual(result);
  });

  test.each(readBacks)('reads back $name', (sample) => {
    const wanted = remember({ domains: sample.domains, claims: sample.domains, operation: sample.operation });
    const { result, requests } = playBack(operationOf(vendor, sample.operation).find(wanted), sample.replies);
    expect(result).toMatchObject(sample.expect);
    expect(requests.every((request) => request.effect === 'read' && request.method === 'GET')).toBe(true);
  });

  test.each(statuses)('tells $name', (sample) => {
    const { follow } = operationOf(vendor, sample.operation);
    if (!follow) throw new Error(`${id} does not follow ${sample.operation}`);
    const { result, requests } = playBack(follow(followed(sample.followed)), sample.replies);
    if (result.kind === 'failed') throw new Error(result.failure.reason);
    const { problems, domains } = result.delivery;
    expect(domains.map(({ state }) => state)).toEqual(sample.expect.states);
    expect([...problems, ...domains.flatMap((domain) => domain.problems)].map(({ code }) => code)).toEqual(
      sample.expect.problems,
    );
    expect(requests.every((request) => request.effect === 'read' && request.method === 'GET')).toBe(true);
  });

  describe.each(operations)('$id', (operation) => {
    test.each(hostileReplies)('%s at every read of a status tells nothing', (_, reply) => {
      const answers = new Proxy({}, { get: () => reply });
      if (operation.follow)
        expect(playBack(operation.follow(followed({ operation: operation.id })), answers).result.kind).toBe('failed');
    });

    test.each(hostileReplies)('%s at the spend', (_, reply, kinds) => {
      const { request, looks } = spendOf(operation);
      const { result, requests } = playBack(operation.place(request), { ...looks, [request.path]: reply });
      expect(kinds).toContain(result.kind);
      expect(requests.filter((request) => request.effect === 'spend')).toHaveLength(1);
    });

    test.each(hostileReplies)('%s at a read before the spend sends nothing', (_, reply) => {
      const { request, looks } = spendOf(operation);
      const answers = Object.fromEntries(Object.keys(looks).map((path) => [path, reply]));
      if (Object.keys(looks).length === 0) return;
      const { result, requests } = playBack(operation.place(request), answers);
      expect(result.kind).toBe('not_placed');
      expect(requests.every(({ effect }) => effect === 'read')).toBe(true);
    });

    test.each(hostileReplies)('%s at every read of a read-back is no find', (_, reply) => {
      const answers = new Proxy({}, { get: () => reply });
      const { result } = playBack(operation.find(remember({ operation: operation.id, claims: ['form:f-1'] })), answers);
      expect(result.kind).toBe('inconclusive');
    });
  });

  test.each(hostileReplies)('%s at every read before the first spend is a failure', (_, reply) => {
    const answers = new Proxy({}, { get: () => reply });
    expect(playBack(vendor.survey({ organization: 'o' }), answers).result.kind).toBe('failed');
    expect(playBack(vendor.pullCatalogue({ organization: 'o' }), answers).result.kind).toBe('failed');
  });

  describe.each(operations)('the look-ups of $id', (operation) => {
    const draft = draftOf(operation.example, operation.id, vendor.id);
    const facts = { ...factsWith(), organization: 'o' };
    const play = (answers: Answers) =>
      playBack(
        vendor.preflight([{ operation: operation.id, draft }], { ...CONTEXT, settings: facts.settings }),
        answers,
      );

    test.each(hostileReplies)('%s at every one never spends and never passes', (_, reply) => {
      const { result, requests } = play(new Proxy({}, { get: () => reply }));
      expect(requests.length).toBeGreaterThan(0);
      expect(requests.every(({ effect }) => effect === 'read')).toBe(true);
      if (result.kind === 'failed') return expect(result.failure.reason).not.toBe('');
      const { findings, taken } = operation.checkOnline({ draft, facts, key: 'a'.repeat(64) }, result.online);
      const loud = [...findings, ...taken].filter(({ severity }) => severity !== 'info');
      expect(loud.length).toBeGreaterThan(0);
      expect(loud.filter(({ message }) => !/Not checked|refused the key|does not see/.test(message))).toEqual([]);
    });

    test('what is not there is said, and holds nothing up', () => {
      const { result } = play({});
      expect(result.kind).toBe('read');
      if (result.kind === 'failed') return;
      const { findings, taken, listed } = operation.checkOnline({ draft, facts, key: 'a'.repeat(64) }, result.online);
      expect(listed).toEqual([]);
      expect(new Set([...findings, ...taken].map(({ severity }) => severity))).toEqual(new Set(['warning']));
    });

    test("another vendor's look-ups say nothing", () => {
      const nothing = operation.checkOnline({ draft, facts, key: '' }, { vendor: 'other', keyRefused: 'no' });
      expect(nothing).toEqual({ findings: [], taken: [], listed: [], answers: [] });
    });
  });

  test('has one page for each code', () => {
    const codes = vendor.pages.map((page) => page.code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
