import type { Client } from 'undici';
import type { Clock } from '../domain/ports.ts';

const TRIES = 3;
const PAUSES_MS = [1_000, 3_000];
const TRY_MS = 10_000;
/** More of an answer than this is not read. */
const MOST_READ = 1_024;
/** Answers that may be others a moment later. */
const PASSING = new Set([408, 425, 429]);

export interface Post {
  readonly url: URL;
  readonly body: string;
  readonly contentType: string;
  readonly clock: Clock;
  /** Given up, also while it waits, when this aborts. */
  readonly signal?: AbortSignal;
  /** How long one try may take. */
  readonly tryMs?: number;
  /** Why an answer with a good status is none after all; null when it is good. */
  readonly judge?: (answer: string) => string | null;
}

interface Tried {
  /** Null when it was taken. */
  readonly why: string | null;
  readonly isFinal: boolean;
}

/**
 * Tells another service something, in three tries of ten seconds; never rejects. Returns null when it was taken, else
 * why not, in words that hold nothing of the address: its path may be a key. Orders never go this way.
 */
export async function postHook(post: Post): Promise<string | null> {
  for (let tries = 1; ; tries += 1) {
    const { why, isFinal } = await tryOnce(post);
    if (why === null || isFinal || tries === TRIES || post.signal?.aborted) return why;
    await post.clock.sleep(PAUSES_MS[tries - 1] ?? 0, post.signal);
    if (post.signal?.aborted) return why;
  }
}

/** A connection of its own, no redirect, and only the beginning of the answer. */
async function tryOnce(post: Post): Promise<Tried> {
  const undici = await import('undici');
  const tryMs = post.tryMs ?? TRY_MS;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), tryMs);
  const signal = post.signal ? AbortSignal.any([late.signal, post.signal]) : late.signal;
  // Said plainly, because an environment variable could turn the check of certificates off.
  const connect = { timeout: tryMs, rejectUnauthorized: true };
  const client = new undici.Client(post.url.origin, { connect, allowH2: false, headersTimeout: 0, bodyTimeout: 0 });
  try {
    return await exchange(client, post, signal);
  } catch (error) {
    if (late.signal.aborted) return { why: `no answer within ${tryMs / 1000} s`, isFinal: false };
    if (signal.aborted) return { why: 'no answer before the run ended', isFinal: true };
    return { why: `the connection failed${codeText(error)}`, isFinal: false };
  } finally {
    clearTimeout(timer);
    void client.destroy().catch(() => {});
  }
}

async function exchange(client: Client, { url, body, contentType, judge }: Post, signal: AbortSignal): Promise<Tried> {
  const answer = await client.request({
    method: 'POST',
    path: `${url.pathname}${url.search}`,
    headers: { 'user-agent': 'sheetorder', accept: '*/*', ...(body ? { 'content-type': contentType } : {}) },
    body,
    signal,
  });
  const { statusCode } = answer;
  // What is cut off, or was not read, is an error of the stream that nobody needs to hear of.
  answer.body.on('error', () => {});
  if (statusCode >= 200 && statusCode < 300) {
    const why = judge ? judge(await beginningOf(answer.body)) : null;
    return { why, isFinal: true };
  }
  if (statusCode >= 300 && statusCode < 400)
    return { why: `it answered ${statusCode}, and redirects are not followed`, isFinal: true };
  return { why: `it answered ${statusCode}`, isFinal: statusCode < 500 && !PASSING.has(statusCode) };
}

/** As much as came, where it is long, slow or cut off. */
async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MOST_READ) break;
    }
  } catch {
    // The status has said already that it was taken.
  }
  return Buffer.concat(chunks).subarray(0, MOST_READ).toString('utf8');
}

/** The code alone: the words of an error may repeat an address. */
function codeText(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^[A-Z][A-Z0-9_]*$/.test(code) ? `: ${code}` : '';
}
