// The built program with a clock that runs a hundred times faster, so that waits for a read-back are over at once.
import { runCommandLine } from '../../.build/cli/run-command-line.js';
import { processTerminal } from '../../.build/cli/terminal/terminal.js';

const FACTOR = 100;
const start = Date.now();
const clock = {
  now: () => start + (Date.now() - start) * FACTOR,
  elapsed: () => performance.now() * FACTOR,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / FACTOR)),
};
const hands = { terminal: processTerminal(), drain: new AbortController(), clock };
process.exitCode = await runCommandLine(process.argv.slice(2), process.env, hands);
