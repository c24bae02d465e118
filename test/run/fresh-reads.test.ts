import { describe, expect, test } from 'vitest';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import { FreshReads } from '../../src/run/fresh-reads.ts';
import { answer } from '../../src/vendors/sample.ts';

const get = (path: string, query: Record<string, string> = {}): HttpRequest => ({
  effect: 'read',
  method: 'GET',
  path,
  query,
});
const search = (...domains: string[]): HttpRequest => ({ ...get('/search'), method: 'POST', body: { domains } });
const lost: HttpReply = { kind: 'lost', reason: 'reset', evidence: { reached: 'started', ms: 1 } };

function setUp(replies: readonly HttpReply[] = []) {
  const asked: HttpRequest[] = [];
  const time = { now: 1_000_000 };
  const clock = { now: () => time.now, elapsed: () => time.now, sleep: async () => {} };
  const read = async (request: HttpRequest) => {
    asked.push(request);
    return replies[asked.length - 1] ?? answer(200, {});
  };
  return { reads: new FreshReads(read, clock, 60_000), asked, time };
}

describe('identical requests', () => {
  test('are made once, also when they are asked for at the same time', async () => {
    const { reads, asked } = setUp();
    await Promise.all(Array.from({ length: 20 }, () => reads.read(get('/packages'))));
    await reads.read(get('/packages'));
    expect(asked).toHaveLength(1);
  });

  test('differ by path, query, method and body', async () => {
    const { reads, asked } = setUp();
    const requests = [get('/a'), get('/a', { q: '1' }), search('a.example'), search('b.example'), get('/search')];
    for (const request of [...requests, ...requests]) await reads.read(request);
    expect(asked).toEqual(requests);
  });

  test('are made again once they are a minute old, or forgotten', async () => {
    const { reads, asked, time } = setUp();
    await reads.read(get('/a'));
    time.now += 59_999;
    await reads.read(get('/a'));
    expect(asked).toHaveLength(1);
    time.now += 1;
    await reads.read(get('/a'));
    expect(asked).toHaveLength(2);
    reads.forget();
    await reads.read(get('/a'));
    expect(asked).toHaveLength(3);
  });

  test('are made again when the clock was set back', async () => {
    const { reads, asked, time } = setUp();
    await reads.read(get('/a'));
    time.now -= 1;
    await reads.read(get('/a'));
    expect(asked).toHaveLength(2);
  });
});

test('what is no answer is handed on and not kept', async () => {
  const { reads, asked } = setUp([lost]);
  expect(await reads.read(get('/a'))).toEqual(lost);
  expect(await reads.read(get('/a'))).toMatchObject({ kind: 'answer' });
  await reads.read(get('/a'));
  expect(asked).toHaveLength(2);
});
