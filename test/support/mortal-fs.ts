import type * as Fs from 'node:fs';

/** What counts down to the death of a process: so many changes to the disk are made, and none after. */
export const fate: { left: number; made: number; isDead: boolean; meanwhile: (() => void) | null } = {
  left: Number.POSITIVE_INFINITY,
  made: 0,
  isDead: false,
  /** What somebody else does right before the next change. */
  meanwhile: null,
};

/** The file system of a process that dies before its next change once its fate is used up. */
export function mortal(fs: typeof Fs): typeof Fs {
  const step = <Args extends readonly unknown[], Result>(call: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      fate.isDead ||= fate.left <= 0;
      if (fate.isDead) throw new Error('the process died here');
      const { meanwhile } = fate;
      fate.meanwhile = null;
      meanwhile?.();
      fate.left -= 1;
      fate.made += 1;
      return call(...args);
    };
  };
  const { renameSync, linkSync, unlinkSync, mkdirSync } = fs;
  return {
    ...fs,
    renameSync: step(renameSync),
    linkSync: step(linkSync),
    unlinkSync: step(unlinkSync),
    mkdirSync: step(mkdirSync) as typeof mkdirSync,
  };
}

/** Runs `act` as a process that dies before change number `changes`; true when it died. */
export function dyingAfter(changes: number, act: () => void): boolean {
  fate.left = changes;
  fate.made = 0;
  fate.isDead = false;
  try {
    act();
    return false;
  } catch (error) {
    if (!fate.isDead) throw error;
    return true;
  } finally {
    fate.left = Number.POSITIVE_INFINITY;
    fate.isDead = false;
  }
}
