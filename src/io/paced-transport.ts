import type { HttpReply } from '../domain/http.ts';
import type { Clock, Transport } from '../domain/ports.ts';

/** A little slower than the ceiling, because requests reach the vendor with some jitter. */
const MARGIN = 1.1;
const MAX_PAUSE_MS = 60_000;

/** Keeps everything that this process sends, reads too, under the vendor's rate. `null` lifts the ceiling (loopback only). */
export function pacedTransport(inner: Transport, perSecond: number | null, clock: Clock): Transport {
  const spacing = perSecond === null ? 0 : (1000 / perSecond) * MARGIN;
  let nextAt = 0;
  const turn = async () => {
    if (spacing === 0 && nextAt <= clock.now()) return;
    const at = Math.max(clock.now(), nextAt);
    nextAt = at + spacing;
    if (at > clock.now()) await clock.sleep(at - clock.now());
  };
  const heed = (reply: HttpReply): HttpReply => {
    if (reply.kind === 'answer' && reply.status === 429) {
      const seconds = Number(reply.headers['retry-after'] ?? 1);
      const pause = Math.min(MAX_PAUSE_MS, Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 1000);
      nextAt = Math.max(nextAt, clock.now() + pause);
    }
    return reply;
  };
  return {
    async read(request) {
      await turn();
      return heed(await inner.read(request));
    },
    async spend(request, onStart) {
      await turn();
      return heed(await inner.spend(request, onStart));
    },
    close: () => inner.close(),
  };
}
