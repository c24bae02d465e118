import type { Operation } from './operations.ts';
import type { Inode } from './tree.ts';

/** What a file system promises about a new file's name once the file alone was flushed. */
export type NamePromise = 'posix' | 'ext4';

/** For each operation the position of the flush that brings it to the disk for certain; Infinity when none does. */
export function safeAfter(operations: readonly Operation[], promise: NamePromise): readonly number[] {
  const safe = operations.map(() => Number.POSITIVE_INFINITY);
  operations.forEach((operation, position) => {
    if (operation.kind !== 'flush') return;
    const before = operations.slice(0, position);
    const named = promise === 'ext4' ? withFolders(before, operation.inode) : new Set<Inode>();
    before.forEach((earlier, index) => {
      const covered = isOn(earlier, operation.inode) || (isNaming(earlier) && named.has(earlier.inode));
      if (covered) safe[index] = Math.min(safe[index] ?? position, position);
    });
  });
  return safe;
}

/** Positions of the operations among the first `cut` that change anything. */
export function changes(operations: readonly Operation[], cut: number): readonly number[] {
  return operations
    .slice(0, cut)
    .flatMap(({ kind }, position) => (kind === 'flush' || kind === 'said' ? [] : position));
}

function isNaming(operation: Operation): operation is Extract<Operation, { folder: Inode }> {
  return 'folder' in operation;
}

/** True when a flush of `inode` covers the operation: data of a file, or names in a folder. */
function isOn(operation: Operation, inode: Inode): boolean {
  if (isNaming(operation)) return operation.folder === inode;
  return (operation.kind === 'write' || operation.kind === 'resize') && operation.inode === inode;
}

/** The file and the folders that it lies in. */
function withFolders(operations: readonly Operation[], inode: Inode): ReadonlySet<Inode> {
  const nodes = new Set([inode]);
  for (const operation of operations.toReversed())
    if (isNaming(operation) && nodes.has(operation.inode)) nodes.add(operation.folder);
  return nodes;
}
