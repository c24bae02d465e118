import type { Conversation } from '../../src/domain/conversation.ts';
import type { Followed } from '../../src/domain/delivery.ts';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import type { Remembered } from '../../src/domain/remembered.ts';
import { answer } from '../../src/vendors/sample.ts';

export type Answers = Readonly<Record<string, HttpReply | { readonly status: number; readonly body: unknown }>>;

/** Plays a conversation against fixed answers by path; a path that is missing answers 404. */
export function playBack<T>(
  conversation: Conversation<T>,
  answers: Answers,
): { readonly result: T; readonly requests: readonly HttpRequest[] } {
  const requests: HttpRequest[] = [];
  let step = conversation.next();
  while (!step.done) {
    requests.push(step.value);
    if (requests.length > 100) throw new Error('The conversation does not end.');
    const reply = answers[step.value.path] ?? { status: 404, body: { error: 'Not found' } };
    step = conversation.next('kind' in reply ? reply : answer(reply.status, reply.body));
  }
  return { result: step.value, requests };
}

export function remember(fields: Partial<Remembered> = {}): Remembered {
  return {
    key: 'a'.repeat(64),
    organization: 'org-1',
    operation: 'create-order',
    domains: ['alpha.example', 'beta.example'],
    claims: ['alpha.example', 'beta.example'],
    marker: null,
    snapshotIds: [],
    notBefore: null,
    foreignIds: [],
    formOrderId: null,
    orderId: null,
    ...fields,
  };
}

export function followed(fields: Partial<Followed> = {}): Followed {
  return {
    orderId: 'rec1',
    organization: 'org-1',
    operation: 'create-order',
    domains: ['alpha.example'],
    mailboxes: 2,
    payment: 'taken',
    ageMs: 3_600_000,
    ...fields,
  };
}
