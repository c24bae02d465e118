import { plainText } from '../../domain/plain-text.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { nextLines } from '../next-lines.ts';
import { cutTo } from './text-width.ts';

/** Text that gets its colours only when the terminal has made it plain: no escape that was in it before is left then. */
export interface Painted {
  readonly text: string;
  readonly colour: (plain: string) => string;
}

/**
 * Where a command speaks: data to `out`, everything else to `err`. The real one writes every character that could drive
 * a screen as an escape such as `\u001b`, whoever the text came from; only line breaks stay.
 */
export interface Terminal {
  out(text: string | Painted): void;
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

/** A standard stream, as far as a terminal needs it. */
export interface Screen {
  write(text: string): unknown;
  on(event: 'error', listener: () => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Streams {
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly stdin: { readonly isTTY?: boolean };
}

const USUAL_COLUMNS = 80;
const CLEAR_LINE = '\r\u001b[2K';

/** The real one. A closed standard output never ends a run. */
export function processTerminal({ stdout, stderr, stdin }: Streams = process): Terminal {
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  let live = false;
  const write = (stream: Screen, text: string) => {
    if (live) stderr.write(CLEAR_LINE);
    live = false;
    if (text) stream.write(`${text}\n`);
  };
  return {
    out: (text) => write(stdout, typeof text === 'string' ? plainText(text) : text.colour(plainText(text.text))),
    err: (text) => write(stderr, stderr.isTTY ? nextLines(plainText(text), columnsOf(stderr)) : plainText(text)),
    live: (text) => {
      stderr.write(`${CLEAR_LINE}${cutTo(visibleText(text), columnsOf(stderr) - 1)}`);
      live = true;
    },
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    colours: stdout.isTTY === true,
    get width() {
      return stderr.isTTY ? columnsOf(stderr) : null;
    },
    get outWidth() {
      return stdout.isTTY ? columnsOf(stdout) : null;
    },
  };
}

/** A screen that says nothing of its size, or 0, is taken for a usual one; one may be resized while a command runs. */
function columnsOf({ columns }: Screen): number {
  return columns || USUAL_COLUMNS;
}
