import { expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import type { Ended } from '../support/built.ts';
import { Corner } from '../support/corner.ts';
import type { ExitScene } from '../support/exit-scene.ts';
import { OF_CHECK, OF_RECONCILE, OF_STATUS } from '../support/read-scenes.ts';
import { OF_SUBMIT } from '../support/submit-scenes.ts';

const ROWS = [
  ['submit', OF_SUBMIT],
  ['check', OF_CHECK],
  ['reconcile', OF_RECONCILE],
  ['status', OF_STATUS],
] as const;
/** Each scene as a person sees it, and the first of each code once more under `--json`. */
const TABLE = ROWS.flatMap(([command, scenes]) =>
  scenes.flatMap((scene, at) => {
    const row = (isJson: boolean, how: string) =>
      [`${command}${how}: ${EXIT[scene.code]} when ${scene.when}`, command, scene, isJson] as const;
    const isFirst = scenes.findIndex(({ code }) => code === scene.code) === at;
    return [row(false, ''), ...(isFirst ? [row(true, ' --json')] : [])];
  }),
);

test.concurrent.each(TABLE)(
  '%s',
  async (_, command, scene, isJson) => {
    const corner = await Corner.open(isJson);
    try {
      const ended = await scene.play(corner);
      expect(`${ended.exit} ${ended.signal}`, ended.err).toBe(`${EXIT[scene.code]} null`);
      if (isJson) expectEvents(ended, command, scene);
      else expectOneSentence(ended, scene);
      await corner.expectTold();
    } finally {
      await corner.close();
    }
  },
  120_000,
);

test('no code of the table is without a scene of submit', () => {
  const shown = new Set(OF_SUBMIT.map(({ code }) => code));
  expect(Object.keys(EXIT).filter((name) => !shown.has(name as ExitScene['code']))).toEqual([]);
});

/** What needs a person is said once, and one thing to do about it; only a bug shows where it broke. */
function expectOneSentence({ out, err }: Ended, { code, says }: ExitScene): void {
  if (code !== 'bug') expect(err).not.toMatch(/^\s+at .+:\d+/m);
  if (!says) return;
  const text = `${out}\n${err}`;
  expect(text.match(says) ?? [], text).toHaveLength(1);
  expect(err.match(/^(→ |Next: )/gm)?.length ?? 0, err).toBeLessThanOrEqual(1);
}

/** Events alone, the last of which names the code. `status` ends in a document, and words that nobody understood in an error. */
function expectEvents({ err }: Ended, command: string, { code }: ExitScene): void {
  const events = err.split('\n').flatMap((line): Record<string, unknown>[] => (line === '' ? [] : [JSON.parse(line)]));
  const told = events.filter(({ exit }) => exit !== undefined);
  for (const { exit, exit_name: name } of told) expect([exit, name]).toEqual([EXIT[code], code]);
  if (command === 'status') return;
  const last = events.at(-1);
  expect(last).toMatchObject(last?.code === 'USAGE-UNKNOWN' ? { event: 'error' } : { event: 'end', command });
}
