import type { HttpReply } from '../domain/http.ts';
import type { Clock, Transport } from '../domain/ports.ts';

const WAITS_MS = [500, 2_000];

/** Repeats reads that failed in passing; a spend goes straight through, once. */
export function patientReads(inner: Transport, clock: Clock): Transport {
  return {
    async read(request) {
      let reply = await inner.read(request);
      for (const wait of WAITS_MS) {
        if (!passing(reply)) return reply;
        await clock.sleep(wait);
        reply = await inner.read(request);
      }
      return reply;
    },
    spend: (request, onStart) => inner.spend(request, onStart),
    close: () => inner.close(),
  };
}

function passing(reply: HttpReply): boolean {
  return reply.kind !== 'answer' || reply.status === 429 || reply.status >= 500;
}
