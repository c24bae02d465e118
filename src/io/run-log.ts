import { closeSync, fchmodSync, openSync, writeFileSync } from 'node:fs';
import { UsageError } from '../domain/errors.ts';
import { shortKey } from '../domain/identity.ts';
import type { RunEvent, RunLog } from '../domain/ports.ts';
import { visibleText } from '../domain/visible-text.ts';

export interface RunLogOptions {
  readonly path: string;
  readonly format: 'json' | 'text';
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Takes the secrets out; applied to every line. */
  readonly cover: (text: string) => string;
  /** Told once when a line could not be written; the run itself goes on. */
  readonly onFailure?: (error: unknown) => void;
}

/** A log file to which one line is added for each event; throws a UsageError when it cannot be opened. */
export function openRunLog(options: RunLogOptions): RunLog & { close(): void } {
  const fd = openLog(options.path);
  const say = options.format === 'json' ? jsonLine : textLine;
  let failed = false;
  let closed = false;
  return {
    event: (event) => {
      if (closed) return;
      try {
        writeFileSync(fd, `${say(event, new Date(options.now()).toISOString(), options.cover)}\n`);
      } catch (error) {
        // A full disk must not stop a run between a spend and its answer.
        if (!failed) options.onFailure?.(error);
        failed = true;
      }
    },
    close: () => {
      if (!closed) closeSync(fd);
      closed = true;
    },
  };
}

function openLog(path: string): number {
  try {
    const fd = openSync(path, 'a', 0o600);
    fchmodSync(fd, 0o600);
    return fd;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `The log file ${path} cannot be opened: ${reason}.`,
      'Name a file in a folder that exists and is writable.',
      'LOG-NOT-WRITABLE',
    );
  }
}

function jsonLine(event: RunEvent, at: string, cover: (text: string) => string): string {
  const { name, key, order, text, data } = event;
  const line = cover(JSON.stringify({ at, event: name, key: key && shortKey(key), order, text, data }));
  // A secret that equals a number in the line leaves something that is not JSON any more.
  return isJson(line) ? line : JSON.stringify({ at, event: name, text: line });
}

function textLine(event: RunEvent, at: string, cover: (text: string) => string): string {
  const { name, key, order, text, data = {} } = event;
  const words = [at, name, ...(key ? [shortKey(key)] : []), ...(order ? [JSON.stringify(order)] : []), text];
  const values = Object.entries(data).map(([field, value]) => `${field}=${JSON.stringify(value)}`);
  return visibleText(cover([...words, ...values].join(' ')));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
