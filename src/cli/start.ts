import { setMaxListeners } from 'node:events';
import { systemClock } from '../io/system-clock.ts';
import { asksForJson } from './events/asks-for-json.ts';
import { EXIT } from './exit-codes.ts';
import { twinOf } from './options.ts';
import { runCommandLine } from './run-command-line.ts';
import { leavingText, ROOM_FOR_ECHO } from './terminal/stopping.ts';
import { processTerminal } from './terminal/terminal.ts';
import { fitted } from './terminal/wrap.ts';

/** This process's command line, from its words to its exit code. */
export async function start(): Promise<void> {
  const words = process.argv.slice(2);
  const terminal = processTerminal();
  const drain = new AbortController();
  // Every order that waits for its read-back listens to it, which Node would take for a leak.
  setMaxListeners(0, drain.signal);
  const leave = (signal: NodeJS.Signals): never => {
    const said = asksForJson(words, process.env[twinOf('json')]) ? '' : leavingText(drain.signal);
    // Only on a screen: nothing may hold up whoever leaves.
    if (said && terminal.width !== null) terminal.err(fitted(said, terminal.width - ROOM_FOR_ECHO));
    process.exit(signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (drain.signal.aborted) leave(signal);
      drain.abort(signal);
    });
  }
  process.exitCode = await runCommandLine(words, process.env, { terminal, drain, clock: systemClock });
}
