import { type BigIntStats, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DROP_PLACES } from '../../domain/drop.ts';
import type { Clock } from '../../domain/ports.ts';
import { mayBeSheet, openMarksOf } from './names.ts';

/** Sheets that can be taken now, the oldest first, and those that cannot, each with why. */
export interface Waiting {
  readonly sheets: readonly string[];
  readonly held: readonly { readonly name: string; readonly why: string }[];
}

/** How often a sheet that goes on growing is looked at again before it is left to the next run. */
const LOOKS = 5;
/** A run that ran out of memory over a file would do so each time, and take no other sheet any more. */
const LARGEST = 256n * 1024n * 1024n;

/**
 * Looks at the folder twice, `settleMs` apart: what changed in between is still being copied. No clock time is compared,
 * so that a clock which was set does not matter.
 */
export async function waitingIn(inbox: string, settleMs: number, clock: Clock, signal: AbortSignal): Promise<Waiting> {
  let before = look(inbox);
  if (before.size === 0) return { sheets: [], held: oddIn(inbox) };
  for (let looks = 1; ; looks += 1) {
    await clock.sleep(settleMs, signal);
    const now = look(inbox);
    const growing = [...now].filter(([name, seen]) => seen.print !== before.get(name)?.print).map(([name]) => name);
    if (growing.length === 0 || looks >= LOOKS || signal.aborted) return sorted(now, growing, inbox);
    before = now;
  }
}

interface Seen {
  /** Changes with every write. */
  readonly print: string;
  readonly modified: bigint;
  readonly isEmpty: boolean;
  readonly isHuge: boolean;
}

function look(inbox: string): ReadonlyMap<string, Seen> {
  return new Map(
    readdirSync(inbox).flatMap((name): [string, Seen][] => {
      const stat = mayBeSheet(name) ? statOf(join(inbox, name)) : null;
      return stat?.isFile() ? [[name, seenOf(stat)]] : [];
    }),
  );
}

function seenOf(stat: BigIntStats): Seen {
  return { print: fingerprint(stat), modified: stat.mtimeNs, isEmpty: stat.size === 0n, isHuge: stat.size > LARGEST };
}

/** The same for a file that nobody has written to since. */
export function fingerprint({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs}`;
}

function sorted(now: ReadonlyMap<string, Seen>, growing: readonly string[], inbox: string): Waiting {
  const files = new Set(readdirSync(inbox));
  const held: { name: string; why: string }[] = [...oddIn(inbox)];
  const sheets: [string, Seen][] = [];
  for (const [name, seen] of now) {
    const mark = openMarksOf(name).find((one) => files.has(one));
    if (growing.includes(name)) held.push({ name, why: 'it is still being copied' });
    else if (seen.isEmpty) held.push({ name, why: 'it is empty, as a file is before it is copied' });
    else if (seen.isHuge) held.push({ name, why: 'it is larger than any sheet; take it away' });
    else if (mark) held.push({ name, why: `a program has it open; if none has, delete ${mark}` });
    else sheets.push([name, seen]);
  }
  sheets.sort(([a, x], [b, y]) => (x.modified < y.modified || (x.modified === y.modified && a < b) ? -1 : 1));
  return { sheets: sheets.map(([name]) => name), held };
}

/** What a name that is not UTF-8 shows where a letter cannot be read; by such a name no file is found. */
const NO_LETTER = '\ufffd';

/** The other folders are inside an inbox that is not called so. */
function isOurs(name: string): boolean {
  return DROP_PLACES.some((place) => place === name);
}

/** Links and the like: what they lead to is not in this folder, and cannot be moved from it. */
function oddIn(inbox: string): { name: string; why: string }[] {
  return readdirSync(inbox).flatMap((name) => {
    if (!mayBeSheet(name)) return [];
    const stat = statOf(join(inbox, name));
    if (!stat && name.includes(NO_LETTER)) return [{ name, why: 'its name is not UTF-8; rename it' }];
    if (stat?.isDirectory() && !isOurs(name)) return [{ name, why: 'it is a folder; put the sheets themselves here' }];
    if (!stat || stat.isFile() || stat.isDirectory()) return [];
    return [{ name, why: 'it is no ordinary file; copy the sheet itself here' }];
  });
}

/** Null for what went away meanwhile. */
export function statOf(path: string): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true });
  } catch {
    return null;
  }
}
