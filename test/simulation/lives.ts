import { filterOf } from '../../src/domain/budget.ts';
import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import { GuardError, SheetorderError, TryLaterError } from '../../src/domain/errors.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Ledger } from '../../src/domain/ports.ts';
import { pacedTransport } from '../../src/io/paced-transport.ts';
import { patientReads } from '../../src/io/patient-reads.ts';
import { executePlan } from '../../src/run/execute-plan.ts';
import type { RunOptions, RunPorts } from '../../src/run/ports.ts';
import { reconcileOrders } from '../../src/run/reconcile-orders.ts';
import { resolveOrder, type Statement } from '../../src/run/resolve-order.ts';
import { makePlan } from '../../src/steps/make-plan.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { settleOutcomes } from '../../src/steps/settle-outcomes.ts';
import { scaledmail } from '../../src/vendors/scaledmail/index.ts';
import type { Shelf } from './memory-ledger.ts';
import { ACCOUNT } from './orders.ts';
import type { SimLocks, SimProcess } from './process.ts';

/** The hands of one process, wired together as the program wires them. */
export interface Hands {
  readonly process: SimProcess;
  readonly shelf: Shelf;
  readonly locks: SimLocks;
  readonly options: RunOptions;
}

export interface Ended {
  readonly outcomes: readonly Outcome[];
  readonly ledger: Ledger;
}

/** One `submit`: plan, carry out, read the ledger once more. */
export async function submitLife(orders: readonly CheckedOrder[], hands: Hands): Promise<Ended> {
  const { ports, ledger } = portsOf(hands);
  const plan = () => planOf(orders, ledger, hands.options, hands.process.clock.now());
  const first = plan();
  const nothing = { skips: new Map(), found: new Map() };
  const execution = await executePlan(first, plan, ports, hands.options).catch((error) => {
    if (error instanceof TryLaterError) return nothing;
    throw error;
  });
  return { outcomes: outcomesOf(plan(), ledger, hands, execution), ledger };
}

/** One `reconcile` of everything that is open on the account. */
export async function reconcileLife(waitMs: number, hands: Hands): Promise<void> {
  const { ports } = portsOf(hands);
  await reconcileOrders({ account: ACCOUNT, vendor: scaledmail, keys: null, waitMs }, ports, hands.options);
}

/** A person states what became of one order; what does not fit is refused, and changes nothing. */
export async function resolveLife(key: string, statement: Statement, hands: Hands): Promise<void> {
  const { ports, ledger } = portsOf(hands);
  const record = replayLedger(ledger.entriesFor([key])).get(key);
  if (!record) return;
  await resolveOrder(record, statement, scaledmail, ports, hands.options).catch((error) => {
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

function planOf(orders: readonly CheckedOrder[], ledger: Ledger, options: RunOptions, now: number): Plan {
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
