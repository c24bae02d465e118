import { hostileRepliesAtReads } from './at-reads.ts';
import { hostileRepliesAtSpend } from './at-spend.ts';
import { calls } from './calls.ts';
import { columns } from './columns.ts';
import { documentedExchanges } from './documented.ts';
import { identity } from './identity.ts';
import { limits } from './limits.ts';
import { pages } from './pages.ts';
import { randomReplies } from './random-replies.ts';
import { secrets } from './secrets.ts';
import type { Subject } from './subject.ts';

/** Everything that any vendor must hold to, from its description and its samples alone. */
export function conform(subject: Subject): void {
  columns(subject);
  documentedExchanges(subject);
  hostileRepliesAtSpend(subject);
  hostileRepliesAtReads(subject);
  randomReplies(subject);
  identity(subject);
  secrets(subject);
  limits(subject);
  pages(subject);
  calls(subject);
}
