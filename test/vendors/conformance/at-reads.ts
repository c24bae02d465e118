import { expect } from 'vitest';
import type { HttpReply } from '../../../src/domain/http.ts';
import { HOSTILE, type Hostile } from './hostile.ts';
import { always, butFor, play, spendsIn } from './play.ts';
import { bareReadings, type DocumentedReading, documentedReadings, type Ending } from './readings.ts';
import { holds, type Subject } from './subject.ts';

/** Whatever comes back for a read: nothing throws, nothing is spent, nothing is found, and no list counts as empty. */
export function hostileRepliesAtReads(subject: Subject): void {
  for (const { name: reading, begin, failsAs } of bareReadings(subject))
    for (const { name, reply } of HOSTILE)
      holds(subject, `${name}, at every read of ${reading}`, () => {
        const { result, requests } = play(begin(), always(reply));
        expect(spendsIn(requests)).toEqual([]);
        if (requests.length > 0 && failsAs !== null && !handsOnNothing(result) && !isGone(reading, reply))
          expect(result.kind).toBe(failsAs);
        if (failsAs === null) expect(['read', 'failed']).toContain(result.kind);
        saysLittle(result);
      });

  const whole = documentedReadings(subject).filter(({ expect: { kind } }) => kind === 'read' || kind === 'found');
  for (const reading of whole)
    for (const [index, { path }] of play(reading.begin(), reading.answers).requests.entries()) {
      holds(subject, `hostile replies to request ${index + 1} (${path}) of ${reading.name}`, () => {
        for (const hostile of HOSTILE) oneHostile(reading, path, index, hostile);
      });
      const said = reading.answers({ effect: 'read', method: 'GET', path, query: {} }, index);
      const body = said.kind === 'answer' ? said.body : '';
      const cut = JSON.stringify(longer(JSON.parse(body)));
      if (said.kind !== 'answer' || said.status !== 200 || cut === body) continue;
      holds(subject, `a list shorter than it says in request ${index + 1} (${path}) of ${reading.name}`, () => {
        const answers = butFor(index, { ...said, body: cut }, reading.answers);
        expect(play(reading.begin(), answers).result.kind).toBe(reading.failsAs);
      });
    }
}

/** A list that is said to be longer than it is: what else there is, is not known. */
function longer(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  const lengths = Object.values(json)
    .filter(Array.isArray)
    .map(({ length }) => length);
  const changed = Object.entries(json).map(([key, value]) => [
    key,
    typeof value === 'number' && lengths.includes(value) ? value + 1 : longer(value),
  ]);
  return Object.fromEntries(changed);
}

function oneHostile(reading: DocumentedReading, path: string, index: number, hostile: Hostile): void {
  const { begin, answers, optional, failsAs } = reading;
  const { result, requests } = play(begin(), butFor(index, hostile.reply, answers));
  expect(spendsIn(requests), hostile.name).toEqual([]);
  const mayLack = hostile.isEmptyList || isNotFound(hostile.reply);
  if (mayLack) expect(['read', 'found', failsAs, 'not_found_yet'], hostile.name).toContain(result.kind);
  else if (optional.includes(path)) expect([failsAs, 'read', 'found'], hostile.name).toContain(result.kind);
  else if (!handsOnNothing(result)) expect(result.kind, hostile.name).toBe(failsAs);
  if (result.kind === 'read' && optional.includes(path)) keepsDomains(reading, result, hostile.name);
}

/** A list that the vendor may not have takes nothing else away. */
function keepsDomains({ begin, answers }: DocumentedReading, result: Ending, name: string): void {
  const { result: whole } = play(begin(), answers);
  const domainsIn = (ending: Ending) => (ending as { surroundings?: { domains: unknown } }).surroundings?.domains;
  expect(domainsIn(result), name).toEqual(domainsIn(whole));
}

/** Names that are suggested, and workspaces that are shown, are nothing to rest on: none at all is as good as a failure. */
function handsOnNothing(ending: Ending): boolean {
  const { names, workspaces } = ending as { names?: readonly unknown[]; workspaces?: readonly unknown[] };
  return (names ?? workspaces)?.length === 0;
}

/** A followed order that the vendor answers 404 to is told as one that is gone, which is a problem and no delivery. */
function isGone(reading: string, reply: HttpReply): boolean {
  return reading.startsWith('follow ') && isNotFound(reply);
}

function isNotFound(reply: HttpReply): boolean {
  return reply.kind === 'answer' && reply.status === 404;
}

const LONGEST = 1_000;

/** Notes and reasons are one line that a person can read. */
function saysLittle(ending: Ending): void {
  const { note, failure } = ending as { note?: string; failure?: { reason: string } };
  const text = note ?? failure?.reason;
  if (text === undefined) return;
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(LONGEST);
  expect(text).not.toMatch(/[\n\r]/);
}
