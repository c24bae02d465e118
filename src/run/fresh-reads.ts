import type { HttpReply, HttpRequest } from '../domain/http.ts';
import type { Clock } from '../domain/ports.ts';
import type { Read } from './read-back.ts';

interface Made {
  readonly at: number;
  readonly reply: Promise<HttpReply>;
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
    const { method, path, query, body } = request;
    const name = JSON.stringify([method, path, query, body ?? null]);
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
