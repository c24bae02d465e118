import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DROP_PLACES, type DropPlace } from '../../domain/drop.ts';
import { UsageError } from '../../domain/errors.ts';
import { assertWritable } from '../atomic-write.ts';

/** Absolute paths of a drop folder's parts. */
export type DropFolder = Readonly<Record<DropPlace, string>> & {
  /** As the person named it. */
  readonly named: string;
  /** What the program keeps for itself: lock, receipts, logs of sheets that went back. */
  readonly own: string;
};

const OWN = '.sheetorder';
const FILED = ['working', 'done', 'attention'] as const;
const FOLDER_TROUBLE = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EMFILE', 'ENFILE']);
const PERMISSIONS = 0o777;
const WITH_GROUP = 0o7777;

/** Where the four folders are, making nothing. Throws UsageError when there is no such folder. */
export function findDropFolder(named: string): DropFolder {
  if (!isFolder(named))
    throw new UsageError(
      `--inbox ${named}: there is no such folder.`,
      'Make it, or name the folder in which sheets are dropped.',
      'INBOX-MISSING',
    );
  const folder = realpathSync(named);
  const root = basename(folder) === 'inbox' ? dirname(folder) : folder;
  const inbox = isFolder(join(root, 'inbox')) ? join(root, 'inbox') : folder;
  const part = (name: string) => join(root, name);
  return { named, inbox, working: part('working'), done: part('done'), attention: part('attention'), own: part(OWN) };
}

/** Makes what is missing. Throws UsageError where sheets could not be moved through the folders. */
export function openDropFolder(folder: DropFolder): void {
  const inbox = statSync(folder.inbox);
  for (const path of [...FILED.map((place) => folder[place]), folder.own]) assertNotPlanted(path);
  for (const place of DROP_PLACES) makeLike(folder[place], inbox);
  makeOwn(folder.own);
  const other = DROP_PLACES.find((place) => statSync(folder[place]).dev !== inbox.dev);
  if (other) throw apart(folder[other], folder.inbox);
  for (const place of DROP_PLACES) assertTakesFiles(folder[place]);
  for (const place of FILED) assertMoves(folder.inbox, folder[place]);
}

/** Mounts of one file system look like one, and nothing can be renamed from one to the other. */
function assertMoves(from: string, to: string): void {
  const name = `.sheetorder-${process.pid}-0.tmp`;
  try {
    // Left by a run that died under the same process id, or a link that somebody put there.
    rmSync(join(from, name), { force: true });
    writeFileSync(join(from, name), '', { flag: 'wx', mode: 0o600 });
    renameSync(join(from, name), join(to, name));
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'EXDEV' ? apart(to, from) : unusable(to, error);
  } finally {
    for (const folder of [from, to]) rmSync(join(folder, name), { force: true });
  }
}

function apart(one: string, inbox: string): UsageError {
  return new UsageError(
    `${one} is on another file system than ${inbox}, or mounted by itself, so that no sheet can be moved there in one step.`,
    'Put the four folders on one file system; in a container, mount the folder that holds them, not each.',
    'INBOX-DEVICES',
  );
}

/** A link that somebody else made would lead sheets, and what is deleted after a while, wherever he likes. */
function assertNotPlanted(path: string): void {
  const link = lstatSync(path, { throwIfNoEntry: false });
  const self = process.geteuid?.();
  if (!link?.isSymbolicLink() || self === undefined || link.uid === self || link.uid === 0) return;
  throw unusable(path, new Error('it is a link that another account made'));
}

/** Makes a folder that only the program uses. Throws UsageError. */
export function makeOwn(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(path, error);
  }
}

/** For the people who can use the inbox, whatever the umask of a service is. */
function makeLike(path: string, { mode, gid }: Stats): void {
  try {
    if (existsSync(path)) return;
    mkdirSync(path);
    chmodSync(path, mode & PERMISSIONS);
    shareWithGroup(path, mode, gid);
  } catch (error) {
    throw unusable(path, error);
  }
}

/** Whoever is in the inbox's group is meant; a hardened service may do neither, and the folders work all the same. */
function shareWithGroup(path: string, mode: number, gid: number): void {
  try {
    chownSync(path, -1, gid);
    chmodSync(path, mode & WITH_GROUP);
  } catch {
    // Left as the system makes it.
  }
}

function assertTakesFiles(path: string): void {
  try {
    assertWritable(join(path, '.sheetorder-probe'));
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): UsageError {
  const words = error instanceof Error ? error.message : String(error);
  return new UsageError(
    `The folder ${path} cannot be used (${words})`,
    'Nothing was taken or sent. Give the account that runs this the right to write there, make room on the disk, and run the same command again.',
    'INBOX-NOT-WRITABLE',
  );
}

/** What went wrong with the folders themselves in the middle of a run; null for any other error. */
export function folderTrouble(error: unknown, { own }: DropFolder): UsageError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!FOLDER_TROUBLE.has(code) || !(error instanceof Error)) return null;
  return new UsageError(
    `The folders of ${dirname(own)} could not be used any more (${error.message}).`,
    'Every order that was sent stands in the ledger. Make room on the disk, or give back the rights, and run the same command again; it goes on with what lies in working.',
    'INBOX-NOT-WRITABLE',
  );
}

function isFolder(path: string): boolean {
  try {
    return statSync(resolve(path)).isDirectory();
  } catch {
    return false;
  }
}
