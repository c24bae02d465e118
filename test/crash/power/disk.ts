import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Inode, Operation } from './operations.ts';

/** Path below the root → what is in the file. */
export type Files = ReadonlyMap<string, Buffer>;

/** How much of one write reached the disk: all, its start, its end, or only the room for it. */
export type Extent =
  | { readonly part: 'all' | 'room' }
  | { readonly part: 'start' | 'end'; readonly boundary: number };

/** Which operations reached the disk, by their position. */
export type Kept = ReadonlyMap<number, Extent>;

/** What a file system promises about a new file's name once the file alone was flushed. */
export type NamePromise = 'posix' | 'ext4';

export const ALL: Extent = { part: 'all' };

/** For each operation the position of the flush that brings it to the disk for certain; Infinity when none does. */
export function safeAfter(operations: readonly Operation[], promise: NamePromise): readonly number[] {
  const safe = operations.map(() => Number.POSITIVE_INFINITY);
  operations.forEach((operation, position) => {
    if (operation.kind !== 'flush') return;
    const before = operations.slice(0, position);
    const named = promise === 'ext4' ? withFolders(before, operation.node) : new Set<Inode>();
    before.forEach((earlier, index) => {
      const covered = isOn(earlier, operation.node) || (isNaming(earlier) && named.has(earlier.node));
      if (covered) safe[index] = Math.min(safe[index] ?? position, position);
    });
  });
  return safe;
}

/** Positions of the operations among the first `cut` that change anything. */
export function changes(operations: readonly Operation[], cut: number): readonly number[] {
  return operations.slice(0, cut).flatMap(({ kind }, position) => (kind === 'flush' || kind === 'said' ? [] : position));
}

function isNaming(operation: Operation): operation is Extract<Operation, { folder: Inode }> {
  return 'folder' in operation;
}

/** True when a flush of `node` covers the operation: data of a file, or names in a folder. */
function isOn(operation: Operation, node: Inode): boolean {
  if (isNaming(operation)) return operation.folder === node;
  return (operation.kind === 'write' || operation.kind === 'resize') && operation.node === node;
}

/** The file and the folders that it lies in. */
function withFolders(operations: readonly Operation[], node: Inode): ReadonlySet<Inode> {
  const nodes = new Set([node]);
  for (const operation of operations.toReversed())
    if (isNaming(operation) && nodes.has(operation.node)) nodes.add(operation.folder);
  return nodes;
}

/** The files after a power cut that kept just these operations. */
export function filesOf(operations: readonly Operation[], kept: Kept): Files {
  const names = new Map<Inode, Map<string, Inode>>([[0, new Map()]]);
  const contents = new Map<Inode, Buffer>();
  const order = [...kept].sort(([one], [other]) => one - other);
  for (const [position, extent] of order) {
    const operation = operations[position];
    if (operation) apply(operation, extent, names, contents);
  }
  const files = new Map<string, Buffer>();
  collect(0, '', names, contents, files, new Set(foldersIn(operations)));
  return files;
}

function apply(
  operation: Operation,
  extent: Extent,
  names: Map<Inode, Map<string, Inode>>,
  contents: Map<Inode, Buffer>,
): void {
  if (operation.kind === 'write') {
    contents.set(operation.node, written(contents.get(operation.node) ?? Buffer.alloc(0), operation, extent));
  } else if (operation.kind === 'resize') {
    contents.set(operation.node, sized(contents.get(operation.node) ?? Buffer.alloc(0), operation.size));
  } else if (isNaming(operation)) {
    const folder = names.get(operation.folder) ?? new Map<string, Inode>();
    names.set(operation.folder, folder);
    if (operation.kind === 'move') folder.delete(operation.from);
    if (operation.kind === 'remove') folder.delete(operation.name);
    else folder.set(operation.name, operation.node);
  }
}

function written(before: Buffer, write: { readonly at: number; readonly data: Buffer }, extent: Extent): Buffer {
  const { at, data } = write;
  const after = before.length >= at + data.length ? before : sized(before, at + data.length);
  if (extent.part === 'room') return after;
  if (extent.part === 'all') data.copy(after, at);
  else if (extent.part === 'start') data.copy(after, at, 0, extent.boundary - at);
  else data.copy(after, extent.boundary, extent.boundary - at);
  return after;
}

function sized(before: Buffer, size: number): Buffer {
  const after = Buffer.alloc(size);
  before.copy(after, 0, 0, Math.min(size, before.length));
  return after;
}

function foldersIn(operations: readonly Operation[]): readonly Inode[] {
  return operations.flatMap((operation) =>
    operation.kind === 'name' && operation.is === 'folder' ? operation.node : [],
  );
}

function collect(
  folder: Inode,
  prefix: string,
  names: ReadonlyMap<Inode, ReadonlyMap<string, Inode>>,
  contents: ReadonlyMap<Inode, Buffer>,
  files: Map<string, Buffer>,
  folders: ReadonlySet<Inode>,
): void {
  for (const [name, node] of names.get(folder) ?? []) {
    if (folders.has(node)) collect(node, `${prefix}${name}/`, names, contents, files, folders);
    else files.set(prefix + name, contents.get(node) ?? Buffer.alloc(0));
  }
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
