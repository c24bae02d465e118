import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own that can be really full. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills it but for this many bytes. */
  leave(bytes: number): void;
  /** Gives the space back. */
  empty(): void;
  close(): void;
}

/** Why no small disk can be had here; empty when one can. */
export function whyNoSmallDisk(): string {
  if (process.platform !== 'linux') return 'tmpfs is for Linux';
  try {
    smallDisk().close();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function smallDisk(bytes = 4 * 1024 * 1024): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'sheetorder-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { timeout: 10_000 });
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error('a tmpfs may not be mounted here');
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    leave(left) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)));
    },
    empty: () => rmSync(filler, { force: true }),
    close() {
      spawnSync('umount', ['-l', folder], { timeout: 10_000 });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
