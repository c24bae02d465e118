import { ALL, type Extent, type Files, hashOf, type Kept, Replay } from './disk.ts';
import { changes, type NamePromise, safeAfter } from './flushes.ts';
import type { Operation } from './operations.ts';
import { pick, randomFrom, shuffled } from './random.ts';

/**
 * What a power cut may keep: everything; what was flushed; that and the first of the later operations; that and any of
 * them; any of them with one write torn.
 */
const MODELS = ['all', 'flushed', 'prefix', 'subset', 'torn'] as const;
export type Model = (typeof MODELS)[number];

/** One folder that a power cut may leave. */
export interface State {
  readonly files: Files;
  readonly hash: string;
  readonly model: Model;
  readonly promise: NamePromise;
  readonly cut: number;
  /** Texts that the programs had said before the power went. */
  readonly said: readonly string[];
}

export interface Wanted {
  readonly states: number;
  readonly seed: number;
  /** Cuts are made after this operation and later ones. */
  readonly from?: number;
  readonly promises?: readonly NamePromise[];
  /** Said before the first operation. */
  readonly said?: readonly string[];
}

interface Choice {
  readonly model: Model;
  readonly promise: NamePromise;
  readonly cut: number;
  readonly seed: number;
}

const DRAWN: readonly Model[] = ['prefix', 'subset', 'torn'];
const BOUNDARIES = [512, 4096];
const MOST_ROUNDS = 60;

/** Up to so many states that differ in a name or a byte, cut after operations of every part of the run. */
export function statesOf(operations: readonly Operation[], wanted: Wanted): readonly State[] {
  const random = randomFrom(wanted.seed);
  const safe = { posix: safeAfter(operations, 'posix'), ext4: safeAfter(operations, 'ext4') };
  const replay = new Replay(operations);
  const states = new Map<string, State>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const choices = choicesOf(operations.length, wanted, round === 0 ? MODELS : DRAWN, random);
    for (const choice of shuffled(choices, random)) {
      const open = openAt(operations, choice.cut, safe[choice.promise]);
      const files = replay.files(choice.cut, open, keptOf(operations, choice, open));
      const hash = hashOf(files);
      // The same folder after a later cut has more to answer for.
      if ((states.get(hash)?.cut ?? -1) < choice.cut) {
        const said = [...(wanted.said ?? []), ...saidBefore(operations, choice.cut)];
        states.set(hash, { files, hash, ...choice, said });
      }
      if (states.size >= wanted.states) return [...states.values()];
    }
  }
  return [...states.values()];
}

function choicesOf(
  length: number,
  { from = 0, promises = ['posix', 'ext4'] }: Wanted,
  models: readonly Model[],
  random: () => number,
): readonly Choice[] {
  const cuts = Array.from({ length: length - from + 1 }, (_, index) => from + index);
  return cuts.flatMap((cut) =>
    promises.flatMap((promise) => models.map((model) => ({ cut, promise, model, seed: pick(random, 2 ** 32) }))),
  );
}

/** Positions of what was done before the cut and need not have reached the disk. */
function openAt(operations: readonly Operation[], cut: number, safe: readonly number[]): readonly number[] {
  return changes(operations, cut).filter((index) => (safe[index] ?? cut) >= cut);
}

/** What the model draws of the open operations. */
function keptOf(operations: readonly Operation[], { model, seed }: Choice, open: readonly number[]): Kept {
  const random = randomFrom(seed);
  const kept = new Map<number, Extent>(chosenOf(model, open, random).map((index) => [index, ALL]));
  if (model === 'torn') tearOne(operations, kept, open, random);
  return kept;
}

function chosenOf(model: Model, open: readonly number[], random: () => number): readonly number[] {
  if (model === 'all') return open;
  if (model === 'flushed') return [];
  if (model === 'prefix') return open.slice(0, pick(random, open.length + 1));
  const likely = random();
  return open.filter(() => random() < likely);
}

/** One write that was on its way stops at a sector or a page, or leaves zeros or litter where its data should be. */
function tearOne(
  operations: readonly Operation[],
  kept: Map<number, Extent>,
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
  const part = (['start', 'end', 'room', 'junk'] as const)[pick(random, 4)] ?? 'room';
  if (part === 'room' || part === 'junk') kept.set(index, { part });
  else if (last >= first) kept.set(index, { part, boundary });
}

function saidBefore(operations: readonly Operation[], cut: number): readonly string[] {
  return operations.slice(0, cut).flatMap((operation) => (operation.kind === 'said' ? operation.text : []));
}
