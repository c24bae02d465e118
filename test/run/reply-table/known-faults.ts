import type { Socket } from 'node:net';
import { http } from '../../support/hostile-servers.ts';
import type { Truth } from './course.ts';
import { afterSelling, replyDoor } from './doors.ts';
import type { Scenario } from './play.ts';
import { answers } from './replies.ts';
import { LOST, type Said } from './table.ts';

const PAGE = '<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>';
const BLOCKED = '<html><body><h1>Your request was blocked: invalid characters</h1></body></html>';

/** A reset in the middle of a body that states no length; nothing says that the body was whole. */
export function resetWithoutLength(status: number, half: string): readonly Scenario[] {
  const reset = (socket: Socket) =>
    void socket.write(`HTTP/1.1 ${status} Words\r\n\r\n${half}`, () => setTimeout(() => socket.resetAndDestroy(), 10));
  return both(
    `reset in a body of ${status} without a length`,
    'any transport failure after it: unknown',
    LOST,
    (sell) => afterSelling(sell, reset),
  );
}

/** A web page is none of the vendor's known refusals, whatever words stand on it. */
export function pagesThatRefuse(): readonly Scenario[] {
  const row = "a refusal that is not one of the vendor's known refusals is confirmed by one read-back";
  return [
    { status: 404, page: PAGE },
    { status: 405, page: PAGE },
    { status: 400, page: BLOCKED },
    { status: 422, page: BLOCKED },
  ].flatMap(({ status, page }) =>
    both(`${status} with a web page`, row, { kind: 'refused', code: `HTTP-${status}`, confirm: true }, (sell) =>
      replyDoor(http(status, page, ['content-type: text/html']), sell),
    ),
  );
}

/** Only "Subscription created but unable to charge" says that the order exists; half of it may say the opposite. */
export function halfAChargeFailure(): readonly Scenario[] {
  const words = ['Your card was declined, so no subscription created', 'Unable to charge the card; order rejected'];
  return [400, 422, 402, 409].flatMap((status) => {
    const refused = status === 400 || status === 422;
    const said: Said = refused
      ? { kind: 'refused', code: `HTTP-${status}`, confirm: true }
      : { kind: 'unknown', code: `HTTP-${status}` };
    const row = refused ? '400, 404, 405, 415, 422: refused' : '402, 409, any other 4xx: unknown';
    return words.map((error): Scenario => {
      const open: Scenario['open'] = (sell) => replyDoor(http(status, JSON.stringify({ error })), sell);
      return { name: `${status} "${error}"`, row, truth: 'not sold', sight: 'sees', said, open };
    });
  });
}

/** Sold, refused in words, and not listed at the one read-back: `--retry-refused` must find it instead of a second one. */
export function refusedAndListedLater(): readonly Scenario[] {
  return [400, 422].map((status) => ({
    ...answers({ status, body: 'already used', truth: 'sold, listed later' }),
    passesAsRefused: true,
    course: { first: 'refused', second: 'refused', third: 'already_placed' } as const,
  }));
}

function both(name: string, row: string, said: Said, open: Scenario['open']): readonly Scenario[] {
  const truths: readonly Truth[] = ['sold', 'not sold'];
  return truths.map((truth) => ({ name, row, truth, sight: 'sees', said, open }));
}
