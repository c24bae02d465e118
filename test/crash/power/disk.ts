import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Operation } from './operations.ts';
import { pick, randomFrom } from './random.ts';
import type { Inode } from './tree.ts';

/** Path below the root → what is in the file. */
export type Files = ReadonlyMap<string, Buffer>;

/**
 * How much of one write reached the disk: all, its start, its end, or only the room for it, with zeros in it or with what
 * lay there on the disk before.
 */
export type Extent =
  | { readonly part: 'all' }
  | { readonly part: 'room' }
  | { readonly part: 'junk' }
  | { readonly part: 'start'; readonly boundary: number }
  | { readonly part: 'end'; readonly boundary: number };

/** Which operations reached the disk, by their position. */
export type Kept = ReadonlyMap<number, Extent>;

export const ALL: Extent = { part: 'all' };
const STRIDE = 32;

/** Names and contents as they stand after some operations. */
class Image {
  readonly #names: Map<Inode, Map<string, Inode>>;
  readonly #contents: Map<Inode, Buffer>;

  constructor(names: ReadonlyMap<Inode, ReadonlyMap<string, Inode>>, contents: ReadonlyMap<Inode, Buffer>) {
    this.#names = new Map([...names].map(([folder, inside]) => [folder, new Map(inside)]));
    this.#contents = new Map([...contents].map(([inode, data]) => [inode, Buffer.from(data)]));
  }

  copy(): Image {
    return new Image(this.#names, this.#contents);
  }

  apply(operation: Operation, extent: Extent): void {
    const { kind } = operation;
    if (kind === 'said' || kind === 'flush') return;
    const data = this.#contents.get(operation.inode) ?? Buffer.alloc(0);
    if (kind === 'write') this.#contents.set(operation.inode, written(data, operation, extent));
    else if (kind === 'resize') this.#contents.set(operation.inode, sized(data, operation.size));
    else this.#rename(operation);
  }

  #rename(operation: Extract<Operation, { folder: Inode }>): void {
    const inside = this.#names.get(operation.folder) ?? new Map<string, Inode>();
    this.#names.set(operation.folder, inside);
    if (operation.kind === 'name' && operation.is === 'folder' && !this.#names.has(operation.inode))
      this.#names.set(operation.inode, new Map());
    if (operation.kind === 'move') inside.delete(operation.from);
    if (operation.kind === 'remove') inside.delete(operation.name);
    else inside.set(operation.name, operation.inode);
  }

  /** What can be reached by its name. */
  files(folder: Inode = 0, prefix = ''): Files {
    const inside = [...(this.#names.get(folder) ?? [])];
    return new Map(
      inside.flatMap(([name, inode]): (readonly [string, Buffer])[] =>
        this.#names.has(inode)
          ? [...this.files(inode, `${prefix}${name}/`)]
          : [[prefix + name, this.#contents.get(inode) ?? Buffer.alloc(0)]],
      ),
    );
  }
}

/** The operations of a run, done again in part. */
export class Replay {
  readonly #operations: readonly Operation[];
  /** Images of everything done so far, one for every few operations. */
  readonly #images: readonly Image[];

  constructor(operations: readonly Operation[]) {
    this.#operations = operations;
    const image = new Image(new Map(), new Map());
    const images: Image[] = [];
    operations.forEach((operation, position) => {
      if (position % STRIDE === 0) images.push(image.copy());
      image.apply(operation, ALL);
    });
    this.#images = images;
  }

  /** The files after the first `cut` operations, of which the `open` ones only count as far as they were kept. */
  files(cut: number, open: readonly number[], kept: Kept): Files {
    const left = new Set(open);
    const from = Math.floor(Math.min(open[0] ?? cut, cut, this.#operations.length - 1) / STRIDE);
    const image = this.#images[from]?.copy() ?? new Image(new Map(), new Map());
    this.#operations.slice(from * STRIDE, cut).forEach((operation, index) => {
      const position = from * STRIDE + index;
      const extent = left.has(position) ? kept.get(position) : ALL;
      if (extent) image.apply(operation, extent);
    });
    return image.files();
  }
}

function written(before: Buffer, write: { readonly at: number; readonly data: Buffer }, extent: Extent): Buffer {
  const { at, data } = write;
  const after = before.length >= at + data.length ? before : sized(before, at + data.length);
  if (extent.part === 'room') return after;
  if (extent.part === 'junk') return littered(after, before.length);
  if (extent.part === 'all') data.copy(after, at);
  else if (extent.part === 'start') data.copy(after, at, 0, extent.boundary - at);
  else data.copy(after, extent.boundary, extent.boundary - at);
  return after;
}

function littered(data: Buffer, from: number): Buffer {
  const random = randomFrom(data.length);
  for (let at = from; at < data.length; at += 1) data[at] = pick(random, 256);
  return data;
}

function sized(before: Buffer, size: number): Buffer {
  const after = Buffer.alloc(size);
  before.copy(after, 0, 0, Math.min(size, before.length));
  return after;
}

/** The same for the same names and bytes, whatever led there. */
export function hashOf(files: Files): string {
  const hash = createHash('sha256');
  for (const [path, data] of [...files].sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`${path}\n${data.length}\n`).update(data);
  return hash.digest('hex');
}

export function writeFiles(root: string, files: Files): void {
  for (const [path, data] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), data);
  }
}

export function readFiles(root: string): Files {
  return new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path)]),
  );
}
