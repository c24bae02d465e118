import type { Conversation } from '../domain/conversation.ts';
import type { HttpReply, HttpRequest } from '../domain/http.ts';

/** Plays a conversation against the outside. A second spend in one conversation throws: a fuse, not a retry. */
export async function converse<T>(
  conversation: Conversation<T>,
  read: (request: HttpRequest) => Promise<HttpReply>,
  spend?: (request: HttpRequest) => Promise<HttpReply>,
): Promise<T> {
  let spent = false;
  let step = conversation.next();
  while (!step.done) {
    const request = step.value;
    if (request.effect === 'read') {
      step = conversation.next(await read(request));
      continue;
    }
    if (spent || !spend) throw new Error('A conversation tried to spend where it must not.');
    spent = true;
    step = conversation.next(await spend(request));
  }
  return step.value;
}
