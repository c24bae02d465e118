import type { HttpReply, HttpRequest } from './http.ts';

/** Requests yielded and replies received, without I/O: reads like straight code, tested by playing replies back. */
export type Conversation<T> = Generator<HttpRequest, T, HttpReply>;
