import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DROP_PLACES, type DropPlace } from '../../src/domain/drop.ts';
import { type DropFolder, findDropFolder, openDropFolder } from '../../src/io/drop-folder/layout.ts';
import { Shelf, sheetsIn } from '../../src/io/drop-folder/shelf.ts';

const MEMORY = '/dev/shm';

/** A drop folder of a test's own, with what lies in it. */
export class DropBench {
  readonly root = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'sheetorder-drop-'));
  readonly folder: DropFolder;
  readonly shelf: Shelf;

  constructor() {
    mkdirSync(join(this.root, 'inbox'));
    this.folder = findDropFolder(join(this.root, 'inbox'));
    openDropFolder(this.folder);
    this.shelf = new Shelf(this.folder);
  }

  path(place: DropPlace, name: string): string {
    return join(this.folder[place], name);
  }

  write(place: DropPlace, name: string, text: string): void {
    writeFileSync(this.path(place, name), text);
  }

  read(place: DropPlace, name: string): string {
    return readFileSync(this.path(place, name), 'utf8');
  }

  names(place: DropPlace): readonly string[] {
    return readdirSync(this.folder[place]).sort();
  }

  /** Every sheet as `place/name`, with its text. */
  sheets(): readonly { readonly place: DropPlace; readonly name: string; readonly text: string }[] {
    return DROP_PLACES.flatMap((place) =>
      sheetsIn(this.folder[place]).map((name) => ({ place, name, text: this.read(place, name) })),
    );
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
