// The built program under the year's clock, which a child shares with whoever started it.
import { runCommandLine } from '../../.build/cli/run-command-line.js';
import { processTerminal } from '../../.build/cli/terminal/terminal.js';

const { base, real, factor } = JSON.parse(process.env.YEAR_CLOCK ?? '{}');
const clock = {
  now: () => base + (Date.now() - real) * factor,
  elapsed: () => performance.now() * factor,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const timer = setTimeout(stop, ms / factor);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
const drain = new AbortController();
process.on('SIGTERM', () => drain.abort('SIGTERM'));
process.exitCode = await runCommandLine(process.argv.slice(2), process.env, {
  terminal: processTerminal(),
  drain,
  clock,
});
