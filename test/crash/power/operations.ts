import { relative } from 'node:path';
import { bytesIn, type Call, stringsIn } from './trace.ts';
import { type Inode, Tree } from './tree.ts';

/** What a program asked of the disk. All but a flush and a word said may stay undone when the power goes. */
export type Operation =
  | { readonly kind: 'write'; readonly inode: Inode; readonly at: number; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly inode: Inode; readonly size: number }
  | { readonly kind: 'name'; readonly inode: Inode; readonly folder: Inode; readonly name: string; readonly is: Is }
  | {
      readonly kind: 'move';
      readonly inode: Inode;
      readonly folder: Inode;
      readonly name: string;
      readonly from: string;
    }
  | { readonly kind: 'remove'; readonly inode: Inode; readonly folder: Inode; readonly name: string }
  | { readonly kind: 'flush'; readonly inode: Inode }
  | { readonly kind: 'said'; readonly text: string };

type Is = 'file' | 'folder';

interface Descriptor {
  readonly inode: Inode;
  readonly appends: boolean;
  offset: number;
}

type Open = Map<number, Descriptor>;

/** What SQLite makes anew after a crash, through shared memory; what was in it never counts. */
const VOLATILE = /-shm$/;
/** Calls that would change a file and that the model does not know. */
const FOREIGN = /^(link|linkat|truncate|fallocate|copy_file_range|sync_file_range|pwritev2|dup|dup2|dup3)$/;

/** Turns the calls of programs that ran one after another into operations below one folder. */
export class Recorder {
  readonly operations: Operation[] = [];
  readonly #root: string;
  readonly #tree = new Tree();

  constructor(root: string) {
    this.#root = root;
  }

  /** Notes what lies there before the first program starts, all of it safe on the disk. */
  start(files: ReadonlyMap<string, Buffer>): void {
    for (const [path, data] of files) {
      const parts = path.split('/');
      parts.slice(1).forEach((_, depth) => {
        const folder = parts.slice(0, depth + 1).join('/');
        if (this.#tree.find(folder) === undefined) this.#make(folder, 'folder');
      });
      this.#write(this.#make(path, 'file'), 0, data);
    }
    for (const inode of this.#tree.inodes) this.operations.push({ kind: 'flush', inode });
  }

  run(calls: readonly Call[]): void {
    const open: Open = new Map();
    for (const call of calls) this.#note(call, open);
  }

  #note(call: Call, open: Open): void {
    const { name, words } = call;
    const number = Number.parseInt(words, 10);
    const file = open.get(number);
    if (/^(openat|open|creat)$/.test(name)) this.#open(call, open);
    else if (/^(rename|renameat|renameat2)$/.test(name)) this.#rename(words);
    else if (/^(unlink|unlinkat)$/.test(name)) this.#remove(words);
    else if (/^(mkdir|mkdirat)$/.test(name)) this.#makeFolder(words);
    else if (name === 'write' && number === 1) this.#say(words);
    else if (name === 'mmap') refuseMapping(words, open);
    else if (FOREIGN.test(name)) this.#refuse(call, file);
    else if (file) this.#change(file, call, () => open.delete(number));
  }

  #change(file: Descriptor, call: Call, close: () => void): void {
    const { name, words, result } = call;
    if (name === 'close') close();
    else if (name === 'lseek') file.offset = result;
    else if (name === 'fsync' || name === 'fdatasync') this.operations.push({ kind: 'flush', inode: file.inode });
    else if (name === 'ftruncate') this.#resize(file.inode, Number(words.split(', ')[1]));
    else this.#writeTo(file, call);
  }

  #open({ words, result }: Call, open: Open): void {
    open.delete(result);
    const path = this.#pathIn(words);
    if (path === null || VOLATILE.test(path)) return;
    const there = this.#tree.find(path);
    if (there === undefined && !words.includes('O_CREAT')) throw new Error(`Opened, but never made: ${path}.`);
    const inode = there ?? this.#make(path, 'file');
    if (words.includes('O_TRUNC') && this.#tree.sizeOf(inode) > 0) this.#resize(inode, 0);
    open.set(result, { inode, appends: words.includes('O_APPEND'), offset: 0 });
  }

  #writeTo(file: Descriptor, { name, words, result }: Call): void {
    const data = bytesIn(words).subarray(0, result);
    if (name.startsWith('p')) {
      this.#write(file.inode, Number(words.slice(words.lastIndexOf(', ') + 2)), data);
      return;
    }
    const at = file.appends ? this.#tree.sizeOf(file.inode) : file.offset;
    this.#write(file.inode, at, data);
    file.offset = at + data.length;
  }

  #write(inode: Inode, at: number, data: Buffer): void {
    this.#tree.resize(inode, Math.max(this.#tree.sizeOf(inode), at + data.length));
    this.operations.push({ kind: 'write', inode, at, data });
  }

  #resize(inode: Inode, size: number): void {
    this.#tree.resize(inode, size);
    this.operations.push({ kind: 'resize', inode, size });
  }

  #make(path: string, is: Is): Inode {
    const place = this.#tree.place(path);
    const inode = this.#tree.add(place, is);
    this.operations.push({ kind: 'name', inode, ...place, is });
    return inode;
  }

  #makeFolder(words: string): void {
    const path = this.#pathIn(words);
    if (path) this.#make(path, 'folder');
  }

  #remove(words: string): void {
    const path = this.#pathIn(words);
    if (path === null || VOLATILE.test(path)) return;
    const place = this.#tree.place(path);
    this.operations.push({ kind: 'remove', inode: this.#tree.known(path), ...place });
    this.#tree.unlink(place);
  }

  #rename(words: string): void {
    const [from, to] = stringsIn(words).map((text) => this.#inside(text.toString('utf8')));
    if (typeof from !== 'string' || typeof to !== 'string') return;
    const inode = this.#tree.known(from);
    const source = this.#tree.place(from);
    const target = this.#tree.place(to);
    if (source.folder !== target.folder) throw new Error('A rename from one folder to another is not modelled.');
    this.#tree.unlink(source);
    this.#tree.link(target, inode);
    this.operations.push({ kind: 'move', inode, ...target, from: source.name });
  }

  #say(words: string): void {
    this.operations.push({ kind: 'said', text: bytesIn(words).toString('utf8') });
  }

  #refuse({ name, words }: Call, file: Descriptor | undefined): void {
    if (file || this.#pathIn(words) !== null) throw new Error(`The call ${name} on a traced file is not modelled.`);
  }

  /** The path below the root that a call names first; null when it lies elsewhere. */
  #pathIn(words: string): string | null {
    return this.#inside(stringsIn(words)[0]?.toString('utf8') ?? '');
  }

  #inside(path: string): string | null {
    const inside = relative(this.#root, path);
    return inside.startsWith('..') || !path.startsWith('/') ? null : inside;
  }
}

/** What is written through shared memory is in no call: the model would miss it. */
function refuseMapping(words: string, open: Open): void {
  const number = Number(words.split(', ')[4]);
  if (words.includes('MAP_SHARED') && open.has(number)) throw new Error('A traced file is mapped, not written.');
}
