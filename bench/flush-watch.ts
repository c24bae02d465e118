import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { performance } from 'node:perf_hooks';

/** How often this process itself flushed a file, and for how many milliseconds in all; SQLite's flushes are its own. */
export interface Flushed {
  count: number;
  ms: number;
}

/** Watches from outside for as long as the process lives. The ledger flushes its witness once for each commit. */
export function watchFlushes(): Flushed {
  const flushed: Flushed = { count: 0, ms: 0 };
  for (const name of ['fsyncSync', 'fdatasyncSync'] as const) {
    const flush = fs[name];
    fs[name] = (fd: number) => {
      const since = performance.now();
      flush(fd);
      flushed.count += 1;
      flushed.ms += performance.now() - since;
    };
  }
  syncBuiltinESMExports();
  return flushed;
}
