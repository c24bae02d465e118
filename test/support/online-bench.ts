import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { Clock, Transport } from '../../src/domain/ports.ts';
import { readSheet } from '../../src/io/read-sheet.ts';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { sqliteLocks } from '../../src/io/sqlite/locks.ts';
import { type Execution, executePlan } from '../../src/run/execute-plan.ts';
import { LookUps, toLookUp } from '../../src/run/look-ups.ts';
import type { RunPorts } from '../../src/run/ports.ts';
import { type PreparedBatch, prepareBatch } from '../../src/run/prepare-batch.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { settleOutcomes } from '../../src/steps/settle-outcomes.ts';
import { answer } from '../../src/vendors/sample.ts';
import { scaledmail } from '../../src/vendors/scaledmail/index.ts';
import { sheetOf } from './sheets-of-orders.ts';

const ORIGIN = 'https://server.scaledmail.com';
const SETTINGS = { allowBuy: true, maxDomainPrice: '20.00' };

/** What the vendor answers now, by path; a test changes it while a run goes on. */
export interface World {
  organizations: unknown;
  free: string[];
  taken: string[];
  listed: object[];
  /** Path → what it answers instead. */
  broken: Record<string, HttpReply>;
}

/** Runs with `--online` over a scripted vendor, on a clock that only moves when it is told to. */
export class OnlineBench {
  readonly folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sheetorder-online-'));
  readonly world: World = {
    organizations: { organizations: [{ id: 'org_test', name: 'Test' }] },
    free: [],
    taken: [],
    listed: [],
    broken: {},
  };
  readonly asked: string[] = [];
  readonly spent: string[] = [];
  now = Date.parse('2026-03-02T08:00:00Z');
  /** Runs before a spend is answered. */
  onSpend: (domains: readonly string[]) => void = () => {};
  /** What a spend is answered with instead of a yes. */
  refusal: HttpReply | null = null;
  /** Runs where a person would be asked. */
  onPrompt: () => void = () => {};
  #runs = 0;

  async submit(concurrency: number, ...orders: readonly string[]) {
    const batch = prepared(sheetOf(...orders));
    const clock: Clock = { now: () => this.now, elapsed: () => this.now, sleep: async () => {} };
    const ledger = openLedger(join(this.folder, 'ledger.sqlite'), clock);
    const locks = sqliteLocks(join(this.folder, 'ledger.sqlite'), clock);
    const transport = this.#transport();
    const redactor = { add: () => {}, cover: (text: string) => text };
    const log = { event: () => {} };
    const lookUps = new LookUps({
      transport: () => transport,
      settings: () => SETTINGS,
      origin: () => ORIGIN,
      clock,
      redactor,
      log,
    });
    const drain = new AbortController().signal;
    const ports: RunPorts = { ledger, locks, transport: () => transport, clock, redactor, log, drain, lookUps };
    const plan = () => batch.plan(ledger, (account) => lookUps.of(account));
    const options = this.#options(concurrency);
    try {
      await lookUps.refresh(toLookUp(plan()));
      const approved = plan();
      this.onPrompt();
      let thrown: unknown = null;
      let execution: Execution = { skips: new Map(), found: new Map() };
      try {
        execution = await executePlan(approved, plan, ports, options);
      } catch (error) {
        thrown = error;
      }
      const after = plan();
      const book = replayLedger(ledger.entriesFor(after.orders.map(({ order }) => order.key)));
      const outcomes: readonly Outcome[] = settleOutcomes({
        plan: after,
        book,
        files: ['may.csv'],
        live: () => false,
        mode: 'live',
        batch: options.batch,
        ...execution,
      });
      return { outcomes, thrown, approved, refused: lookUps.refused };
    } finally {
      ledger.close();
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #options(concurrency: number) {
    this.#runs += 1;
    return {
      batch: `run-${this.#runs}`,
      concurrency,
      lockWaitMs: 0,
      retryRefused: false,
      allowClaimed: [],
      keepGoingOnUnknown: false,
      stopAfter: null,
      budgets: [],
      canary: false,
      readBackAfterMs: null,
    };
  }

  #transport(): Transport {
    return {
      read: async (request) => this.#answer(request),
      spend: async (request, onStart) => {
        onStart();
        const { providers } = request.body as {
          readonly providers: Readonly<Record<string, { readonly domains: readonly { readonly domain: string }[] }>>;
        };
        const domains = Object.values(providers).flatMap((part) => part.domains.map(({ domain }) => domain));
        this.onSpend(domains);
        if (this.refusal) return this.refusal;
        this.spent.push(...domains);
        return { ...answer(200, { id: `rec${this.spent.length}` }), receivedAt: this.now } as HttpReply;
      },
      close: async () => {},
    };
  }

  #answer({ method, path, body }: HttpRequest): HttpReply {
    this.asked.push(`${method} ${path}`);
    const broken = this.world.broken[path];
    if (broken) return broken;
    if (path === '/search-domains') {
      const { domains } = body as unknown as { readonly domains: readonly string[] };
      const offer = (domain: string) =>
        this.world.taken.includes(domain)
          ? { domain, status: 'taken', price: null }
          : { domain, status: 'available', price: 15.5 };
      return answer(200, domains.map(offer));
    }
    const known: Readonly<Record<string, unknown>> = {
      '/organizations': this.world.organizations,
      '/orders': { total: 0, payments: [] },
      '/domains': { domains: this.world.listed },
      '/pending-forms': { total: 0, forms: [] },
      '/purchased-domains': { domains: this.world.free.map((domain) => ({ domain })) },
    };
    return known[path] === undefined ? answer(404, { error: 'Not found' }) : answer(200, known[path]);
  }
}

function prepared(sheet: string): PreparedBatch {
  return prepareBatch({
    sheets: [readSheet(Buffer.from(sheet), 'may.csv')],
    aliases: [],
    headers: {},
    defaults: { vendor: 'scaledmail', operation: null, set: {} },
    pack: 'orders',
    profiles: { hosting: {}, sequencer: {} },
    check: {
      vendors: { scaledmail },
      facts: () => ({ catalogue: null, settings: SETTINGS, organization: 'org_test', origin: ORIGIN }),
      domains: { primary: {} },
      origin: () => ORIGIN,
      secretProblem: () => null,
    },
    retryRefused: false,
    budgets: [],
    counting: () => ({}),
    allowClaimed: () => [],
  });
}
