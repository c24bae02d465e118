import { exitsOf, look } from '../doctor/look.ts';
import { painted, sayChecks, sayCounts } from '../doctor/say-checks.ts';
import { type ExitCode, exitCodeFor } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { hasColours } from '../terminal/paint.ts';
import { VERSION } from '../version.ts';
import type { Host } from './command.ts';

/** Looks whether everything is in place for a run, and changes nothing. */
export async function runDoctor(flags: Flags, host: Host): Promise<ExitCode> {
  const { terminal } = host;
  const checks = await look(flags, host);
  const exit = exitCodeFor([], { thrown: exitsOf(checks) });
  if (flags.json) {
    const told = checks.map(({ group, check, state, says, fix }) => ({ group, check, state, says, fix }));
    terminal.out(JSON.stringify({ sheetorder_doctor: 1, version: VERSION, exit, checks: told }, null, 2));
    return exit;
  }
  const shown = checks.filter(({ state }) => !flags.quiet || state === 'problem');
  if (shown.length > 0) {
    const text = sayChecks(shown, terminal.outWidth);
    terminal.out(hasColours(flags, host) ? painted(text) : text);
  }
  if (!flags.quiet) terminal.err(`\n${sayCounts(checks)}`);
  return exit;
}
