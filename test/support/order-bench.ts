import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderEntry } from '../../src/domain/ledger-entry.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { Ledger, Transport } from '../../src/domain/ports.ts';
import { pacedTransport } from '../../src/io/paced-transport.ts';
import { patientReads } from '../../src/io/patient-reads.ts';
import { readSheet } from '../../src/io/read-sheet.ts';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { sqliteLocks } from '../../src/io/sqlite/locks.ts';
import { undiciTransport } from '../../src/io/undici-transport.ts';
import { type Execution, executePlan } from '../../src/run/execute-plan.ts';
import type { RunOptions, RunPorts } from '../../src/run/ports.ts';
import { type PreparedBatch, prepareBatch } from '../../src/run/prepare-batch.ts';
import { reconcileOrders } from '../../src/run/reconcile-orders.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { type SettleInput, settleOutcomes } from '../../src/steps/settle-outcomes.ts';
import { scaledmail } from '../../src/vendors/scaledmail/index.ts';
import { hurriedClock } from './command.ts';
import { googleOrder, sheetOf } from './sheets-of-orders.ts';

/** Waits of half a minute are over in six milliseconds. */
export const HASTE = hurriedClock(5_000);
const MEMORY = '/dev/shm';
const SHEET = Buffer.from(sheetOf(googleOrder('may-1', 'alpha.example')));

export interface Ways {
  readonly reads: URL;
  /** Spends may be sent to another port, where something waits for them. */
  readonly spends: URL;
  readonly timeoutMs: number;
  readonly onSpend?: () => void;
  readonly maxResponseBytes?: number;
}

type Rest = Pick<SettleInput, 'mode' | 'batch' | 'skips' | 'found'>;

export interface Ran {
  readonly outcome: Outcome;
  readonly entries: readonly OrderEntry[];
  /** What the run threw, in its own words. */
  readonly thrown: string | null;
}

/** One order in one sheet, a ledger on disk, and runs that send it: each run opens everything anew, as a process does. */
export class OrderBench {
  readonly #folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'sheetorder-table-'));
  readonly #path = join(this.#folder, 'ledger.sqlite');
  readonly #origin: string;
  readonly #drain = new AbortController().signal;
  readonly #batches = new Map<boolean, PreparedBatch>();
  #runs = 0;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async submit(
    ways: Ways,
    retryRefused = false,
    tamper: (ledger: Ledger, path: string) => Ledger = (it) => it,
  ): Promise<Ran> {
    const ledger = tamper(openLedger(this.#path, HASTE), this.#path);
    const transport = transportBy(ways, this.#drain);
    const batch = this.#prepared(retryRefused);
    const options = this.#options(retryRefused);
    try {
      let thrown: string | null = null;
      let execution: Execution = { skips: new Map(), found: new Map() };
      try {
        execution = await executePlan(
          batch.plan(ledger),
          () => batch.plan(ledger),
          this.#ports(ledger, transport),
          options,
        );
      } catch (error) {
        thrown = error instanceof Error ? error.message : String(error);
      }
      return { ...this.#settled(batch, ledger, { mode: 'live', batch: options.batch, ...execution }), thrown };
    } finally {
      await transport.close();
      ledger.close();
    }
  }

  /** One round of reading back what is open; says as well what does not fit in the ledger. */
  async reconcile(ways: Ways): Promise<Ran & { readonly problems: readonly string[] }> {
    const ledger = openLedger(this.#path, HASTE);
    const transport = transportBy(ways, this.#drain);
    const options = this.#options(false);
    try {
      for (const account of ledger.accounts()) {
        const request = { account, vendor: scaledmail, keys: null, waitMs: 0 };
        await reconcileOrders(request, this.#ports(ledger, transport), options);
      }
      const rest = { mode: 'rebuilt', batch: options.batch, skips: new Map(), found: new Map() } as const;
      const settled = this.#settled(this.#prepared(false), ledger, rest);
      return { ...settled, thrown: null, problems: ledger.verify() };
    } finally {
      await transport.close();
      ledger.close();
    }
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #settled(batch: PreparedBatch, ledger: Ledger, rest: Rest): Omit<Ran, 'thrown'> {
    const plan = batch.plan(ledger);
    const entries = ledger.entriesFor(plan.orders.map(({ order }) => order.key));
    const live = (account: string) => this.#locks().isHeld(account);
    const book = replayLedger(entries);
    const [outcome] = settleOutcomes({ plan, book, files: ['may.csv'], live, ...rest });
    if (!outcome) throw new Error('the sheet of this bench holds one order');
    return { outcome, entries };
  }

  /** The sheet is read once; plans are made from the ledger as it is. */
  #prepared(retryRefused: boolean): PreparedBatch {
    const known = this.#batches.get(retryRefused) ?? prepared(this.#origin, retryRefused);
    this.#batches.set(retryRefused, known);
    return known;
  }

  #locks() {
    return sqliteLocks(this.#path, HASTE);
  }

  #ports(ledger: Ledger, transport: Transport): RunPorts {
    return {
      ledger,
      locks: this.#locks(),
      transport: () => transport,
      clock: HASTE,
      redactor: { add: () => {}, cover: (text) => text },
      log: { event: () => {} },
      drain: this.#drain,
    };
  }

  #options(retryRefused: boolean): RunOptions {
    this.#runs += 1;
    return {
      batch: `run-${this.#runs}`,
      concurrency: 4,
      lockWaitMs: 0,
      retryRefused,
      allowClaimed: [],
      keepGoingOnUnknown: false,
      stopAfter: null,
      budgets: [],
      canary: false,
      readBackAfterMs: null,
    };
  }
}

function prepared(origin: string, retryRefused: boolean): PreparedBatch {
  return prepareBatch({
    sheets: [readSheet(SHEET, 'may.csv')],
    aliases: [],
    headers: {},
    defaults: { vendor: 'scaledmail', operation: null, set: {} },
    pack: 'orders',
    profiles: { hosting: {}, sequencer: {} },
    check: {
      vendors: { scaledmail },
      facts: () => ({ catalogue: null, settings: {}, organization: 'org_test' }),
      domains: { primary: {} },
      origin: () => origin,
      secretProblem: () => null,
    },
    retryRefused,
    budgets: [],
    counting: () => ({}),
    allowClaimed: () => [],
  });
}

/** The transport as the command line puts it together, without a rate; spends have a way of their own. */
function transportBy(ways: Ways, drain: AbortSignal): Transport {
  const to = (baseUrl: URL, limits: { readonly maxResponseBytes?: number } = {}) =>
    undiciTransport({
      baseUrl,
      authorization: { [scaledmail.auth.header]: `${scaledmail.auth.prefix}key-of-this-test-0001` },
      reveal: () => 'revealed',
      spendTimeoutMs: ways.timeoutMs,
      readTimeoutMs: scaledmail.limits.readTimeoutMs,
      clock: HASTE,
      ...limits,
    });
  const reads = to(ways.reads);
  const spends = to(ways.spends, ways.maxResponseBytes ? { maxResponseBytes: ways.maxResponseBytes } : {});
  const both: Transport = {
    read: (request) => reads.read(request),
    spend: (request, onStart) => {
      ways.onSpend?.();
      return spends.spend(request, onStart);
    },
    close: async () => void (await Promise.all([reads.close(), spends.close()])),
  };
  return patientReads(pacedTransport(both, null, HASTE, drain), HASTE, drain);
}
