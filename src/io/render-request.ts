import type { Body, HttpRequest } from '../domain/http.ts';
import { Secret } from '../domain/secret.ts';

/** A request as it goes over the wire; the only place where secrets become text. */
export interface Rendered {
  readonly origin: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | null;
}

/**
 * Appends the path to the base URL's own path and writes the body out. Throws when a part of the path would lead to
 * another address; `reveal` throws when a secret is missing.
 */
export function renderRequest(
  baseUrl: URL,
  request: HttpRequest,
  authorization: Readonly<Record<string, string>>,
  reveal: (secret: Secret) => string,
): Rendered {
  if (!isPlain(request.path))
    throw new Error(`the address "${request.path}" would lead elsewhere; check the ids that this order names`);
  // A space as %20 is read rightly by everyone; a literal plus sign is %2B by now.
  const query = new URLSearchParams(request.query).toString().replaceAll('+', '%20');
  const path = `${baseUrl.pathname.replace(/\/+$/, '')}${request.path}${query ? `?${query}` : ''}`;
  const body = request.body === undefined ? null : Buffer.from(JSON.stringify(written(request.body, reveal)), 'utf8');
  return {
    origin: baseUrl.origin,
    path,
    headers: {
      ...authorization,
      accept: 'application/json',
      'accept-encoding': 'identity',
      ...(body ? { 'content-type': request.contentType ?? 'application/json' } : {}),
    },
    body,
  };
}

/** True when each part of the path stays where it is: none is empty, climbs up, or ends the path before its end. */
function isPlain(path: string): boolean {
  const [before, ...parts] = path.split('/');
  return before === '' && parts.every((part) => /^[!-~]+$/.test(part) && !/[?#\\]|^(\.|%2e){1,2}$/i.test(part));
}

function written(body: Body, reveal: (secret: Secret) => string): unknown {
  if (body instanceof Secret) return reveal(body);
  if (Array.isArray(body)) return body.map((item) => written(item, reveal));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([key, item]) => [key, written(item as Body, reveal)]));
}
