/** A file or a folder, whatever its name is just now. The folder that everything lies in has number 0. */
export type Inode = number;

export interface Place {
  readonly folder: Inode;
  readonly name: string;
}

/** Names and sizes below one folder, as the running programs see them. */
export class Tree {
  readonly #folders = new Map<Inode, Map<string, Inode>>([[0, new Map()]]);
  readonly #sizes = new Map<Inode, number>();
  #next = 1;

  get inodes(): readonly Inode[] {
    return [...this.#folders.keys(), ...this.#sizes.keys()];
  }

  find(path: string): Inode | undefined {
    if (path === '') return 0;
    return path.split('/').reduce<Inode | undefined>((at, part) => this.#folders.get(at ?? -1)?.get(part), 0);
  }

  known(path: string): Inode {
    const inode = this.find(path);
    if (inode === undefined) throw new Error(`Used, but never made: ${path}.`);
    return inode;
  }

  place(path: string): Place {
    const cut = path.lastIndexOf('/');
    return { folder: cut < 0 ? 0 : this.known(path.slice(0, cut)), name: path.slice(cut + 1) };
  }

  add({ folder, name }: Place, is: 'file' | 'folder'): Inode {
    const inode = this.#next;
    this.#next += 1;
    this.link({ folder, name }, inode);
    if (is === 'folder') this.#folders.set(inode, new Map());
    else this.#sizes.set(inode, 0);
    return inode;
  }

  link({ folder, name }: Place, inode: Inode): void {
    const names = this.#folders.get(folder);
    if (!names) throw new Error('A file is used as a folder.');
    names.set(name, inode);
  }

  unlink({ folder, name }: Place): void {
    this.#folders.get(folder)?.delete(name);
  }

  sizeOf(inode: Inode): number {
    return this.#sizes.get(inode) ?? 0;
  }

  resize(inode: Inode, size: number): void {
    this.#sizes.set(inode, size);
  }
}
