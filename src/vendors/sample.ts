import type { DomainState, Followed } from '../domain/delivery.ts';
import type { HttpReply, HttpRequest } from '../domain/http.ts';
import type { Remembered } from '../domain/remembered.ts';
import type { LookupResult, Verdict } from '../domain/verdict.ts';

/** One exchange with a vendor and what it must be read as; the conformance suite plays each one back. */
export type Sample = SpendSample | ReadBackSample | StatusSample | AccountSample;

/** What answers each read: path → status and body. A path that is missing answers 404. */
export type SampleReplies = Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;

/** The reply to the one request that may cost money. */
export interface SpendSample {
  readonly name: string;
  readonly kind: 'spend';
  readonly operation: string;
  readonly reply: HttpReply;
  /** The spend, where what it holds decides what is read before it; else it is that of the operation's example. */
  readonly request?: HttpRequest;
  /** What answers the reads that come before the spend, where there are any. */
  readonly looks?: SampleReplies;
  readonly expect: Partial<Verdict>;
}

/** Looking for an order whose reply did not come, or did not say enough. */
export interface ReadBackSample {
  readonly name: string;
  readonly kind: 'read-back';
  readonly operation: string;
  readonly domains: readonly string[];
  /** The vendor shows no order behind what is found: its id is of our own making, and each domain stands for itself. */
  readonly namesNoOrder?: true;
  /** What the ledger knows besides the domains. */
  readonly known?: Partial<Remembered>;
  readonly replies: SampleReplies;
  /** Paths without which the reading goes on, because the vendor may not have them. */
  readonly optional?: readonly string[];
  readonly expect: Partial<LookupResult>;
}

/** Where a placed order stands. */
export interface StatusSample {
  readonly name: string;
  readonly kind: 'status';
  readonly operation: string;
  readonly followed: Partial<Followed>;
  readonly replies: SampleReplies;
  /** How each domain stands, and the codes of all problems. */
  readonly expect: { readonly states: readonly DomainState[]; readonly problems: readonly string[] };
}

/** What an account holds (orders and domains, packages, orders that wait to be configured), or names that it suggests. */
export interface AccountSample {
  readonly name: string;
  readonly kind: 'survey' | 'catalogue' | 'half-orders' | 'names';
  readonly replies: SampleReplies;
  /** Paths without which the reading goes on, because the vendor may not have them. */
  readonly optional?: readonly string[];
  readonly expect: Readonly<Record<string, unknown>>;
}

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
