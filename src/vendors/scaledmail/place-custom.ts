import type { Conversation } from '../../domain/conversation.ts';
import type { HttpRequest } from '../../domain/http.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { MAX_REGISTRATION } from './limits.ts';
import { readReply } from './place.ts';
import { askFor } from './place-registration.ts';

/** As every order; but one that buys its domains under a ceiling is sent only when all are to be had for no more than that. */
export function* placeCustomOrder(request: HttpRequest): Conversation<Verdict> {
  if (request.conditions?.max_price !== undefined) {
    const names = namesIn(request.body);
    let from = 0;
    do {
      const quote = yield* askFor(request, names.slice(from, from + MAX_REGISTRATION));
      if ('kind' in quote) return quote;
      from += MAX_REGISTRATION;
    } while (from < names.length);
  }
  return readReply('create-custom-order', yield request);
}

/** The domains of every mailbox type. */
function namesIn(body: HttpRequest['body']): readonly string[] {
  const { providers } = fieldsOf(body);
  return Object.values(fieldsOf(providers)).flatMap((provider) => {
    const { domains } = fieldsOf(provider);
    const rows: readonly unknown[] = Array.isArray(domains) ? domains : [];
    return rows.map((row) => String(fieldsOf(row).domain ?? ''));
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
