import pLimit from 'p-limit';
import type { CheckedOrder } from '../domain/checked-order.ts';
import { InterruptedError, LedgerError, TryLaterError } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import type { HttpReply } from '../domain/http.ts';
import type { AccountId } from '../domain/identity.ts';
import { LEFT_OPEN } from '../domain/life-cycle.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import { mayBeSent, type Plan } from '../domain/plan.ts';
import type { AccountLock } from '../domain/ports.ts';
import { ORDER_DIFFERS } from '../domain/verdict.ts';
import { inTurn } from '../steps/in-turn.ts';
import { type Ground, listedAlready } from '../steps/listed-already.ts';
import {
  AccountRun,
  CANARY_FAILED,
  HALTED_CREDENTIALS,
  HELD_BY_UNKNOWN,
  heldByDifference,
  type Skip,
  timeIsUp,
} from './account-run.ts';
import { converse } from './converse.ts';
import { lookUpAgain } from './look-up-again.ts';
import type { RunOptions, RunPorts } from './ports.ts';
import { ReadBackDesk } from './read-back-desk.ts';
import { awaitsForm, needsReadBack, reconcileRound, turnsOutPlaced } from './reconcile-account.ts';
import { recoverAccount } from './recover.ts';
import { noteOf, submitOrder } from './submit-order.ts';
import { surveyGround } from './survey-ground.ts';

/** What the ledger does not hold: why orders were not started, and what the vendor already had. */
export interface Execution {
  readonly skips: ReadonlyMap<string, Skip>;
  readonly found: ReadonlyMap<string, readonly Finding[]>;
}

/**
 * Carries a plan out. `replan` makes the plan again under the locks, because another run may have placed orders since;
 * nothing is sent that the first plan did not send.
 */
export async function executePlan(
  plan: Plan,
  replan: () => Plan,
  ports: RunPorts,
  options: RunOptions,
): Promise<Execution> {
  const skips = new Map<string, Skip>();
  const approved = new Set(plan.orders.filter(mayBeSent).map(({ order }) => order.key));
  // Nothing could be sent any more, so nothing is locked, read or written for it.
  if (ports.deadline?.isOver()) return allSkipped(approved, timeIsUp(ports.deadline));
  const runs = accountRuns(plan, ports, options);
  const locks: AccountLock[] = [];
  try {
    for (const run of runs) locks.push(await lockOf(run));
    assertSound(plan, ports);
    for (const run of runs) await recoverAccount(run);
    for (const run of runs) await settleDoubts(run, plan);
    const fresh = sendable(replan()).filter((order) => approved.has(order.key));
    const turns = inTurn(fresh, plan.orderBy ?? 'sheet', (order) => order);
    // Every account is read before anything is spent on any, so that a read that fails comes before every spend.
    const work: [AccountRun, readonly CheckedOrder[]][] = [];
    ports.lookUps?.forget();
    for (const run of runs) {
      const orders = turns.filter((order) => order.account === run.account);
      const free = await survey(run, orders);
      work.push([run, await lookUpAgain(run, free, replan)]);
    }
    for (const [run, orders] of work) await sendInTurn(run, orders, skips);
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    const { code, message: reason, hint: fix } = error;
    for (const key of approved) skips.set(key, { code, reason, fix });
  } finally {
    for (const lock of locks) lock.release();
  }
  return { skips, found: new Map(runs.flatMap((run) => [...run.found])) };
}

/** Others read what it is held for, where they wait. */
function lockOf({ account, ports, options }: AccountRun): Promise<AccountLock> {
  const doing = `${options.doing ?? 'submit'} (batch ${options.batch})`;
  return ports.locks.acquire(account, options.lockWaitMs, doing, ports.drain);
}

function allSkipped(keys: ReadonlySet<string>, skip: Skip): Execution {
  return { skips: new Map([...keys].map((key) => [key, skip])), found: new Map() };
}

/** A damaged memory is found out before anything is spent on its word. */
function assertSound(plan: Plan, { ledger }: RunPorts): void {
  const keys = [...new Set(plan.orders.map(({ order }) => order.key).filter((key) => key !== ''))];
  const problems = ledger.unsound(keys);
  if (problems.length === 0) return;
  throw new LedgerError(
    `The ledger is damaged, so nothing was sent: ${problems.slice(0, 3).join(' ')}`,
    'Run `sheetorder ledger verify`, and put the ledger back from a backup.',
    'LEDGER-DAMAGED',
  );
}

function sendable(plan: Plan): CheckedOrder[] {
  return plan.orders.filter((planned) => planned.action.do === 'send').map((planned) => planned.order);
}

/** Accounts with something to send or to settle, in one order everywhere, so that two runs cannot hold each other up. */
function accountRuns(plan: Plan, ports: RunPorts, options: RunOptions): AccountRun[] {
  const byAccount = new Map<AccountId, AccountRun>();
  for (const { order, record, action } of plan.orders) {
    if (!order.vendor || byAccount.has(order.account)) continue;
    const waits = record !== null && (needsReadBack(record, order.vendor) || awaitsForm(record));
    const open = record !== null && LEFT_OPEN.has(record.state);
    if (!(action.do === 'send' || waits || open)) continue;
    byAccount.set(order.account, new AccountRun(order.account, order.vendor, ports, options));
  }
  return [...byAccount.values()].sort((a, b) => (a.account < b.account ? -1 : 1));
}

