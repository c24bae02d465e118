import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { readCsv } from '../../src/io/read-csv.ts';

/** Time that runs faster, so that waits of half a minute are over at once; the order of things stays the same. */
export function hurriedClock(factor = 100): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * factor,
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
}

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** A folder with a ledger of its own in which commands are run, as a person would run them. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'sheetorder-test-'));
  readonly env: Record<string, string>;
  readonly drain = new AbortController();
  readonly clock: Clock;

  constructor(env: Record<string, string> = {}, clock: Clock = hurriedClock()) {
    this.clock = clock;
    this.env = {
      SHEETORDER_LEDGER: this.path('ledger.sqlite'),
      SCALEDMAIL_API_KEY: 'key-of-this-test-0001',
      SCALEDMAIL_ORGANIZATION_ID: 'org_test',
      XDG_CONFIG_HOME: this.path('config'),
      ...env,
    };
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async run(...words: readonly string[]): Promise<Ran> {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = {
      out: (text: string) => void out.push(text),
      err: (text: string) => void err.push(text),
      live: () => {},
      interactive: false,
      colours: false,
      width: null,
      outWidth: null,
    };
    const exit = await runCommandLine(words, this.env, { terminal, drain: this.drain, clock: this.clock });
    return { exit, out: out.join('\n'), err: err.join('\n') };
  }

  /** A CSV that a command wrote, by its header. */
  csv(name: string): Record<string, string>[] {
    const { header, rows } = readCsv(readFileSync(this.path(name)), name, {});
    return [...rows].map(({ cells }) =>
      Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])),
    );
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
