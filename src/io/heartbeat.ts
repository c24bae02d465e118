import type { Clock } from '../domain/ports.ts';
import { postHook } from './hook-post.ts';

/** How long the end waits for a start that is still being told. */
const START_GRACE_MS = 5_000;
/** What such services keep of a body. */
const MOST_BYTES = 10_000;

export interface HeartbeatOptions {
  readonly url: URL;
  /** Sends the text of the end along; without it nothing but the address itself is sent. */
  readonly log: boolean;
  readonly clock: Clock;
  /** A new UUID, by which the service tells which end belongs to which start. */
  readonly newId: () => string;
  /** Told at most one sentence, at the end. */
  readonly note: (text: string) => void;
  /** How long one try may take; 10 s. */
  readonly tryMs?: number;
}

/** Tells a healthchecks service of a run; nothing that goes wrong with it touches the run. */
export interface Heartbeat {
  /** Tells of the start beside the work: returns at once. */
  start(): void;
  /** Tells of the end, after the start; at most 40 seconds later it has given up. The text holds no secret any more. */
  end(ok: boolean, text: string): Promise<void>;
}

export function openHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { url, log, clock, note } = options;
  const id = options.newId();
  const ended = new AbortController();
  let started: Promise<string | null> | null = null;
  let isOver = false;
  const tell = (kind: PingKind, body: string, signal?: AbortSignal) =>
    postHook({
      url: pingUrl(url, kind, id),
      body,
      contentType: 'text/plain; charset=utf-8',
      clock,
      judge,
      ...(signal ? { signal } : {}),
      ...(options.tryMs ? { tryMs: options.tryMs } : {}),
    });
  return {
    start() {
      if (!isOver) started ??= tell('start', '', ended.signal);
    },
    async end(ok, text) {
      if (isOver) return;
      isOver = true;
      // A start that came in after the end would look like a run that never ended.
      const begin = started ? await soon(started, ended, clock) : null;
      const end = await tell(ok ? 'success' : 'fail', log ? firstBytes(text) : '');
      const said = sayFailure(url.host, begin, end);
      if (said) note(said);
    },
  };
}

export type PingKind = 'start' | 'success' | 'fail';

/** The address with its path for this kind; what it has for a query stays as it is. */
export function pingUrl(base: URL, kind: PingKind, id: string): URL {
  const url = new URL(base);
  if (kind !== 'success') url.pathname = `${base.pathname.replace(/\/+$/, '')}/${kind}`;
  const own = base.search.length > 1 ? `${base.search}&` : '?';
  if (!base.searchParams.has('rid')) url.search = `${own}rid=${id}`;
  return url;
}

/** Such services answer 200 also to what they do not know, and to what comes too often. */
function judge(answer: string): string | null {
  const [, why] = /^\s*OK \((not found|rate limited)\)/i.exec(answer) ?? [];
  if (!why) return null;
  return why.toLowerCase() === 'not found' ? 'it knows no such check' : 'it was told too often';
}

async function soon(started: Promise<string | null>, ended: AbortController, clock: Clock): Promise<string | null> {
  const done = new AbortController();
  void clock.sleep(START_GRACE_MS, done.signal).then(() => done.signal.aborted || ended.abort());
  return started.finally(() => done.abort());
}

/** Never cuts a character in two. */
function firstBytes(text: string): string {
  return new TextDecoder().decode(Buffer.from(text, 'utf8').subarray(0, MOST_BYTES), { stream: true });
}

/** The host alone: the path is the key of the check. */
function sayFailure(host: string, start: string | null, end: string | null): string | null {
  if (start === null && end === null) return null;
  const what =
    start === null
      ? `how the run ended (${end})`
      : end === null
        ? `that the run began (${start})`
        : `that the run began (${start}), nor how it ended (${end})`;
  return `PING-FAILED: ${host} could not be told ${what}. Nothing else is affected; look at --ping and at that service.`;
}
