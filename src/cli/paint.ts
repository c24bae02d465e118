import { styleText } from 'node:util';
import type { Host } from './commands/command.ts';
import { variable } from './environment.ts';
import type { Flags } from './options.ts';
import type { Painted } from './terminal.ts';

const STYLES = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/** Colours the words that begin a finding; a text that goes to a file, or where colours are not wanted, stays as it is. */
export function paint(text: string, flags: Flags, host: Host): string | Painted {
  if (flags['no-color'] || flags.json || variable(host.env, 'NO_COLOR')) return text;
  if (!host.terminal.colours && !variable(host.env, 'FORCE_COLOR')) return text;
  return { text, colour };
}

function colour(plain: string): string {
  return plain.replace(/^(error|warning|info)(?= [A-Z][A-Z0-9-]+[:,])/gm, (word) =>
    styleText(STYLES[word as keyof typeof STYLES], word, { validateStream: false }),
  );
}
