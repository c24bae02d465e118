import { expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { Corner } from '../support/corner.ts';
import { PAIRS } from '../support/exit-pairs.ts';

const TABLE = PAIRS.map((pair) => [`${EXIT[pair.told]}, not ${EXIT[pair.also]}`, pair] as const);

test.concurrent.each(TABLE)(
  'when both apply, submit tells %s',
  async (_, { told, play }) => {
    const corner = await Corner.open(true);
    try {
      const { exit, signal, out, err } = await play(corner);
      expect(`${exit} ${signal}`, `${out}\n${err}`).toBe(`${EXIT[told]} null`);
      const last: unknown = JSON.parse(err.trim().split('\n').at(-1) ?? '');
      expect(last).toMatchObject({ event: 'end', exit: EXIT[told], exit_name: told });
      await corner.expectTold();
    } finally {
      await corner.close();
    }
  },
  120_000,
);

test('no code of the table is in no pair, but for those that end a run before anything else can be known', () => {
  const shown = new Set(PAIRS.flatMap(({ told, also }) => [told, also]));
  expect(Object.keys(EXIT).filter((name) => !shown.has(name as keyof typeof EXIT))).toEqual(['done', 'sheet']);
});
