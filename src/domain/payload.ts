import { digestOf } from './digest.ts';
import type { HttpRequest } from './http.ts';

/** The request to send and the digest that stands for it: secrets count as the mask, so a digest betrays none. */
export interface Payload {
  readonly request: HttpRequest;
  readonly digest: string;
  /** Our marker when the request carries it. */
  readonly marker: string | null;
}

/** Made when it is first asked for, and once: a check of orders that nobody sends, saves or shows needs no payload at all. */
export function laterPayload(assemble: (marker: string) => HttpRequest, marker: () => string | null): Payload {
  return new LaterPayload(assemble, marker);
}

class LaterPayload implements Payload {
  readonly #assemble: (marker: string) => HttpRequest;
  readonly #makeMarker: () => string | null;
  #marker: string | null | undefined;
  #request: HttpRequest | undefined;
  #digest: string | undefined;

  constructor(assemble: (marker: string) => HttpRequest, marker: () => string | null) {
    this.#assemble = assemble;
    this.#makeMarker = marker;
  }

  get marker(): string | null {
    if (this.#marker === undefined) this.#marker = this.#makeMarker();
    return this.#marker;
  }

  get request(): HttpRequest {
    this.#request ??= this.#assemble(this.marker ?? '');
    return this.#request;
  }

  get digest(): string {
    this.#digest ??= digestOf(this.request);
    return this.#digest;
  }
}
