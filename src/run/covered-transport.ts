import type { HttpReply } from '../domain/http.ts';
import type { Redactor, Transport } from '../domain/ports.ts';

/** Covers every secret in a reply before anything reads, cuts or keeps it. */
export function coveredTransport(inner: Transport, redactor: Redactor): Transport {
  const covered = (reply: HttpReply): HttpReply =>
    reply.kind === 'answer'
      ? { ...reply, body: redactor.cover(reply.body) }
      : { ...reply, reason: redactor.cover(reply.reason) };
  return {
    read: async (request) => covered(await inner.read(request)),
    spend: async (request, onStart) => covered(await inner.spend(request, onStart)),
    close: () => inner.close(),
  };
}
