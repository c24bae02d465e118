import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/domain/http.ts';
import type { Operation, Vendor } from '../../src/domain/vendor.ts';
import { vendors } from '../../src/vendors/index.ts';
import type { Sample } from '../../src/vendors/sample.ts';
import { hostileReplies } from './hostile-replies.ts';
import { followed, playBack, remember } from './playback.ts';

const REQUEST: HttpRequest = { effect: 'spend', method: 'POST', path: '/order', query: {}, body: {} };

async function samplesOf(id: string): Promise<readonly Sample[]> {
  const module = (await import(`../../src/vendors/${id}/samples/index.ts`)) as { readonly samples: readonly Sample[] };
  return module.samples;
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
    const { result, requests } = playBack(operation.place(REQUEST), { [REQUEST.path]: sample.reply });
    expect(result).toMatchObject(sample.expect);
    expect(requests).toEqual([REQUEST]);
    expect(operation.readReply(sample.reply)).toEqual(result);
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
      const { result, requests } = playBack(operation.place(REQUEST), { [REQUEST.path]: reply });
      expect(kinds).toContain(result.kind);
      expect(requests.filter((request) => request.effect === 'spend')).toHaveLength(1);
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

  test('has one page for each code', () => {
    const codes = vendor.pages.map((page) => page.code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
