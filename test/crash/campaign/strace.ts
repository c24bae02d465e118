import { spawnSync } from 'node:child_process';

/** Why strace cannot hurt a process here; empty when it can. */
export function whyNoStrace(): string {
  const tried = spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', 'inject=fsync:error=EIO', 'true'], {
    timeout: 10_000,
  });
  if (tried.error) return 'strace is not installed';
  return tried.status === 0 ? '' : 'strace may not trace processes here';
}

/** Words that start a program whose call number `when` of this kind is met with SIGKILL. */
export function killedAt(call: string, when: number, paths: readonly string[] = []): readonly string[] {
  return injected(call, `signal=SIGKILL:when=${when}`, paths);
}

/** Words that start a program in which these calls fail: `when` is a number, or one with a plus: from there on. */
export function failedAt(call: string, error: string, when: string, paths: readonly string[] = []): readonly string[] {
  return injected(call, `error=${error}:when=${when}`, paths);
}

/** The calls of the main thread, which does all of the program's file writing; `paths` leaves out all other files. */
function injected(call: string, what: string, paths: readonly string[]): readonly string[] {
  const only = paths.flatMap((path) => ['-P', path]);
  return ['strace', '-f', '-qq', '-o', '/dev/null', ...only, '-e', `trace=${call}`, '-e', `inject=${call}:${what}`];
}
