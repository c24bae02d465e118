import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isMarker, markerOf } from '../../src/domain/identity.ts';
import { Bench } from '../support/command.ts';

const SHEET = readFileSync(fileURLToPath(new URL('../../fixtures/keys/orders.csv', import.meta.url)), 'utf8');

/** What orders were called when the program was first used; a change here would buy them again. */
const PINNED: Readonly<Record<string, string>> = {
  'plain google': '43a7baad855038bf',
  names: 'b9220defd8d10d83',
  'two types': '150b9d8222cac9bf',
  package: 'b756ca17867a0c23',
  'two packages': '817c4aa55c368713',
  form: '6854acaf0cd53a09',
  'own tag': 'ef93b0f5ad2d94fd',
  picture: 'afd729baca0977e6',
  'other registrar': '4431b8c390162f36',
  'with sequencer': 'f9058278fb5809d9',
};

let bench: Bench;
beforeAll(() => {
  bench = new Bench({ SCALEDMAIL_BASE_URL: 'https://server.scaledmail.com/api/v1' });
});
afterAll(() => bench.close());

async function keysOf(sheet: string): Promise<Record<string, string>> {
  writeFileSync(bench.path('orders.csv'), sheet);
  await bench.run('check', bench.path('orders.csv'), '--results', bench.path('r.csv'));
  return Object.fromEntries(bench.csv('r.csv').map((row) => [row.order ?? '', row.key ?? '']));
}

describe('keys', () => {
  test('ten orders have the keys they always had', async () => {
    expect(await keysOf(SHEET)).toEqual(PINNED);
  });

  test('neither password, user name, row order nor column order matters', async () => {
    const [header = '', ...rows] = SHEET.trim().split('\n');
    const turned = (line: string) => line.split(',').reverse().join(',');
    const changed = [header, ...rows.reverse()]
      .map(turned)
      .join('\n')
      .replaceAll('first password', 'second one')
      .replaceAll('ada,Registrar', 'eve,Registrar');
    expect(await keysOf(changed)).toEqual(PINNED);
  });

  test.each([
    ['price id', 'price_SANDBOX_GOOGLE_3', 'price_SANDBOX_GOOGLE_4', 'package'],
    ['quantity', 'OUTLOOK_2,2,', 'OUTLOOK_2,3,', 'two packages'],
    ['coupon', 'SPRING', 'SUMMER', 'two packages'],
    ['tag', 'spring-7', 'spring-8', 'own tag'],
    ['form', '-000000000001', '-000000000002', 'form'],
    ['alias', ',sam,Sam', ',samuel,Sam', 'plain google'],
    ['redirect', 'google,main.example', 'google,else.example', 'plain google'],
    ['domain', 'beta.example', 'betas.example', 'names'],
    ['mailbox type', 'delta.example,google', 'delta.example,outlook', 'two types'],
    ['picture', 'ada.png', 'eve.png', 'picture'],
    ['domain source', 'other,eta', 'scaledmail,eta', 'other registrar'],
  ])('another %s is another order', async (_, from, to, name) => {
    expect(SHEET).toContain(from);
    const keys = await keysOf(SHEET.replace(from, to));
    expect(keys[name]).not.toBe(PINNED[name]);
    const rest = Object.keys(PINNED).filter((other) => other !== name);
    for (const other of rest) expect(keys[other]).toBe(PINNED[other]);
  });

  test('an empty quantity is 1', async () => {
    expect((await keysOf(SHEET.replace('GOOGLE_3,,', 'GOOGLE_3,1,'))).package).toBe(PINNED.package);
  });

  test('another organization or another address is another account', async () => {
    bench.env.SCALEDMAIL_ORGANIZATION_ID = 'org_other';
    const moved = await keysOf(SHEET);
    bench.env.SCALEDMAIL_ORGANIZATION_ID = 'org_test';
    for (const [name, key] of Object.entries(PINNED)) expect(moved[name]).not.toBe(key);
  });
});

describe('markers', () => {
  test('fit into a tag, and one wrong character is noticed', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9a-f]{64}$/),
        fc.nat(19),
        fc.constantFrom(...'0123456789abcdef'),
        (key, at, other) => {
          const marker = markerOf(key);
          expect(marker.length).toBeLessThanOrEqual(20);
          expect(isMarker(marker)).toBe(true);
          const wrong = marker.slice(0, at) + other + marker.slice(at + 1);
          // One check character of sixteen misses one wrong marker in sixteen, so only the last one is certain.
          if (wrong !== marker && at === 19) expect(isMarker(wrong)).toBe(false);
        },
      ),
    );
  });
});
