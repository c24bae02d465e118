/** One line of the system's list of mounts. */
export interface Mount {
  readonly at: string;
  /** As the system names it: `ext4`, `nfs4`, `fuse.sshfs`. */
  readonly kind: string;
  readonly source: string;
}

/** What `/proc/self/mountinfo` tells; lines of another shape are left out. */
export function mountsOf(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ');
    const at = before?.split(' ')[4];
    const [kind, source] = after?.split(' ') ?? [];
    return at && kind ? [{ at: plain(at), kind, source: plain(source ?? '') }] : [];
  });
}

/** The mount that a path without links is on: the deepest above it, and of those at one place the last. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | null {
  let found: Mount | null = null;
  for (const mount of mounts) {
    const isAbove = path === mount.at || path.startsWith(mount.at.endsWith('/') ? mount.at : `${mount.at}/`);
    if (isAbove && mount.at.length >= (found?.at.length ?? 0)) found = mount;
  }
  return found;
}

/** Blanks and the like are written as octal numbers. */
function plain(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
