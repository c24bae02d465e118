import type { Clock } from '../domain/ports.ts';
import { postHook } from './hook-post.ts';

/** Longest quotation of what a command said. */
const MOST_QUOTED = 500;

/** Whom to tell when a sheet needs a person. */
export interface AttentionHook {
  readonly url?: URL;
  /** Program and arguments; started without a shell. */
  readonly command?: readonly string[];
}

/** How a command of a person's own ended: null when well, else why not, and what it wrote. */
export interface CommandEnd {
  readonly why: string | null;
  readonly said: string;
}

export interface AttentionHands {
  readonly clock: Clock;
  readonly cover: (text: string) => string;
  readonly note: (text: string) => void;
  readonly runCommand: (command: readonly string[], input: string) => Promise<CommandEnd>;
  /** How long one try at the address may take; 10 s. */
  readonly tryMs?: number;
}

/** Tells address and command, side by side; what goes wrong becomes a note, and nothing else comes of it. */
export async function tellAttention(hook: AttentionHook, message: object, hands: AttentionHands): Promise<void> {
  const body = `${JSON.stringify(message)}\n`;
  const told = await Promise.all([toUrl(hook.url, body, hands), toCommand(hook.command, body, hands)]);
  const failed = told.filter((text) => text !== null);
  if (failed.length > 0)
    hands.note(`ATTENTION-HOOK-FAILED: ${failed.join(' ')} Nothing else is affected; the sheet lies in attention/.`);
}

async function toUrl(url: URL | undefined, body: string, { clock, tryMs }: AttentionHands): Promise<string | null> {
  if (!url) return null;
  const contentType = 'application/json';
  const why = await postHook({ url, body, contentType, clock, ...(tryMs ? { tryMs } : {}) });
  return why === null ? null : `${url.host} could not be told that a sheet needs a person (${why}).`;
}

async function toCommand(
  command: readonly string[] | undefined,
  body: string,
  { runCommand, cover }: AttentionHands,
): Promise<string | null> {
  const [program] = command ?? [];
  if (!command || program === undefined) return null;
  const { why, said } = await runCommand(command, body);
  if (why === null) return null;
  // Covered before it is cut, or half a secret could be left.
  const quote = cover(said).replace(/\s+/g, ' ').trim().slice(-MOST_QUOTED).trim();
  return `The command ${cover(program)} ${why}${quote ? `, and wrote last: ${quote}` : ''}.`.replace(/\.\.$/, '.');
}
