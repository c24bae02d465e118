import type { DomainState, Followed } from '../domain/delivery.ts';
import type { HttpReply, HttpRequest } from '../domain/http.ts';
import type { LookupResult, Verdict } from '../domain/verdict.ts';

/** One exchange with a vendor and what it must be read as; the conformance suite plays each one back. */
export type Sample =
  | {
      readonly name: string;
      readonly operation: string;
      readonly kind: 'spend';
      readonly reply: HttpReply;
      /** The spend, where what it holds decides what is read before it. */
      readonly request?: HttpRequest;
      /** Reads that come before the spend: path → status and body. */
      readonly looks?: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;
      readonly expect: Partial<Verdict>;
    }
  | {
      readonly name: string;
      readonly operation: string;
      readonly kind: 'read-back';
      readonly domains: readonly string[];
      /** `GET` path → status and body. A path that is missing answers 404. */
      readonly replies: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;
      readonly expect: Partial<LookupResult>;
    }
  | {
      readonly name: string;
      readonly operation: string;
      readonly kind: 'status';
      readonly followed: Partial<Followed>;
      /** `GET` path → status and body. A path that is missing answers 404. */
      readonly replies: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;
      /** How each domain stands, and the codes of all problems. */
      readonly expect: { readonly states: readonly DomainState[]; readonly problems: readonly string[] };
    };

/** An answer as the transport hands it over, for samples and tests. */
export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpReply {
  return {
    kind: 'answer',
    status,
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    receivedAt: SAMPLE_TIME,
    evidence: { reached: 'body_read', ms: 40 },
  };
}

/** When every sample reply was received: 2026-11-02 09:00:00 UTC. */
export const SAMPLE_TIME = 1_793_610_000_000;
