import { askedWait, headerWait } from '../domain/asked-wait.ts';
import { LONGEST_WAIT_MS } from '../domain/come-back.ts';
import type { HttpReply, HttpRequest } from '../domain/http.ts';
import type { Clock, Transport } from '../domain/ports.ts';
import type { Rate } from '../domain/rate.ts';
import { Pace, type Turn } from './pace.ts';

const USUAL_HOLD_MS = 1_000;

/**
 * Keeps everything that this process sends, reads too, within the vendor's windows, first come first served; `null` lifts
 * them (loopback only). A 429 holds back what waits; one that asks for longer than a run waits gives waiting spends up. Once
 * `drain` aborts, no spend is sent any more, also none that waits; reads go on, because what is in flight is finished with
 * them. Transports that share a `pace` share the windows.
 */
export function pacedTransport(
  inner: Transport,
  rate: Rate | null,
  clock: Clock,
  drain?: AbortSignal,
  pace: Pace = new Pace(rate, clock, drain),
): Transport {
  const over = (request: HttpRequest, turn: Turn, reply: HttpReply): HttpReply => {
    turn.ended(reply.kind !== 'not_sent');
    const hold = holdOf(reply);
    if (hold !== null) pace.hold(request, hold);
    if ((askedBy(reply) ?? 0) > LONGEST_WAIT_MS) pace.giveUp();
    return reply;
  };
  return {
    async read(request, onStart) {
      const turn = await pace.turn(request);
      if (!turn) return interrupted(0);
      const reply = await inner.read(request, () => {
        onStart?.();
        turn.started();
      });
      return over(request, turn, reply);
    },
    async spend(request, onStart) {
      const since = clock.now();
      const turn = drain?.aborted ? null : await pace.turn(request, true);
      if (turn && drain?.aborted) turn.ended(false);
      if (drain?.aborted) return interrupted(clock.now() - since);
      if (!turn)
        return notSent('the vendor asked to come back later before this request was sent', clock.now() - since);
      const reply = await inner.spend(request, () => {
        onStart();
        turn.started();
      });
      return over(request, turn, reply);
    },
    close() {
      pace.close();
      return inner.close();
    },
  };
}

/** How long a reply holds back what waits: as a 429 or 503 asks, or until the headers promise a new allowance. */
function holdOf(reply: HttpReply): number | null {
  if (reply.kind !== 'answer') return null;
  const { status, headers, receivedAt } = reply;
  const isUsedUp = headers['x-ratelimit-remaining']?.trim() === '0';
  const hold = askedBy(reply) ?? (isUsedUp ? headerWait(headers['x-ratelimit-reset'], receivedAt) : null);
  return hold ?? (status === 429 ? USUAL_HOLD_MS : null);
}

function askedBy(reply: HttpReply): number | null {
  return reply.kind === 'answer' && (reply.status === 429 || reply.status === 503) ? askedWait(reply) : null;
}

function interrupted(ms: number): HttpReply {
  return notSent('the run was interrupted before this request was sent', ms);
}

function notSent(reason: string, ms: number): HttpReply {
  return { kind: 'not_sent', reason, evidence: { reached: 'nothing', ms: Math.max(0, ms) } };
}

/** The paces of one command: several batches to one address are one sender to whoever counts there. */
export class Paces {
  readonly #paces = new Map<string, Pace>();

  of(address: string, make: () => Pace): Pace {
    const pace = this.#paces.get(address) ?? make();
    this.#paces.set(address, pace);
    return pace;
  }
}
