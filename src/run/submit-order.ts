import { type Budget, filterOf } from '../domain/budget.ts';
import type { CheckedOrder } from '../domain/checked-order.ts';
import { sayClaim } from '../domain/claim.ts';
import { comeBackAt, LONGEST_WAIT_MS } from '../domain/come-back.ts';
import { ClaimHeld, OverBudget } from '../domain/errors.ts';
import type { HttpReply, HttpRequest } from '../domain/http.ts';
import type { NewEntry, OrderNote, StoredReply } from '../domain/ledger-entry.ts';
import type { Money } from '../domain/money.ts';
import { runsText } from '../domain/rows-text.ts';
import { ORDER_DIFFERS, type Verdict } from '../domain/verdict.ts';
import { budgetedOrder, checkBudget } from '../steps/check-budget.ts';
import { decideAgain, decideSend } from '../steps/decide-send.ts';
import { doubtReceipt } from '../steps/doubt-receipt.ts';
import {
  type AccountRun,
  forLater,
  HALTED_CREDENTIALS,
  HALTED_DIFFERENCE,
  HALTED_PAYMENT,
  type Skip,
} from './account-run.ts';
import { converse } from './converse.ts';
import { heldElsewhere } from './held-elsewhere.ts';
import { lookUpLast } from './look-up-again.ts';
import { lookUp, oneRound, rememberedBy, showsOrders } from './read-back.ts';

const STORED_BODY_BYTES = 64 * 1024;

/** Places one order at most once: claim, spend, note, judge. Returns why it was skipped, or null when it was attempted. */
export async function submitOrder(order: CheckedOrder, run: AccountRun): Promise<Skip | null> {
  for (let tries = 1; ; tries += 1) {
    if (run.stopped) return tries === 1 ? run.stopped : null;
    const record = run.known(order.key);
    const decision = decideSend(record, run.options);
    if (!decision.send) return null;
    // Where the vendor shows no orders, what let it be sent again must do: its own refusal, or a person's word.
    const readBackFirst = decision.readBackFirst && showsOrders(order.operation);
    if (record && readBackFirst && !(await provenAbsent(order.key, run))) return null;
    const gone = await lookUpLast(order, run);
    if (gone) return gone;
    // Reading may have taken long, and something may have stopped the account meanwhile.
    if (run.stopped) return tries === 1 ? run.stopped : null;
    const number = (record?.claim?.attempt ?? 0) + 1;
    const held = await claim(order, number, run);
    if (held) return held;
    const verdict = await attempt(order, number, run);
    noteFailure(verdict, run);
    const again = decideAgain(verdict, tries, run.vendor.limits.maxAttempts);
    if (!again.again || run.endsWithin(again.afterMs)) return null;
    await run.ports.clock.sleep(again.afterMs, run.ports.drain);
  }
}

export function noteOf(order: CheckedOrder): OrderNote {
  return {
    account: order.account,
    vendor: order.vendor?.id ?? '',
    organization: order.checked?.organization ?? '',
    operation: order.operation?.id ?? '',
    domains: order.checked?.domains ?? [],
    mailboxes: order.checked?.mailboxes ?? 0,
    claims: order.checked?.claims ?? [],
    name: order.name,
    rows: runsText(order.runs),
  };
}

/** One read-back that finds nothing lets the order go on; found or inconclusive ends it here. */
async function provenAbsent(key: string, run: AccountRun): Promise<boolean> {
  const result = await lookUp(run.record(key), run.vendor, run.ports.ledger, oneRound(run.transport));
  await run.note({ type: 'looked_up', key, result });
  return result.kind === 'not_found_yet';
}

/** The claim and its reservation are one step, so that budgets hold however many orders are sent at once. */
async function claim(order: CheckedOrder, attempt: number, run: AccountRun): Promise<Skip | null> {
  const { price, client } = budgetedOrder(order);
  try {
    await run.note(claimOf(order, attempt, run, price, client), () => {
      assertAffordable(order, run);
      assertFreeElsewhere(order, run);
    });
    return null;
  } catch (error) {
    if (error instanceof OverBudget) return error.skip;
    if (!(error instanceof ClaimHeld)) throw error;
    return {
      code: 'DUP-DOMAIN-ORDERED',
      reason: `${sayClaim(error.claim)} was claimed by order ${error.holder.slice(0, 16)} in the meantime.`,
      fix: 'Run `sheetorder check` again to see both orders.',
    };
  }
}

function claimOf(order: CheckedOrder, attempt: number, run: AccountRun, price: Money | null, client: string): NewEntry {
  return {
    type: 'claimed',
    ...noteOf(order),
    key: order.key,
    attempt,
    batch: run.options.batch,
    digest: order.payload?.digest ?? '',
    snapshot: run.snapshot,
    tag: order.checked?.tag ?? null,
    marker: order.payload?.marker ?? null,
    reservation: price && price.currency !== '' ? price : null,
    client,
    allowed: run.options.allowClaimed,
  };
}