/** Every doubt of the account is read back before anything new is started on it, and what the plan's half orders wait for. */
async function settleDoubts(run: AccountRun, plan: Plan): Promise<void> {
  const half = plan.orders.filter(({ order, record }) => order.account === run.account && record && awaitsForm(record));
  const keys = [...run.ports.ledger.openKeys(run.account), ...half.map(({ order }) => order.key)];
  const open = await reconcileRound([...new Set(keys)], run);
  const doubt = open.some((key) => run.record(key).state === 'unknown');
  if (doubt && !run.options.keepGoingOnUnknown) run.stop(HELD_BY_UNKNOWN);
  // What made one order come out wrong would do so again, until a person has said what became of that order.
  const odd = plan.orders.find(({ order }) => order.account === run.account && differs(run.known(order.key)));
  if (odd) run.stop(heldByDifference(odd.order));
}

function differs(record: OrderRecord | null): boolean {
  return record?.receipt?.code === ORDER_DIFFERS && record.receipt.payment !== 'taken';
}

/** Reads what the account holds, notes it, and takes out the orders whose domains are there already. */
async function survey(run: AccountRun, orders: readonly CheckedOrder[]): Promise<readonly CheckedOrder[]> {
  const [first] = orders;
  if (!first || run.stopped) return orders;
  const context = { organization: first.checked?.organization ?? '' };
  let vendorClock: string | undefined;
  const reading = await converse(run.vendor.survey(context), async (request) => {
    const reply = await run.transport.read(request);
    vendorClock ??= clockOf(reply);
    return reply;
  });
  if (reading.kind === 'failed') {
    if (reading.failure.unauthorised) run.stop(HALTED_CREDENTIALS);
    else throw unreadable(run, reading.failure.reason);
    return orders;
  }
  const { surroundings } = reading;
  const domains = Object.keys(surroundings.domains).length;
  const text = `The account lists ${surroundings.orderIds.length} orders, ${domains} domains and ${surroundings.forms.length} forms that wait.`;
  run.ports.log.event({ name: 'survey', text });
  run.snapshot = run.ports.ledger.append({
    type: 'snapshot',
    account: run.account,
    batch: run.options.batch,
    orderIds: surroundings.orderIds,
    forms: surroundings.forms,
    ...(vendorClock === undefined ? {} : { vendorClock }),
  }).seq;
  const ground = surveyGround(surroundings, run);
  const free: CheckedOrder[] = [];
  for (const order of orders) if (!(await alreadyThere(order, ground, run))) free.push(order);
  return free;
}

/** The `Date` of a reply, as the first of the survey's replies says it: older than everything that is sent after it. */
function clockOf(reply: HttpReply): string | undefined {
  const date = reply.kind === 'answer' ? Date.parse(reply.headers.date ?? '') : Number.NaN;
  return Number.isNaN(date) ? undefined : new Date(date).toISOString();
}

/** True for an order whose domains the vendor has; one that was sent before may turn out to be that very order. */
async function alreadyThere(order: CheckedOrder, ground: Ground, run: AccountRun): Promise<boolean> {
  const findings = listedAlready(order, ground);
  if (findings.length === 0) return false;
  if (await turnsOutPlaced(order.key, run)) return true;
  run.found.set(
    order.key,
    findings.map(({ finding }) => finding),
  );
  run.ports.ledger.append({
    type: 'withheld',
    ...noteOf(order),
    key: order.key,
    batch: run.options.batch,
    foundOrderId: findings[0]?.orderId || null,
  });
  return true;
}

/** With `--canary` one order goes ahead, and is read back, before the others follow. */
async function sendInTurn(run: AccountRun, orders: readonly CheckedOrder[], skips: Map<string, Skip>): Promise<void> {
  const [canary, ...others] = orders;
  if (!run.options.canary || !canary) return sendAll(run, orders, skips);
  await sendAll(run, [canary], skips);
  if (!isPaid(canary.key, run)) run.stop(CANARY_FAILED);
  await sendAll(run, others, skips);
}

function isPaid(key: string, run: AccountRun): boolean {
  const record = run.known(key);
  return record?.state === 'placed' && record.receipt?.payment === 'taken';
}

async function sendAll(run: AccountRun, orders: readonly CheckedOrder[], skips: Map<string, Skip>): Promise<void> {
  const limit = pLimit(run.options.concurrency);
  const desk = new ReadBackDesk(run);
  const failures: unknown[] = [];
  // Whatever fails is thrown at the end, when nothing is in flight any more.
  const reading = desk.work().catch((error) => failures.push(error));
  const send = async (order: CheckedOrder) => {
    if (failures.length > 0) return;
    try {
      const skip = await submitOrder(order, run);
      if (skip) skips.set(order.key, skip);
      else desk.add(order.key);
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(orders.map((order) => limit(() => send(order))));
  desk.close();
  await reading;
  if (failures.length > 0) throw failures[0];
}

function unreadable(run: AccountRun, reason: string): TryLaterError {
  return new TryLaterError(
    `What the account "${run.account}" holds could not be read (${reason}), so nothing was sent.`,
    'Run the same command again later; without this read an order could be bought twice.',
    'SURVEY-FAILED',
  );
}
