import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../domain/digest.ts';
import type { DropPlace } from '../../domain/drop.ts';
import { codeOf, flushFolder } from '../atomic-write.ts';
import { type DropFolder, makeOwn } from './layout.ts';
import { baseOf, COMPANION_ENDINGS, companionBase, leavesRoom, mayBeSheet, nameByContent } from './names.ts';
import { clearForOurs, isOrdinary, isThere } from './ordinary.ts';
import { fingerprint, statOf } from './waiting.ts';

/** A sheet in `working`. */
export interface TakenSheet {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
}

const FILED = ['working', 'done', 'attention'] as const;
/** Whoever reads them knows what they are: they tell of this run alone and can be made again. */
const SHORT_LIVED: ReadonlySet<string> = new Set(COMPANION_ENDINGS.filter((ending) => ending !== '.log'));
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES']);

/** Moves sheets and what belongs to them between the folders, one rename each, and never over another file. */
export class Shelf {
  readonly #folder: DropFolder;
  readonly #kept: string;

  constructor(folder: DropFolder) {
    this.#folder = folder;
    this.#kept = join(folder.own, 'kept');
  }

  /** Takes a sheet out of the inbox; null when it went away or was written to meanwhile. */
  take(name: string): TakenSheet | null {
    const from = join(this.#folder.inbox, name);
    const before = statOf(from);
    if (!before?.isFile()) return null;
    const digest = digestOf(from);
    const chosen = this.#freeName(name, digest);
    const path = join(this.#folder.working, chosen);
    if (!rename(from, path)) return null;
    const after = statOf(path);
    const taken = { name: chosen, path, sha256: digest };
    if (after && fingerprint(after) === fingerprint(before)) return this.#gathered(taken);
    this.put(taken, 'inbox');
    return null;
  }

  /** Sheets that an earlier run began and did not finish. */
  left(): readonly TakenSheet[] {
    return sheetsIn(this.#folder.working).flatMap((name) => {
      const path = join(this.#folder.working, name);
      if (this.#endsMoveBack(path)) return [];
      return [this.#gathered({ name, path, sha256: digestOf(path) })];
    });
  }

  /** A run that died between the two halves of a move back left one file in both folders; the second half is made up for. */
  #endsMoveBack(path: string): boolean {
    const own = statOf(path);
    if (!own || own.nlink < 2) return false;
    const others = sheetsIn(this.#folder.inbox).map((name) => statOf(join(this.#folder.inbox, name)));
    if (!others.some((other) => other?.ino === own.ino && other.dev === own.dev)) return false;
    unlinkSync(path);
    return true;
  }

  /** Sheets of `attention` that go on by themselves, each taken up again when its turn comes and not before. */
  *reopened(goesOn: (sha256: string, name: string) => boolean): Generator<TakenSheet> {
    for (const name of sheetsIn(this.#folder.attention)) {
      const from = join(this.#folder.attention, name);
      const digest = digestOf(from);
      const path = join(this.#folder.working, name);
      if (goesOn(digest, name) && !existsSync(path) && rename(from, path))
        yield this.#gathered({ name, path, sha256: digest });
    }
  }

  /** Moves a sheet to where it belongs, what lies beside it first, so that the sheet's own move ends it. Returns its name there. */
  put(sheet: TakenSheet, place: DropPlace): string {
    if (place === 'working') return this.#leave(sheet);
    const folder = this.#folder[place];
    const name = isBlocked(folder, sheet.name) ? this.#nameIn(folder, sheet) : sheet.name;
    for (const ending of COMPANION_ENDINGS) this.#putCompanion(sheet, ending, place, join(folder, baseOf(name)));
    // A person may have deleted it meanwhile: what became of its orders is told all the same.
    if (!existsSync(sheet.path)) return name;
    if (place !== 'inbox') renameSync(sheet.path, join(folder, name));
    else if (!moveBack(sheet.path, join(folder, name))) return this.put(sheet, place);
    flushFolder(folder);
    flushFolder(this.#folder.working);
    return name;
  }

  /** It lies in `working` already, with what belongs to it; only what asked a person for something no longer holds. */
  #leave({ name }: TakenSheet): string {
    rmSync(join(this.#folder.working, `${baseOf(name)}.what-to-do.txt`), { force: true });
    return name;
  }

  /** The content of a sheet as it lies there now. */
  digestIn(place: DropPlace, name: string): string {
    return digestOf(join(this.#folder[place], name));
  }

  /** How many sheets there are in each place. */
  counts(): Readonly<Record<DropPlace, number>> {
    const count = (place: DropPlace) => sheetsIn(this.#folder[place]).length;
    return { inbox: count('inbox'), working: count('working'), done: count('done'), attention: count('attention') };
  }

  #putCompanion({ name }: TakenSheet, ending: string, place: DropPlace, to: string): void {
    const from = join(this.#folder.working, baseOf(name) + ending);
    if (!existsSync(from)) return;
    const isOver = place === 'inbox' ? SHORT_LIVED.has(ending) : place === 'done' && ending === '.what-to-do.txt';
    if (isOver) unlinkSync(from);
    else if (place !== 'inbox') renameSync(from, to + ending);
    else {
      makeOwn(this.#kept);
      renameSync(from, join(this.#kept, baseOf(name) + ending));
    }
  }

  /** Whatever an earlier run wrote for this content comes to it again, wherever that run was ended. */
  #gathered(sheet: TakenSheet): TakenSheet {
    for (const ending of COMPANION_ENDINGS)
      clearForOurs(join(this.#folder.working, baseOf(sheet.name) + ending), this.#kept);
    for (const folder of [this.#folder.done, this.#folder.attention, this.#kept]) {
      const copy = join(folder, sheet.name);
      const isCopied = isThere(copy);
      if (isCopied && digestOf(copy) !== sheet.sha256) continue;
      for (const ending of COMPANION_ENDINGS) this.#gather(join(folder, baseOf(sheet.name)), ending, sheet);
      if (isCopied) unlinkSync(copy);
    }
    return sheet;
  }

  #gather(from: string, ending: string, { name }: TakenSheet): void {
    const to = join(this.#folder.working, baseOf(name) + ending);
    if (!isOrdinary(from + ending)) return;
    if (existsSync(to)) unlinkSync(from + ending);
    else renameSync(from + ending, to);
  }

  /** Its own name where no other sheet has it, else one that only this content has. */
  #freeName(name: string, digest: string): string {
    const isFree = (candidate: string) => FILED.every((place) => !this.#isTaken(candidate, digest, place));
    return leavesRoom(name) && isFree(name) ? name : unlike(name, digest, isFree);
  }

  /** Two sheets that differ in their ending alone would share what lies beside them. */
  #isTaken(name: string, digest: string, place: DropPlace): boolean {
    const folder = this.#folder[place];
    const isFiled = sheetsIn(folder).some((other) => baseOf(other) === baseOf(name));
    // Whoever files a sheet of `done` away leaves its results, and they are no other sheet's.
    if (place === 'done' && !isFiled && isThere(join(folder, `${baseOf(name)}.results.csv`))) return true;
    return sheetsIn(folder).some(
      (other) => baseOf(other) === baseOf(name) && !(other === name && digestOf(join(folder, other)) === digest),
    );
  }

  #nameIn(folder: string, { name, sha256: digest }: TakenSheet): string {
    if (digestOf(join(folder, name)) === digest && !hasFolders(folder, name)) {
      unlinkSync(join(folder, name));
      return name;
    }
    return unlike(name, digest, (candidate) => !isBlocked(folder, candidate));
  }
}

/** Something that is not ours to move has the name of the sheet, or of a file beside it. */
function isBlocked(folder: string, name: string): boolean {
  return isThere(join(folder, name)) || hasFolders(folder, name);
}

function hasFolders(folder: string, name: string): boolean {
  return COMPANION_ENDINGS.some((ending) => statOf(join(folder, baseOf(name) + ending))?.isDirectory());
}

/** A name after the content; after nothing at all where even that one is somebody else's. */
function unlike(name: string, digest: string, isFree: (candidate: string) => boolean): string {
  const named = nameByContent(name, digest);
  return isFree(named) ? named : nameByContent(name, sha256(`${digest} ${Math.random()}`));
}

/** Names of the sheets in a folder, without what runs wrote beside them. */
export function sheetsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && mayBeSheet(entry.name) && companionBase(entry.name) === null)
    .map(({ name }) => name)
    .sort();
}

function digestOf(path: string): string {
  try {
    // A pipe would never end, and a link may lead to what is no sheet.
    if (statOf(path)?.isFile()) return sha256(readFileSync(path));
  } catch {
    // What cannot be read is told by the reader, cell by cell or not at all; here it only needs a name of its own.
  }
  return sha256(`unreadable ${statOf(path)?.ino ?? path}`);
}

function rename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** False where somebody put a file of that name there meanwhile: only people write to the inbox, so never over theirs. */
function moveBack(from: string, to: string): boolean {
  try {
    linkSync(from, to);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!NO_LINKS.has(codeOf(error))) throw error;
    renameSync(from, to);
    return true;
  }
  unlinkSync(from);
  return true;
}
