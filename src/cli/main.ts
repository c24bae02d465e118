#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
import { systemClock } from '../io/system-clock.ts';
import { EXIT } from './exit-codes.ts';
import { runCommandLine } from './run-command-line.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
const drain = new AbortController();
// Every order that waits for its read-back listens to it, which Node would take for a leak.
setMaxListeners(0, drain.signal);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (drain.signal.aborted) process.exit(signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
    drain.abort(signal);
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2), process.env, { terminal, drain, clock: systemClock });
