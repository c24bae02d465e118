import { styleText } from 'node:util';
import type { Host } from '../commands/command.ts';
import { type Env, variable } from '../environment.ts';
import type { Flags } from '../options.ts';
import type { Painted } from './terminal.ts';

type Style = 'red' | 'yellow' | 'blue' | 'green' | 'magenta';

const FINDINGS: Readonly<Record<string, Style>> = { error: 'red', warning: 'yellow', info: 'blue' };

/** Words that begin a row of a table: what is well, what waits for a person, what is wrong, and what nobody knows. */
const STANDS: Readonly<Record<string, Style>> = {
  placed: 'green',
  already_placed: 'green',
  delivered: 'green',
  awaiting_payment: 'yellow',
  payment_pending: 'yellow',
  not_sent: 'yellow',
  skipped: 'yellow',
  invalid: 'red',
  refused: 'red',
  odd: 'red',
  unknown: 'magenta',
};

const FINDING = new RegExp(`^(${Object.keys(FINDINGS).join('|')})(?= [A-Z][A-Z0-9-]+[:,])`, 'gm');
const STAND = new RegExp(`^(${Object.keys(STANDS).join('|')})(?=  )`, 'gm');

/** Colours the words that say how something stands; a text that goes to a file, or where colours are not wanted, stays as it is. */
export function paint(text: string, flags: Flags, host: Pick<Host, 'env' | 'terminal'>): string | Painted {
  return hasColours(flags, host) ? { text, colour } : text;
}

/** `NO_COLOR` and `--no-color` come first, then `FORCE_COLOR` (0 and false are a no), then what the screen can do. */
export function hasColours(flags: Flags, { env, terminal }: Pick<Host, 'env' | 'terminal'>): boolean {
  if (flags['no-color'] || flags.json || variable(env, 'NO_COLOR')) return false;
  const forced = forcedBy(env);
  return forced ?? (terminal.colours && env.TERM !== 'dumb');
}

function forcedBy(env: Env): boolean | null {
  const text = variable(env, 'FORCE_COLOR');
  return text === null ? null : !/^(0|false)$/i.test(text);
}

function colour(plain: string): string {
  const styled = (word: string, style: Style | undefined) =>
    style ? styleText(style, word, { validateStream: false }) : word;
  return plain
    .replace(FINDING, (word) => styled(word, FINDINGS[word]))
    .replace(STAND, (word) => styled(word, STANDS[word]));
}
