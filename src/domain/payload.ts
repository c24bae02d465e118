import { digestOf } from './digest.ts';
import type { HttpRequest } from './http.ts';

/** The request to send and the digest that stands for it: secrets count as the mask, so a digest betrays none. */
export interface Payload {
  readonly request: HttpRequest;
  readonly digest: string;
  /** Our marker when the request carries it. */
  readonly marker: string | null;
}

/** The digest is made when it is first asked for: a check alone never asks. */
export function makePayload(request: HttpRequest, marker: string | null): Payload {
  return new DigestedLater(request, marker);
}

class DigestedLater implements Payload {
  readonly request: HttpRequest;
  readonly marker: string | null;
  #digest: string | null = null;

  constructor(request: HttpRequest, marker: string | null) {
    this.request = request;
    this.marker = marker;
  }

  get digest(): string {
    this.#digest ??= digestOf(this.request);
    return this.#digest;
  }
}
