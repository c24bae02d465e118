import { relative } from 'node:path';
import { bytesIn, type Call, stringsIn } from './trace.ts';

/** A file or a folder, whatever its name is just now. The folder that everything lies in has number 0. */
export type Inode = number;

/** What a program asked of the disk. Only the first four change it; they may stay undone when the power goes. */
export type Operation =
  | { readonly kind: 'write'; readonly node: Inode; readonly at: number; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly node: Inode; readonly size: number }
  | { readonly kind: 'name'; readonly node: Inode; readonly folder: Inode; readonly name: string; readonly is: Is }
  | { readonly kind: 'move'; readonly node: Inode; readonly folder: Inode; readonly name: string; readonly from: string }
  | { readonly kind: 'remove'; readonly node: Inode; readonly folder: Inode; readonly name: string }
  | { readonly kind: 'flush'; readonly node: Inode }
  | { readonly kind: 'said'; readonly text: string };

type Is = 'file' | 'folder';

interface Descriptor {
  readonly node: Inode;
  readonly appends: boolean;
  offset: number;
}

interface Place {
  readonly folder: Inode;
  readonly name: string;
}

/** Files that SQLite makes anew after a crash, through shared memory; what was in them never counts. */
const VOLATILE = /-shm$/;
const FOREIGN = /^(link|linkat|truncate|fallocate|copy_file_range|sync_file_range|pwritev2|dup|dup2|dup3)$/;

/** Turns the calls of programs that ran one after another into operations below one folder. */
export class Recorder {
  readonly operations: Operation[] = [];
  readonly #root: string;
  readonly #names = new Map<Inode, Map<string, Inode>>([[0, new Map()]]);
  readonly #sizes = new Map<Inode, number>();
  #next = 1;

  constructor(root: string) {
    this.#root = root;
  }

  /** Notes what lies there before the first program starts, all of it safe on the disk. */
  start(files: ReadonlyMap<string, Buffer>): void {
    for (const [path, data] of files) {
      const parts = path.split('/');
      parts.slice(0, -1).forEach((_, depth) => {
        const folder = parts.slice(0, depth + 1).join('/');
        if (this.#nodeAt(folder) === undefined) this.#make(folder, 'folder');
      });
      const node = this.#make(path, 'file');
      this.#write(node, 0, data);
    }
    const all = [...this.#names.keys(), ...this.#sizes.keys()];
    for (const node of all) this.operations.push({ kind: 'flush', node });
  }

  run(calls: readonly Call[]): void {
    const open = new Map<number, Descriptor>();
    for (const call of calls) this.#note(call, open);
  }

  #note(call: Call, open: Map<number, Descriptor>): void {
    const { name, words, result } = call;
    const number = Number.parseInt(words, 10);
    const file = open.get(number);
    if (/^(openat|open|creat)$/.test(name)) this.#open(call, open);
    else if (/^(rename|renameat|renameat2)$/.test(name)) this.#rename(words);
    else if (/^(unlink|unlinkat)$/.test(name)) this.#remove(words);
    else if (/^(mkdir|mkdirat)$/.test(name)) this.#mkdir(words);
    else if (name === 'write' && number === 1)
      this.operations.push({ kind: 'said', text: bytesIn(words).toString('utf8') });
    else if (name === 'mmap') refuseMapping(words, open);
    else if (!file) return;
    else if (name === 'close') open.delete(number);
    else if (name === 'lseek') file.offset = result;
    else if (name === 'fsync' || name === 'fdatasync') this.operations.push({ kind: 'flush', node: file.node });
    else if (name === 'ftruncate') this.#resize(file.node, Number(words.split(', ')[1]));
    else if (/^p?writev?(64)?$/.test(name)) this.#writeTo(file, call);
    else if (FOREIGN.test(name)) throw new Error(`The call ${name} on a file of the ledger is not modelled.`);
  }

  #open({ words, result }: Call, open: Map<number, Descriptor>): void {
    const path = this.#pathIn(words);
    if (path === null || VOLATILE.test(path)) {
      open.delete(result);
      return;
    }
    let node = this.#nodeAt(path);
    if (node === undefined) {
      if (!words.includes('O_CREAT')) throw new Error(`Opened, but never made: ${path}.`);
      node = this.#make(path, 'file');
    } else if (words.includes('O_TRUNC') && this.#sizes.get(node) !== 0) this.#resize(node, 0);
    open.set(result, { node, appends: words.includes('O_APPEND'), offset: 0 });
  }

  #writeTo(file: Descriptor, { name, words, result }: Call): void {
    const data = bytesIn(words).subarray(0, result);
    if (name.startsWith('p')) {
      this.#write(file.node, Number(words.slice(words.lastIndexOf(', ') + 2)), data);
      return;
    }
    const at = file.appends ? (this.#sizes.get(file.node) ?? 0) : file.offset;
    this.#write(file.node, at, data);
    file.offset = at + data.length;
  }

  #write(node: Inode, at: number, data: Buffer): void {
    this.#sizes.set(node, Math.max(this.#sizes.get(node) ?? 0, at + data.length));
    this.operations.push({ kind: 'write', node, at, data });
  }

