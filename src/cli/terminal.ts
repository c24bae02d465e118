/** Where a command speaks: data to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** One line that the next one takes the place of; only on a screen. */
  live(text: string): void;
  /** Somebody is there to be asked. */
  readonly interactive: boolean;
  /** `out` is a screen, so that colours make sense. */
  readonly colours: boolean;
  /** Columns of the screen that `err` writes to; null when it is not a screen. */
  readonly width: number | null;
  /** Columns of the screen that `out` writes to; null when it is not a screen. */
  readonly outWidth: number | null;
}

const CLEAR_LINE = '\r\u001b[2K';

/** The real one. A closed standard output never ends a run. */
export function processTerminal(): Terminal {
  const { stdout, stderr, stdin } = process;
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  let live = false;
  const clear = () => {
    if (live) stderr.write(CLEAR_LINE);
    live = false;
  };
  return {
    out: (text) => {
      clear();
      if (text) stdout.write(`${text}\n`);
    },
    err: (text) => {
      clear();
      if (text) stderr.write(`${text}\n`);
    },
    live: (text) => {
      stderr.write(`${CLEAR_LINE}${text.slice(0, (stderr.columns ?? 80) - 1)}`);
      live = true;
    },
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    colours: stdout.isTTY === true,
    width: stderr.isTTY ? (stderr.columns ?? 80) : null,
    outWidth: stdout.isTTY ? (stdout.columns ?? 80) : null,
  };
}
