import type { HttpReply } from '../domain/http.ts';
import { LEFT_OPEN } from '../domain/life-cycle.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { AccountRun } from './account-run.ts';
import { finish } from './submit-order.ts';

/** Settles what a dead run left open. Called under the account's lock, which proves that run dead. */
export async function recoverAccount(run: AccountRun): Promise<void> {
  for (const key of run.ports.ledger.openKeys(run.account)) {
    const record = run.record(key);
    if (LEFT_OPEN.has(record.state)) await recoverOrder(record, run);
  }
}

async function recoverOrder(record: OrderRecord, run: AccountRun): Promise<void> {
  const attempt = record.claim?.attempt ?? 1;
  const { key } = record;
  if (record.state === 'claimed') {
    const reason = 'The run ended before this order was sent.';
    run.ports.ledger.append({
      type: 'spend_finished',
      key,
      attempt,
      verdict: { kind: 'not_placed', cause: 'not_sent', code: 'NOT-SENT', reason },
    });
    return;
  }
  if (record.state === 'in_flight') {
    const reason = 'The run ended while this order was being sent, so no answer was seen.';
    run.ports.ledger.append({
      type: 'spend_finished',
      key,
      attempt,
      verdict: { kind: 'unknown', code: 'REPLY-LOST', reason },
    });
    return;
  }
  const answered = record.entries.findLast((entry) => entry.type === 'answered');
  const operation = record.note ? run.vendor.operations[record.note.operation] : undefined;
  if (!answered || !operation) return;
  await finish(key, attempt, operation.readReply(answered.reply as HttpReply), run);
}
