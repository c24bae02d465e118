import { ALL, changes, type Extent, type Files, filesOf, hashOf, type Kept, type NamePromise, safeAfter } from './disk.ts';
import type { Operation } from './operations.ts';
import { pick, randomFrom, shuffled } from './random.ts';

/**
 * What a power cut may keep: everything; what was flushed, with two promises about new names; that and the first of the
 * later operations; that and any of them; any of them with one write torn.
 */
export const MODELS = ['all', 'flushed', 'flushed-ext4', 'prefix', 'subset', 'subset-ext4', 'torn'] as const;
export type Model = (typeof MODELS)[number];

/** One folder that a power cut may leave. */
export interface State {
  readonly files: Files;
  readonly model: Model;
  readonly cut: number;
  /** Texts that the programs had said before the power went. */
  readonly said: readonly string[];
}

interface Choice {
  readonly model: Model;
  readonly cut: number;
  readonly seed: number;
}

const DRAWN: readonly Model[] = ['prefix', 'subset', 'subset-ext4', 'torn'];
const BOUNDARIES = [512, 4096];
const MOST_ROUNDS = 60;

/** Up to `wanted` states that differ in a name or a byte, cut after operations of every part of the run. */
export function statesOf(operations: readonly Operation[], wanted: number, seed: number, from = 0): readonly State[] {
  const random = randomFrom(seed);
  const safe = { posix: safeAfter(operations, 'posix'), ext4: safeAfter(operations, 'ext4') };
  const cuts = Array.from({ length: operations.length - from + 1 }, (_, index) => from + index);
  const states = new Map<string, State>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const models = round === 0 ? MODELS : DRAWN;
    const choices = cuts.flatMap((cut) => models.map((model) => ({ model, cut, seed: pick(random, 2 ** 32) })));
    for (const choice of shuffled(choices, random)) {
      const files = filesOf(operations, keptIn(operations, choice, safe));
      const hash = hashOf(files);
      const same = states.get(hash);
      // The same folder after a later cut has more to answer for.
      if (!same || same.cut < choice.cut) states.set(hash, { files, ...choice, said: saidBefore(operations, choice.cut) });
      if (states.size >= wanted) return [...states.values()];
    }
  }
  return [...states.values()];
}

function keptIn(
  operations: readonly Operation[],
  { model, cut, seed }: Choice,
  safe: Readonly<Record<NamePromise, readonly number[]>>,
): Kept {
  const random = randomFrom(seed);
  const certain = safe[model.endsWith('ext4') ? 'ext4' : 'posix'];
  const done = changes(operations, cut);
  const open = done.filter((index) => (certain[index] ?? cut) >= cut);
  const chosen = new Map<number, Extent>(chosenOf(model, open, random).map((index) => [index, ALL]));
  if (model === 'torn') tearOne(operations, chosen, open, random);
  return new Map(
    done.flatMap((index) => {
      const extent = open.includes(index) ? chosen.get(index) : ALL;
      return extent ? [[index, extent] as const] : [];
    }),
  );
}

function chosenOf(model: Model, open: readonly number[], random: () => number): readonly number[] {
  if (model === 'all') return open;
  if (model.startsWith('flushed')) return [];
  if (model === 'prefix') return open.slice(0, pick(random, open.length + 1));
  const likely = random();
  return open.filter(() => random() < likely);
}

/** One write that was on its way stops at a sector or a page, or leaves zeros where its data should be. */
function tearOne(
  operations: readonly Operation[],
  chosen: Map<number, Extent>,
  open: readonly number[],
  random: () => number,
): void {
  const writes = open.filter((index) => operations[index]?.kind === 'write');
  const index = writes[pick(random, writes.length)];
  const write = index === undefined ? undefined : operations[index];
  if (index === undefined || write?.kind !== 'write') return;
  const size = BOUNDARIES[pick(random, BOUNDARIES.length)] ?? 512;
  const first = Math.floor(write.at / size) + 1;
  const last = Math.ceil((write.at + write.data.length) / size) - 1;
  const boundary = (first + pick(random, last - first + 1)) * size;
  const part = (['start', 'end', 'room'] as const)[pick(random, 3)] ?? 'room';
  if (part === 'room') chosen.set(index, { part });
  else if (last >= first) chosen.set(index, { part, boundary });
}

function saidBefore(operations: readonly Operation[], cut: number): readonly string[] {
  return operations.slice(0, cut).flatMap((operation) => (operation.kind === 'said' ? operation.text : []));
}
