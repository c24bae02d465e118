import type { CheckedOrder } from '../domain/checked-order.ts';
import type { Plan } from '../domain/plan.ts';
import { claimsOfOthers, judgedFindings } from '../steps/judge-online.ts';
import { type AccountRun, HALTED_CREDENTIALS, type Skip } from './account-run.ts';
import { toLookUp } from './look-ups.ts';

/**
 * With `--online`: looks the account up anew before its first spend, since the person may have thought for an hour, and
 * gives the orders that still pass. What the others lack shows in the plan that is made at the end.
 */
export async function lookUpAgain(
  run: AccountRun,
  orders: readonly CheckedOrder[],
  replan: () => Plan,
): Promise<readonly CheckedOrder[]> {
  const { lookUps } = run.ports;
  if (!lookUps || orders.length === 0 || run.stopped) return orders;
  await lookUps.refresh(toLookUp(replan()).filter(({ account }) => account === run.account));
  if (lookUps.refused.includes(run.account)) run.stop(HALTED_CREDENTIALS);
  const rejected = new Set(replan().orders.flatMap(({ order, action }) => (action.do === 'reject' ? [order.key] : [])));
  return orders.filter(({ key }) => !rejected.has(key));
}

/**
 * Looks one order up right before it is sent, unless its account was looked up within the last minute; orders that are sent
 * at about the same time share what they read. Why it must not be sent now, or null; a look-up that fails stops the account.
 */
export async function lookUpLast(order: CheckedOrder, run: AccountRun): Promise<Skip | null> {
  const { lookUps, ledger, redactor } = run.ports;
  if (!lookUps) return null;
  const record = run.known(order.key);
  // Of an order that was sent before, the plan left open what a read-back had to show first; by now it has.
  const isNew = (record?.attempts ?? 0) === 0;
  if (isNew && lookUps.isFresh(run.account)) return null;
  const reading = await lookUps.lookUp([order]);
  if (reading.kind === 'failed') run.stop(lookUpFailed(redactor.cover(reading.failure.reason)));
  else if (reading.online.keyRefused !== null) run.stop(HALTED_CREDENTIALS);
  if (reading.kind === 'failed' || run.stopped) return run.stopped;
  const held = claimsOfOthers(order, ledger.holders(order.account, order.checked?.claims ?? []));
  const findings = judgedFindings(order, reading.online, { record, held, readBackFirst: false });
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return null;
  run.found.set(order.key, errors);
  return { code: first.code, reason: first.message, fix: first.fix ?? '' };
}

function lookUpFailed(reason: string): Skip {
  return {
    status: 'not_sent',
    code: 'LOOK-UP-FAILED',
    reason: `What the online rules ask could not be read any more (${reason.replace(/\.$/, '')}).`,
    fix: 'Run the same command again later; what was placed is not sent again.',
  };
}
