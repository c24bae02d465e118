import { expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import type { Ended } from '../support/built.ts';
import { Corner } from '../support/corner.ts';
import { Drop } from '../support/drop.ts';
import { OF_RUN, type RunScene } from '../support/run-scenes.ts';

/** `run` takes no plan that could be stale. */
const NEVER = ['stale_plan'];

/** Each scene as a person sees it, and the first of each code once more under `--json`. */
const TABLE = OF_RUN.flatMap((scene, at) => {
  const row = (isJson: boolean, how: string) =>
    [`run${how}: ${EXIT[scene.code]} when ${scene.when}`, scene, isJson] as const;
  const isFirst = OF_RUN.findIndex(({ code }) => code === scene.code) === at;
  return [row(false, ''), ...(isFirst ? [row(true, ' --json')] : [])];
});

test.concurrent.each(TABLE)(
  '%s',
  async (_, scene, isJson) => {
    const corner = await Corner.open(isJson);
    try {
      const drop = new Drop(corner);
      const ended = await scene.play(drop);
      expect(`${ended.exit} ${ended.signal}`, `${ended.out}\n${ended.err}`).toBe(`${EXIT[scene.code]} null`);
      expect(drop.places(), `${ended.out}\n${ended.err}`).toEqual(scene.places);
      if (isJson) expectDocument(ended, scene);
      else expectOneSentence(ended, scene);
      if (scene.isToldNext) await drop.tellNext();
      drop.expectTold();
    } finally {
      await corner.close();
    }
  },
  120_000,
);

test('the vendor that asks for an hour is asked for one order only, however many sheets there are', async () => {
  const corner = await Corner.open();
  try {
    const drop = new Drop(corner);
    for (const name of ['a', 'b', 'c']) drop.sheet(`${name}.csv`, `busy-${name}`, `good-${name}`);
    const { exit, out } = await drop.run();
    expect([exit, corner.vendor.spends], out).toEqual([EXIT.try_later, 1]);
    expect(drop.places()).toEqual(['inbox/a.csv', 'inbox/b.csv', 'inbox/c.csv']);
  } finally {
    await corner.close();
  }
}, 60_000);

test('no code of the table is without a scene of run, but for those that it never ends with', () => {
  const shown = new Set<string>([...OF_RUN.map(({ code }) => code), ...NEVER]);
  expect(Object.keys(EXIT).filter((name) => !shown.has(name))).toEqual([]);
});

function expectOneSentence({ out, err }: Ended, { code, says }: RunScene): void {
  const text = `${out}\n${err}`;
  if (code !== 'bug') expect(text).not.toMatch(/^\s+at .+:\d+/m);
  expect(text.match(says) ?? [], text).toHaveLength(1);
}

/** One document that names the code; a run that could not begin has an error event instead. */
function expectDocument({ out, err }: Ended, { code }: RunScene): void {
  const told: unknown = JSON.parse(out.trim() || (err.trim().split('\n').at(-1) ?? ''));
  expect(told).toMatchObject({ exit: EXIT[code], exit_name: code });
}
