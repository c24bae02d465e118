// One command line from a program of yours, such as a node of a workflow tool: the report comes back as an object.
import { EXIT, runCommandLine, systemClock } from 'sheetorder';

/** Runs `check`, `submit`, `results` or `reconcile`; `signal` stops it as Ctrl-C would. */
export async function sheetorder(words, { env = process.env, signal, onEvent = () => {} } = {}) {
  const lines = { out: [], err: [] };
  const terminal = {
    out: (text) => lines.out.push(typeof text === 'string' ? text : text.text),
    err: (text) => {
      lines.err.push(text);
      for (const line of text.split('\n')) if (line.startsWith('{')) onEvent(JSON.parse(line));
    },
    live: () => {},
    interactive: false,
    colours: false,
    width: null,
    outWidth: null,
  };
  const drain = new AbortController();
  const stop = () => drain.abort('SIGTERM');
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const code = await runCommandLine([...words, '--json'], env, { terminal, drain, clock: systemClock });
    const [document] = lines.out;
    return { code, report: document ? JSON.parse(document) : null, errors: lines.err };
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

// The example: a dry run, and only when all is ready the real one. Call it with a sheet: node command.mjs may.csv
if (process.argv[1] === import.meta.filename && process.argv[2]) {
  const sheet = process.argv[2];
  const env = { ...process.env, SHEETORDER_SANDBOX: '1', SHEETORDER_LEDGER: './ledger.sqlite' };
  const dry = await sheetorder(['check', sheet], { env });
  for (const order of dry.report?.orders ?? []) if (order.errors.length > 0) console.log(order.order, order.errors[0]);
  if (dry.code === EXIT.done) {
    const live = await sheetorder(['submit', sheet, '--yes'], {
      env,
      signal: AbortSignal.timeout(30 * 60_000),
      onEvent: (event) => event.event === 'order' && console.log(event.order, event.verdict ?? ''),
    });
    // 4 and 75 are no failures to start over from: run the same again later, nothing is bought twice.
    console.log(live.code, live.report?.totals.by_status);
  } else console.log('exit', dry.code, dry.errors.at(-1));
}
