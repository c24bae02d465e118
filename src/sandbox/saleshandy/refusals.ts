import { answer, type Reply } from '../reply.ts';

/** An answer that says no, in one of the three shapes that were seen at this vendor. */
export class No extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('refused');
    this.reply = reply;
  }
}

/** What stands in front of the vendor: keys and pace. */
export function gateway(status: number, code: number, message: string): Reply {
  return answer(status, { error: true, error_code: code, error_message: message });
}

/** What the vendor itself says of an order that is well written. */
export function application(status: number, type: string, message: string): Reply {
  return answer(status, { code: status, type, message });
}

/** What its check of a body says, all at once. */
export function validator(messages: readonly string[]): Reply {
  return answer(400, { statusCode: 400, message: messages, error: 'Bad Request' });
}
