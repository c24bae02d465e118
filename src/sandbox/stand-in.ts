import type { AccountRecord, BookLine } from './record.ts';
import type { Reply } from './reply.ts';
import type { SandboxOptions, SoldOrder } from './sandbox.ts';

/** One request as it came in. */
export interface Incoming {
  readonly method: string;
  /** Below the stand-in's prefix, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What stands in the vendor's header for keys; empty without one. */
  readonly key: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Where the sandbox listens: http://127.0.0.1:4010. */
  readonly origin: string;
}

/** One vendor as the sandbox plays it: a path of its own on the port that all share, and an account behind it. */
export interface StandIn {
  /** The vendor's id in the registry of vendors. */
  readonly vendor: string;
  /** Everything at and below this path is asked of it. */
  readonly prefix: string;
  /** The path of the base URL to give to the program. */
  readonly base: string;
  /** The header in which a request brings its key; whether the key is taken, `reply` says. */
  readonly keyHeader: 'authorization' | 'x-api-key';
  /** What a request is counted as, ids left out. */
  nameOf(incoming: Incoming): string;
  reply(incoming: Incoming, now: number): Reply;
  /** Everything sold, by whichever process. */
  sold(): readonly SoldOrder[];
  /** Domains that were asked for again after they had been sold. */
  repeats(): readonly string[];
}

/** Opens a stand-in on its own lines of the record; `limited` is false when its limits of pace are lifted. */
export type OpenStandIn = (options: SandboxOptions, record: AccountRecord<BookLine>, limited: boolean) => StandIn;
