/** What goes back over the wire, and how. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** How long it takes, milliseconds. */
  readonly afterMs: number;
  /** The connection is cut instead. */
  readonly cut: boolean;
  /** Beside those that every reply has. */
  readonly headers?: Readonly<Record<string, string>>;
}

const JSON_TYPE = 'application/json; charset=utf-8';

export function answer(status: number, value: unknown, afterMs = 0): Reply {
  return { status, contentType: JSON_TYPE, body: JSON.stringify(value), afterMs, cut: false };
}

/** No reply at all: the connection ends. */
export const CUT: Reply = { status: 0, contentType: JSON_TYPE, body: '', afterMs: 0, cut: true };

/** What a gateway in front of a vendor says when something behind it fails. */
export const HTML_ERROR: Reply = {
  status: 502,
  contentType: 'text/html; charset=utf-8',
  body: '<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1><p>The upstream server did not answer.</p>',
  afterMs: 0,
  cut: false,
};

/** `retryAfter` is a moment in Unix seconds, as in the vendor's own example. */
export function throttled(limit: number, now: number): Reply {
  return answer(429, { message: 'Too many requests', retryAfter: Math.ceil(now / 1000) + 1, limit });
}
