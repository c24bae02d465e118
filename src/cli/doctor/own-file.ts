import { type Stats, statSync } from 'node:fs';
import type { Checks } from './check.ts';

const OTHERS_WRITE = 0o022;
const OTHERS_READ = 0o044;
/** Windows has no such modes. */
const HAS_MODES = process.platform !== 'win32';

/** Tells when others than its owner can read or write a file or folder. True when nothing was to be told. */
export function checkAccess(checks: Checks, name: string, path: string, kind: 'file' | 'folder'): boolean {
  const stats = statOf(path);
  if (!stats || !HAS_MODES) return true;
  const uid = process.getuid?.();
  const wanted = kind === 'file' ? '600' : '700';
  const shown = (stats.mode & 0o777).toString(8);
  if (uid !== undefined && stats.uid !== uid)
    checks.note(
      `${name}.owner`,
      `${path} belongs to user ${stats.uid}, and this runs as user ${uid}.`,
      'Run every command as the user who owns it, or give it to this one with chown.',
    );
  else if (stats.mode & OTHERS_WRITE && !isSticky(stats))
    checks.note(`${name}.mode`, `Others can write to ${path} (mode ${shown}).`, `chmod ${wanted} ${path}`);
  else if (kind === 'file' && stats.mode & OTHERS_READ)
    checks.note(`${name}.mode`, `Others can read ${path} (mode ${shown}).`, `chmod ${wanted} ${path}`);
  else return true;
  return false;
}

/** In such a folder, as /tmp is, others cannot replace what is ours. */
function isSticky({ mode }: Stats): boolean {
  return (mode & 0o1000) !== 0;
}

export function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
