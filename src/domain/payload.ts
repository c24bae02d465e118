import { digestOf } from './digest.ts';
import type { HttpRequest } from './http.ts';

/** The request to send and the digest that stands for it: secrets count as the mask, so a digest betrays none. */
export interface Payload {
  readonly request: HttpRequest;
  readonly digest: string;
  /** Our marker when the request carries it. */
  readonly marker: string | null;
}

export function makePayload(request: HttpRequest, marker: string | null): Payload {
  return { request, marker, digest: digestOf(JSON.parse(JSON.stringify(request))) };
}
