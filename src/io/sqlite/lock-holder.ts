import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, unlinkSync } from 'node:fs';
import { visibleText } from '../../domain/visible-text.ts';
import { writeAtomic } from '../atomic-write.ts';

/** Who holds a lock, or held it last. */
export interface HolderInfo {
  readonly pid: number;
  readonly host: string;
  /** ISO time, UTC. */
  readonly since: string;
  readonly doing: string;
  /** Of this program; empty when nobody wrote it down. */
  readonly version: string;
  /** Its command line without secrets; empty when nobody wrote it down. */
  readonly command: string;
}

const MOST_BYTES = 16 * 1024;
const MOST_CHARACTERS = 200;

/** Where it stands who holds the lock at this path: beside it, as opening the lock file by other means would free it. */
export function holderPath(lockPath: string): string {
  return `${lockPath}.holder.json`;
}

/** Only while the lock is held. It is a courtesy: where it cannot be written, nothing is left that could mislead. */
export function writeHolder(lockPath: string, holder: HolderInfo): void {
  const path = holderPath(lockPath);
  try {
    // A link that somebody put there must not be followed.
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(path);
    writeAtomic(path, `${JSON.stringify(holder)}\n`);
  } catch {
    removeHolder(lockPath);
  }
}

/** Only while the lock is held, so that it takes nobody else's away. */
export function removeHolder(lockPath: string): void {
  try {
    unlinkSync(holderPath(lockPath));
  } catch {
    // It was not there, or stays: only the lock itself says whether somebody holds it.
  }
}

/** What is written there, made safe to show; null for whatever does not read as a holder. */
export function readHolder(lockPath: string): HolderInfo | null {
  try {
    const value: unknown = JSON.parse(readSmall(holderPath(lockPath)));
    if (typeof value !== 'object' || value === null) return null;
    const { pid, host, since, doing, version, command } = value as Readonly<Record<string, unknown>>;
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1) return null;
    if (typeof since !== 'string' || Number.isNaN(Date.parse(since))) return null;
    const texts = { host: shown(host), doing: shown(doing), version: shown(version), command: shown(command) };
    return { pid, since: new Date(since).toISOString(), ...texts };
  } catch {
    return null;
  }
}

/** `process 4711 on desk-1, since 2027-01-31T09:00:00Z (12 minutes), doing "submit orders.csv"`. */
export function sayHolder(holder: HolderInfo, now: number): string {
  const since = holder.since.replace(/\.\d+Z$/, 'Z');
  const host = holder.host ? ` on ${holder.host}` : '';
  const doing = holder.doing ? `, doing "${holder.doing}"` : '';
  return `process ${holder.pid}${host}, since ${since}${sayAge(now - Date.parse(holder.since))}${doing}`;
}

function sayAge(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '';
  const hours = Math.floor(minutes / 60);
  const [count, unit] =
    hours >= 48 ? [Math.floor(hours / 24), 'days'] : hours >= 2 ? [hours, 'hours'] : [minutes, 'minutes'];
  return ` (${count} ${count === 1 ? unit.slice(0, -1) : unit})`;
}

/** An ordinary file only, and no more than a holder needs: a pipe would wait for ever. */
function readSmall(path: string): string {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const { size } = fstatSync(fd);
    if (!fstatSync(fd).isFile() || size > MOST_BYTES) return '';
    const bytes = Buffer.alloc(size);
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, size, 0));
  } finally {
    closeSync(fd);
  }
}

function shown(value: unknown): string {
  if (typeof value !== 'string') return '';
  const text = visibleText(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