function assertAffordable(order: CheckedOrder, run: AccountRun): void {
  const { batch, budgets } = run.options;
  const { ledger, clock } = run.ports;
  const spent = (budget: Budget) => ledger.spent(filterOf(budget, batch, clock.now()));
  const skip = checkBudget(budgetedOrder(order), budgets, spent);
  if (skip) throw new OverBudget(skip);
}

/** A run on another account of ours holds another lock, and may have claimed the same domain since the plan was made. */
function assertFreeElsewhere(order: CheckedOrder, run: AccountRun): void {
  for (const [claim, keys] of heldElsewhere(order, run.ports.ledger)) {
    const holder = keys.find((key) => !run.options.allowClaimed.includes(key));
    if (holder) throw new ClaimHeld(claim, holder);
  }
}

async function attempt(order: CheckedOrder, number: number, run: AccountRun): Promise<Verdict> {
  if (!order.payload || !order.operation) throw new Error('An order without a payload was about to be sent.');
  const { ledger, log } = run.ports;
  const { key } = order;
  const rows = runsText(order.runs);
  log.event({ name: 'send', key, order: order.name, text: `Sending ${rows}.`, data: { attempt: number } });
  const spend = async (request: HttpRequest): Promise<HttpReply> => {
    let started = false;
    const reply = await run.transport.spend(request, () => {
      ledger.append({ type: 'spend_started', key, attempt: number });
      started = true;
    });
    // Asked of the ledger when the callback threw: its entry may be written all the same.
    if (started || run.record(key).state === 'in_flight')
      await run.note({ type: 'answered', key, attempt: number, reply: stored(reply) });
    return reply;
  };
  const said = await converse(
    order.operation.place(order.payload.request),
    (request) => run.transport.read(request),
    spend,
  );
  return finish(key, number, said, run);
}

/** Confirms what needs confirming, then writes the verdict down. Also used on an answer that a dead run left behind. */
export async function finish(key: string, attempt: number, said: Verdict, run: AccountRun): Promise<Verdict> {
  const believed = doubtReceipt(said, () => rememberedBy(run.record(key), run.ports.ledger));
  const verdict = believed.kind === 'refused' && believed.confirm ? await confirmRefusal(key, believed, run) : believed;
  await run.note({ type: 'spend_finished', key, attempt, verdict: covered(verdict, run) });
  run.ports.log.event({
    name: 'verdict',
    key,
    text: verdict.reason,
    data: { verdict: verdict.kind, attempt, order_id: verdict.kind === 'placed' ? verdict.receipt.orderId : null },
  });
  return verdict;
}

async function confirmRefusal(key: string, said: Verdict, run: AccountRun): Promise<Verdict> {
  const result = await lookUp(run.record(key), run.vendor, run.ports.ledger, oneRound(run.transport));
  if (result.kind === 'found') return { kind: 'placed', receipt: result.receipt, reason: said.reason };
  if (result.kind === 'not_found_yet') return said;
  return { kind: 'unknown', code: 'REFUSAL-UNCONFIRMED', reason: `${said.reason} (read-back: ${result.note})` };
}

function noteFailure(verdict: Verdict, run: AccountRun): void {
  if (verdict.kind === 'not_placed' && verdict.cause === 'unauthorised') run.stop(HALTED_CREDENTIALS);
  const asked = verdict.kind === 'not_placed' ? (verdict.retryAfterMs ?? 0) : 0;
  if (asked > LONGEST_WAIT_MS) run.stop(forLater(comeBackAt(asked, run.ports.clock.now())));
  if (verdict.kind === 'placed' && verdict.receipt.code === ORDER_DIFFERS) run.stop(HALTED_DIFFERENCE);
  if (verdict.kind === 'placed' && verdict.receipt.payment === 'pending') run.stop(HALTED_PAYMENT);
  if (run.ports.drain.aborted) return;
  if (verdict.kind === 'refused' || verdict.kind === 'not_placed') run.failed();
}

/** As the ledger keeps it; the account's transport has covered every secret in it. */
function stored(reply: HttpReply): StoredReply {
  if (reply.kind !== 'answer') return reply;
  const headers = Object.fromEntries(
    ['content-type', 'content-length', 'retry-after', 'date'].flatMap((name) =>
      reply.headers[name] === undefined ? [] : [[name, reply.headers[name]]],
    ),
  );
  return { ...reply, headers, body: reply.body.slice(0, STORED_BODY_BYTES) };
}

function covered(verdict: Verdict, run: AccountRun): Verdict {
  return { ...verdict, reason: run.ports.redactor.cover(verdict.reason) };
}