  #resize(node: Inode, size: number): void {
    this.#sizes.set(node, size);
    this.operations.push({ kind: 'resize', node, size });
  }

  #make(path: string, is: Is): Inode {
    const { folder, name } = this.#place(path);
    const node = this.#next;
    this.#next += 1;
    this.#folder(folder).set(name, node);
    if (is === 'folder') this.#names.set(node, new Map());
    else this.#sizes.set(node, 0);
    this.operations.push({ kind: 'name', node, folder, name, is });
    return node;
  }

  #mkdir(words: string): void {
    const path = this.#pathIn(words);
    if (path !== null && path !== '') this.#make(path, 'folder');
  }

  #remove(words: string): void {
    const path = this.#pathIn(words);
    if (path === null || VOLATILE.test(path)) return;
    const { folder, name } = this.#place(path);
    this.operations.push({ kind: 'remove', node: this.#known(path), folder, name });
    this.#folder(folder).delete(name);
  }

  #rename(words: string): void {
    const [from, to] = stringsIn(words).map((text) => this.#inside(text.toString('utf8')));
    if (typeof from !== 'string' || typeof to !== 'string') return;
    const node = this.#known(from);
    const target = this.#place(to);
    const source = this.#place(from);
    if (source.folder !== target.folder) throw new Error('A rename from one folder to another is not modelled.');
    this.#folder(source.folder).delete(source.name);
    this.#folder(target.folder).set(target.name, node);
    this.operations.push({ kind: 'move', node, ...target, from: source.name });
  }

  /** The path below the root that a call names first; null when it lies elsewhere. */
  #pathIn(words: string): string | null {
    return this.#inside(stringsIn(words)[0]?.toString('utf8') ?? '');
  }

  #inside(path: string): string | null {
    const inside = relative(this.#root, path);
    return inside.startsWith('..') || !path.startsWith('/') ? null : inside;
  }

  #place(path: string): Place {
    const cut = path.lastIndexOf('/');
    return { folder: cut < 0 ? 0 : this.#known(path.slice(0, cut)), name: path.slice(cut + 1) };
  }

  #nodeAt(path: string): Inode | undefined {
    return path === ''
      ? 0
      : path.split('/').reduce<Inode | undefined>((node, part) => this.#names.get(node ?? -1)?.get(part), 0);
  }

  #known(path: string): Inode {
    const node = this.#nodeAt(path);
    if (node === undefined) throw new Error(`Used, but never made: ${path}.`);
    return node;
  }

  #folder(node: Inode): Map<string, Inode> {
    const names = this.#names.get(node);
    if (!names) throw new Error('A file is used as a folder.');
    return names;
  }
}

/** What is written through shared memory is in no call: the model would miss it. */
function refuseMapping(words: string, open: ReadonlyMap<number, Descriptor>): void {
  const number = Number(words.split(', ')[4]);
  if (words.includes('MAP_SHARED') && open.has(number)) throw new Error('A file of the ledger is mapped, not written.');
}
