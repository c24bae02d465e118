import type { Conversation } from '../../../src/domain/conversation.ts';
import type { HttpReply, HttpRequest } from '../../../src/domain/http.ts';
import { answer, type SampleReplies } from '../../../src/vendors/sample.ts';

/** Answers one request; `index` counts from 0 within the conversation. */
export type Answering = (request: HttpRequest, index: number) => HttpReply;

export interface Played<T> {
  readonly result: T;
  readonly requests: readonly HttpRequest[];
}

const MOST_STEPS = 200;

/** Plays a conversation to its end; one of more than 200 requests does not end. */
export function play<T>(conversation: Conversation<T>, answering: Answering): Played<T> {
  const requests: HttpRequest[] = [];
  let step = conversation.next();
  while (!step.done) {
    requests.push(step.value);
    if (requests.length > MOST_STEPS) throw new Error('The conversation does not end.');
    step = conversation.next(answering(step.value, requests.length - 1));
  }
  return { result: step.value, requests };
}

/** The same reply to everything. */
export function always(reply: HttpReply): Answering {
  return () => reply;
}

/** A sample's replies by path; a path that is missing answers 404. */
export function fromSample(replies: SampleReplies): Answering {
  return ({ path }) => {
    const { status, body } = replies[path] ?? { status: 404, body: { error: 'Not found' } };
    return answer(status, body);
  };
}

/** The answers of a sample but for one request, which gets this reply. */
export function butFor(index: number, reply: HttpReply, otherwise: Answering): Answering {
  return (request, at) => (at === index ? reply : otherwise(request, at));
}

export function spendsIn(requests: readonly HttpRequest[]): readonly HttpRequest[] {
  return requests.filter(({ effect }) => effect === 'spend');
}
