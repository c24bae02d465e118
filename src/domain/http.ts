import type { Secret } from './secret.ts';

/** A JSON body that may hold secrets; they are written out only where the request is rendered. */
export type Body = null | boolean | number | string | Secret | readonly Body[] | { readonly [key: string]: Body };

/** One call to a vendor. `path` is appended to the base URL's path; `effect` says whether it may cost money. */
export interface HttpRequest {
  readonly effect: 'read' | 'spend';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: Body;
  /** What must be seen to hold before the request is sent; never sent itself. */
  readonly conditions?: Readonly<Record<string, string>>;
}

/** How far a request got; `reached` names the last thing that was seen to happen. */
export interface Evidence {
  readonly reached: 'nothing' | 'connected' | 'started' | 'headers_sent' | 'body_sent' | 'status_seen' | 'body_read';
  readonly ms: number;
  readonly errorCode?: string;
}

/** What came back. `not_sent`: the start callback never returned, so no byte left. `lost`: it did, and no whole reply came. */
export type HttpReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Header names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** Our clock when the reply was complete, epoch milliseconds. */
      readonly receivedAt: number;
      readonly evidence: Evidence;
    }
  | { readonly kind: 'lost'; readonly status?: number; readonly reason: string; readonly evidence: Evidence }
  | { readonly kind: 'not_sent'; readonly reason: string; readonly evidence: Evidence };
