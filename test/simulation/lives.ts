import { filterOf } from '../../src/domain/budget.ts';
import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import { GuardError, SheetorderError, TryLaterError } from '../../src/domain/errors.ts';
import type { AccountId } from '../../src/domain/identity.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Ledger } from '../../src/domain/ports.ts';
import type { Vendor } from '../../src/domain/vendor.ts';
import { pacedTransport } from '../../src/io/paced-transport.ts';
import { patientReads } from '../../src/io/patient-reads.ts';
import { type Execution, executePlan } from '../../src/run/execute-plan.ts';
import { LookUps, toLookUp } from '../../src/run/look-ups.ts';
import type { RunOptions, RunPorts } from '../../src/run/ports.ts';
import { awaitsPayment } from '../../src/run/reconcile-account.ts';
import { reconcileOrders } from '../../src/run/reconcile-orders.ts';
import { resolveOrder, type Statement } from '../../src/run/resolve-order.ts';
import { makePlan } from '../../src/steps/make-plan.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { settleOutcomes } from '../../src/steps/settle-outcomes.ts';
import type { Shelf } from './memory-ledger.ts';
import type { SimLocks, SimProcess } from './process.ts';
import { ORDERS_SCENE, type Scene } from './scene.ts';

/** The hands of one process, wired together as the program wires them. */
export interface Hands {
  readonly process: SimProcess;
  readonly shelf: Shelf;
  readonly locks: SimLocks;
  readonly options: RunOptions;
  /** The account; left out, the one of the first kind of run. */
  readonly scene?: Scene;
  /** With `--online`: how long the person thinks between the look-ups and the yes, milliseconds. */
  readonly thinkMs?: number;
}

export interface Ended {
  readonly outcomes: readonly Outcome[];
  readonly ledger: Ledger;
}

/** One `submit`: plan, carry out, read the ledger once more. */
export async function submitLife(orders: readonly CheckedOrder[], hands: Hands): Promise<Ended> {
  const { ports, ledger } = portsOf(hands);
  const lookUps = hands.thinkMs === undefined ? null : lookUpsOf(hands, ports);
  const bare = () => planOf(orders, ledger, hands, null);
  const unread = await lookUps?.refresh(toLookUp(bare())).catch(laterOnly);
  if (lookUps && hands.thinkMs) await hands.process.clock.sleep(hands.thinkMs, hands.process.drain.signal);
  const plan = () => planOf(orders, ledger, hands, lookUps);
  const withLookUps = { ...ports, ...(lookUps ? { lookUps } : {}) };
  const execution = unread ?? (await executePlan(plan(), plan, withLookUps, hands.options).catch(laterOnly));
  return { outcomes: outcomesOf(plan(), ledger, hands, execution), ledger };
}

/** One `reconcile` of everything on the account that is open or waits to be paid. */
export async function reconcileLife(waitMs: number, hands: Hands): Promise<void> {
  const { ports, ledger } = portsOf(hands);
  const { account, vendor } = hands.scene ?? ORDERS_SCENE;
  const keys = hands.scene ? openOrDue(account, vendor, ledger) : null;
  await reconcileOrders({ account, vendor, keys, waitMs }, ports, hands.options);
}

/** As the command gathers it from the ledger. */
function openOrDue(account: AccountId, vendor: Vendor, ledger: Ledger): readonly string[] {
  const known = [...new Set(ledger.orderIds(account).values())];
  const due = [...replayLedger(ledger.entriesFor(known)).values()].filter((record) => awaitsPayment(record, vendor));
  return [...new Set([...ledger.openKeys(account), ...due.map(({ key }) => key)])];
}

/** A person states what became of one order; what does not fit is refused, and changes nothing. */
export async function resolveLife(key: string, statement: Statement, hands: Hands): Promise<void> {
  const { ports, ledger } = portsOf(hands);
  const record = replayLedger(ledger.entriesFor([key])).get(key);
  if (!record) return;
  await resolveOrder(record, statement, (hands.scene ?? ORDERS_SCENE).vendor, ports, hands.options).catch((error) => {
    if (error instanceof GuardError || error instanceof SheetorderError) return null;
    throw error;
  });
}

function portsOf({ process, shelf, locks }: Hands): { ports: RunPorts; ledger: Ledger } {
  const inner = shelf.open(process.clock);
  process.onDeath(() => inner.close());
  const ledger = process.ledger(inner);
  const { clock } = process;
  const drain = process.drain.signal;
  const transport = patientReads(pacedTransport(process.transport(), null, clock, drain), clock, drain);
  const ports: RunPorts = {
    ledger,
    locks: locks.for(process),
    transport: () => transport,
    clock,
    redactor: { add: () => {}, cover: (text) => text },
    log: { event: () => {} },
    drain,
  };
  return { ports, ledger };
}

function lookUpsOf({ scene = ORDERS_SCENE }: Hands, { transport, clock, redactor, log }: RunPorts): LookUps {
  return new LookUps({ transport, settings: () => scene.settings, origin: () => scene.origin, clock, redactor, log });
}

/** What is to be tried later ends the run; anything else is thrown on. */
function laterOnly(error: unknown): Execution {
  if (error instanceof TryLaterError) return { skips: new Map(), found: new Map() };
  throw error;
}

function planOf(
  orders: readonly CheckedOrder[],
  ledger: Ledger,
  { options, process }: Hands,
  lookUps: LookUps | null,
): Plan {
  const now = process.clock.now();
  return makePlan({
    orders,
    orphans: [],
    sheetFindings: [],
    book: replayLedger(ledger.entriesFor(orders.map(({ key }) => key))),
    holders: (order) => ledger.holders(order.account, order.checked?.claims ?? []),
    retryRefused: options.retryRefused,
    allowClaimed: options.allowClaimed,
    budgets: options.budgets,
    spent: (budget) => ledger.spent(filterOf(budget, options.batch, now)),
    online: (account) => lookUps?.of(account) ?? null,
  });
}

function outcomesOf(
  plan: Plan,
  ledger: Ledger,
  { process, locks, options }: Hands,
  execution: Awaited<ReturnType<typeof executePlan>>,
): readonly Outcome[] {
  return settleOutcomes({
    plan,
    book: replayLedger(ledger.entriesFor(plan.orders.map(({ order }) => order.key))),
    mode: 'live',
    batch: options.batch,
    files: ['may.csv'],
    live: (account) => locks.for(process).isHeld(account),
    ...execution,
  });
}
