import type { HttpReply } from './http.ts';

type Answer = Extract<HttpReply, { kind: 'answer' }>;

const UNIX_SECONDS = 1_000_000_000;
const UNIX_MILLISECONDS = 1_000_000_000_000;

/**
 * How long a reply asks us to wait, milliseconds: `Retry-After` in seconds or as a date, else the body's `retryAfter` in
 * seconds or as Unix time; null when it does not say.
 */
export function askedWait({ headers, body, receivedAt }: Answer): number | null {
  return headerWait(headers['retry-after'], receivedAt) ?? bodyWait(body, receivedAt);
}

/** The wait that one header states as seconds, as Unix time or as a date; null when it states none. */
export function headerWait(header: string | undefined, now: number): number | null {
  const text = header?.trim();
  if (!text) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return waitFrom(Number(text), now);
  // A negative number would be taken for a year.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function bodyWait(body: string, now: number): number | null {
  const json = parsed(body);
  if (typeof json !== 'object' || json === null) return null;
  const fields = json as Readonly<Record<string, unknown>>;
  const stated = fields.retryAfter ?? fields.retry_after;
  const number = typeof stated === 'string' && stated.trim() !== '' ? Number(stated) : stated;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? waitFrom(number, now) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** A ten-digit number is a moment (Unix seconds), a small one a wait in seconds. */
function waitFrom(stated: number, now: number): number {
  if (stated >= UNIX_MILLISECONDS) return Math.max(0, Math.round(stated - now));
  if (stated >= UNIX_SECONDS) return Math.max(0, Math.round(stated * 1000 - now));
  return Math.round(stated * 1000);
}
