import type { HttpReply, HttpRequest } from '../domain/http.ts';
import type { Clock } from '../domain/ports.ts';

export type Read = (request: HttpRequest) => Promise<HttpReply>;

interface Made {
  readonly at: number;
  readonly reply: Promise<HttpReply>;
}

/** The same for identical reads, bodies included. */
export function nameOf({ method, path, query, body }: HttpRequest): string {
  return JSON.stringify([method, path, query, body ?? null]);
}

/** Reads of which identical ones, bodies included, are made once while their reply is fresh. What is no answer is not kept. */
export class FreshReads {
  readonly #made = new Map<string, Made>();
  readonly #read: Read;
  readonly #clock: Clock;
  readonly #maxAgeMs: number;

  constructor(read: Read, clock: Clock, maxAgeMs: number) {
    this.#read = read;
    this.#clock = clock;
    this.#maxAgeMs = maxAgeMs;
  }

  /** Counted from before the request, so that nothing passes for younger than it is; a clock that was set back makes all old. */
  read(request: HttpRequest): Promise<HttpReply> {
    const name = nameOf(request);
    const known = this.#made.get(name);
    const now = this.#clock.now();
    if (known && now >= known.at && now - known.at < this.#maxAgeMs) return known.reply;
    const reply = this.#read(request);
    this.#made.set(name, { at: now, reply });
    void reply.then(
      (got) => got.kind !== 'answer' && this.#made.delete(name),
      () => this.#made.delete(name),
    );
    return reply;
  }

  forget(): void {
    this.#made.clear();
  }
}
