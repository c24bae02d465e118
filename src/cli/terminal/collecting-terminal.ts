import type { Terminal } from './terminal.ts';

export interface CollectingTerminal extends Terminal {
  /** What went to standard output so far. */
  readonly said: string;
  /** What went to standard error so far. */
  readonly saidAside: string;
}

/** A terminal for programs that call the library: nobody is there to be asked, and what is said can be read afterwards. */
export function collectingTerminal(): CollectingTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (text) => void out.push(typeof text === 'string' ? text : text.text),
    err: (text) => void err.push(text),
    live: () => {},
    interactive: false,
    colours: false,
    width: null,
    outWidth: null,
    get said() {
      return out.join('\n');
    },
    get saidAside() {
      return err.join('\n');
    },
  };
}
