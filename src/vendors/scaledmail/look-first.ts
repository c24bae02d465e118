import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { readCarefully } from '../read-carefully.ts';
import { readJson, type Shape } from '../read-list.ts';
import { WORDS } from './place.ts';

export type NotPlaced = Extract<Verdict, { kind: 'not_placed' }>;

/** What a look before the spend showed, or why there is no spend. */
export type Look<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly verdict: NotPlaced };

/** One read within `place`, before its spend: whatever goes wrong with it proves that nothing was sent. */
export function* lookFirst<T>(request: HttpRequest, shape: Shape<T>): Generator<HttpRequest, Look<T>, HttpReply> {
  const reading = readJson(request, shape);
  let step = reading.next();
  let said: ReturnType<typeof readCarefully> | null = null;
  while (!step.done) {
    const reply = yield step.value;
    said = readCarefully(reply, WORDS);
    step = reading.next(reply);
  }
  if (step.value.ok) return { ok: true, value: step.value.value };
  if (said?.kind === 'not_placed' && said.cause !== 'not_sent') return { ok: false, verdict: said };
  const reason = `Nothing was sent: ${step.value.failure.reason}`;
  return { ok: false, verdict: notBought('SM-BUY-UNREAD', reason, 'Run the same command again later.') };
}

/** Nothing was sent, because of what the vendor showed. */
export function notBought(code: string, reason: string, fix: string): NotPlaced {
  return { kind: 'not_placed', cause: 'not_sent', code, reason, fix };
}
