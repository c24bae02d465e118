/** Where a command speaks: data to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Somebody is there to be asked. */
  readonly interactive: boolean;
  /** `out` is a screen, so that colours make sense. */
  readonly colours: boolean;
  /** Columns of the screen that `err` writes to; null when it is not a screen. */
  readonly width: number | null;
}

/** The real one. A closed standard output never ends a run. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return {
    out: (text) => void (text && process.stdout.write(`${text}\n`)),
    err: (text) => void (text && process.stderr.write(`${text}\n`)),
    colours: process.stdout.isTTY === true,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    width: process.stderr.isTTY ? (process.stderr.columns ?? 80) : null,
  };
}
