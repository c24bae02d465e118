import { askedWait } from '../domain/asked-wait.ts';
import type { HttpReply } from '../domain/http.ts';
import type { Clock, Transport } from '../domain/ports.ts';

const WAITS_MS = [500, 2_000];
const LONGEST_WAIT_MS = 60_000;

/**
 * Repeats reads that failed in passing, twice at most and after the wait the vendor asks for; one that asks for more than a
 * minute, or comes back once `drain` aborts, is handed on as it is. A spend goes straight through, once.
 */
export function patientReads(inner: Transport, clock: Clock, drain?: AbortSignal): Transport {
  return {
    async read(request, onStart) {
      let reply = await inner.read(request, onStart);
      for (const usual of WAITS_MS) {
        const wait = Math.max(usual, (reply.kind === 'answer' && askedWait(reply)) || 0);
        if (request.effect !== 'read' || !passing(reply) || wait > LONGEST_WAIT_MS || drain?.aborted) return reply;
        await clock.sleep(wait, drain);
        if (drain?.aborted) return reply;
        reply = await inner.read(request, onStart);
      }
      return reply;
    },
    spend: (request, onStart) => inner.spend(request, onStart),
    close: () => inner.close(),
  };
}

function passing(reply: HttpReply): boolean {
  return reply.kind !== 'answer' || reply.status === 408 || reply.status === 429 || reply.status >= 500;
}
