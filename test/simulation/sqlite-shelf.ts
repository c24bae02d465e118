import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerError } from '../../src/domain/errors.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import type { Shelf } from './memory-ledger.ts';

const CLOCK: Clock = { now: () => 0, elapsed: () => 0, sleep: () => Promise.resolve() };

/** The real ledger in a folder of its own, in memory where the machine has such a folder. */
export function sqliteShelf(): Shelf {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sheetorder-sim-'));
  const path = join(folder, 'ledger.sqlite');
  const older = join(folder, 'older.copy');
  return {
    open: (clock) => {
      if (existsSync(path) && !existsSync(older)) copyFileSync(path, older);
      return openLedger(path, clock);
    },
    verify: () => {
      const ledger = openLedger(path, CLOCK);
      const problems = ledger.verify();
      ledger.close();
      return problems;
    },
    lose: () => {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
    },
    rollBack: () => {
      if (!existsSync(older) || readFileSync(older).equals(readFileSync(path))) return 'nothing';
      const newest = join(folder, 'newest.copy');
      copyFileSync(path, newest);
      copyFileSync(older, path);
      const said = refusal(path);
      copyFileSync(newest, path);
      return said;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function refusal(path: string): 'refused' | 'accepted' {
  try {
    openLedger(path, CLOCK).close();
    return 'accepted';
  } catch (error) {
    if (error instanceof LedgerError) return 'refused';
    throw error;
  }
}
