import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type Budget, filterOf } from '../domain/budget.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { OrderDraft } from '../domain/draft.ts';
import type { Clock, Ledger, Locks, Redactor, RunEvent, RunLog, Transport } from '../domain/ports.ts';
import type { Facts, Vendor, VendorSettings } from '../domain/vendor.ts';
import { Paces } from '../io/paced-transport.ts';
import { openLedger } from '../io/sqlite/ledger.ts';
import { sqliteLocks } from '../io/sqlite/locks.ts';
import type { LockSelf } from '../io/sqlite/path-lock.ts';
import { witnessPath } from '../io/sqlite/witness.ts';
import { systemClock } from '../io/system-clock.ts';
import { type PreparedBatch, prepareBatch } from '../run/prepare-batch.ts';
import { type AboutRun, lockSelf } from './about-run.ts';
import { allowClaimed } from './allow-claimed.ts';
import { budgetsOf } from './budgets.ts';
import { CheckFacts } from './checking/facts.ts';
import { CheckThreads } from './checking/threads.ts';
import { chosenBy, neverEmpty } from './choice.ts';
import type { Accounts } from './config/accounts.ts';
import { configFor } from './config/choose.ts';
import type { Config } from './config/config.ts';
import { coverCells, coverKeys, redactorOf } from './cover-secrets.ts';
import { defaultLedgerPath, type Env } from './environment.ts';
import { groupDefaults, packMode } from './group-defaults.ts';
import { headerMap } from './header-map.ts';
import { openLog } from './open-log.ts';
import type { Flags } from './options.ts';
import { assertAnnotatedFits } from './outputs/annotated.ts';
import { assertNotLedger } from './outputs/finish.ts';
import { bytesOf, tablesIn } from './reading.ts';
import { IN_SANDBOX, SandboxSession } from './sandbox-session.ts';
import type { SharedHands } from './shared-hands.ts';
import { assertOwnAddress, ofOneVendor, vendorTransport } from './vendor-transport.ts';

/** Sheets below this size are checked sooner than threads are there. */
const WORTH_THREADS = 4 * 1024 * 1024;

/** The only place that builds real ports. Close it when the command ends. */
export class Composition {
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly log: RunLog;
  readonly ledgerPath: string;
  readonly locks: Locks;
  readonly batch: string;
  readonly about: AboutRun;
  readonly config: Config;
  readonly budgets: readonly Budget[];
  /** Which key, organization and address are used at each vendor. */
  readonly accounts: Accounts;
  /** What locks tell of this process; no secret that is known by then stands in it. */
  readonly lockSelf: LockSelf;
  /** Tells whoever listens what is waited for. */
  readonly lockWait = (text: string): void => this.log.event({ name: 'lock_wait', text });
  /** What happened beside the work, for the person at the end. */
  readonly warnings: string[] = [];
  readonly #flags: Flags;
  readonly #env: Env;
  readonly #drain: AbortSignal;
  readonly #listeners: ((event: RunEvent) => void)[] = [];
  readonly #closers: (() => unknown)[] = [];
  readonly #transports = new Map<string, Transport>();
  readonly #sandbox: SandboxSession | null;
  readonly #paces: Paces;
  /** What a check may know, and which account is meant where. */
  #facts: CheckFacts;

  constructor(
    flags: Flags,
    env: Env,
    clock: Clock = systemClock,
    drain: AbortSignal = new AbortController().signal,
    shared: SharedHands = { paces: new Paces(), about: { doing: '', command: '' } },
  ) {
    this.#flags = ofOneVendor(flags);
    this.#env = env;
    this.clock = clock;
    this.#drain = drain;
    this.#paces = shared.paces;
    this.about = shared.about;
    this.config = configFor(flags, env, process.cwd());
    this.budgets = budgetsOf(flags, this.config);
    this.redactor = redactorOf(env);
    this.ledgerPath = (flags.ledger ?? defaultLedgerPath(env)) + (flags.sandbox ? '.sandbox' : '');
    assertNotLedger(flags, this.ledgerPath);
    const { config, ledgerPath } = this;
    this.#facts = new CheckFacts({ flags: this.#flags, env, config, ledgerPath, sending: false });
    this.accounts = this.#facts.accounts;
    this.#sandbox = flags.sandbox ? new SandboxSession(this.#flags, this.ledgerPath, clock) : null;
    this.#closers.push(() => this.#sandbox?.close());
    const cover = (text: string) => this.redactor.cover(text);
    this.lockSelf = lockSelf(shared.about, cover);
    this.locks = sqliteLocks(this.ledgerPath, this.clock, this.lockSelf, this.lockWait);
    this.batch = shared.batch ?? newBatch(clock);
    this.log = this.#openLog();
    coverKeys(this.redactor, this.config, env);
  }

  /** Opens the ledger, making it when it is not there. */
  ledger(): Ledger {
    const ledger = openLedger(this.ledgerPath, this.clock);
    this.#closers.push(() => ledger.close());
    return ledger;
  }

  /** Opens the ledger only when there is one, so that a dry run makes no files. */
  existingLedger(): Ledger | null {
    return existsSync(this.ledgerPath) || existsSync(witnessPath(this.ledgerPath)) ? this.ledger() : null;
  }

  /** Sheets to checked orders; with `threads`, `checked()` has all that the machine has. */
  prepare({ sending = false, threads: wanted = false } = {}): PreparedBatch {
    const flags = this.#flags;
    if (sending) this.#facts = new CheckFacts({ ...this.#facts.sources, sending });
    const threads = wanted ? this.#threadsFor(flags.sheets ?? []) : null;
    const read = tablesIn(flags.sheets ?? [], flags);
    const aliases = [...read.filter(({ role }) => role === 'aliases'), ...tablesIn(flags.aliases ?? [], flags)];
    const sheets = read.filter(({ role }) => role !== 'aliases');
    this.warnings.push(...assertAnnotatedFits(flags, [...sheets, ...aliases]));
    const whole = prepareBatch({
      sheets,
      aliases: aliases.map((table) => ({ ...table, role: 'aliases' })),
      headers: headerMap(this.config.columns, flags.map ?? []),
      defaults: groupDefaults(flags),
      pack: packMode(flags),
      profiles: this.config.logins,
      check: this.#facts.context(),
      threads: async (job) => (await threads?.check(job, this.#facts.sources)) ?? null,
      retryRefused: flags['retry-refused'] ?? false,
      ...chosenBy(flags),
      budgets: this.budgets,
      counting: (budget) => filterOf(budget, this.batch, this.clock.now()),
      allowClaimed: (ledger) => this.allowClaimed(ledger),
    });
    coverCells(this.redactor, whole.mapped);
    return neverEmpty(whole, flags);
  }

  /** Started before the sheets are read, where these are so large that it pays. */
  #threadsFor(sheets: readonly string[]): CheckThreads | null {
    if (bytesOf(sheets) < WORTH_THREADS) return null;
    const threads = CheckThreads.start();
    this.#closers.push(() => threads.end());
    return threads;
  }

  /** Whole keys for what `--allow-claimed` names. Throws UsageError. */
  allowClaimed(ledger: Ledger | null): readonly string[] {
    return allowClaimed(this.#flags, ledger);
  }

  origin(vendor: Vendor): string {
    return this.#facts.origin(vendor);
  }

  toldOrigin(vendor: Vendor): string {
    return this.#facts.toldOrigin(vendor);
  }

  organization(vendor: Vendor): string {
    return this.#facts.organization(vendor);
  }

  /** True for an account of the ledger that the key of this command is for. */
  speaksFor(vendor: Vendor, account: string): boolean {
    return this.#flags.sandbox === true || this.accounts.speaksFor(vendor, account, this.settings(vendor));
  }

  hasKey(vendor: Vendor): boolean {
    return this.#flags.sandbox === true || this.accounts.hasKey(vendor);
  }

  settings(vendor: Vendor): VendorSettings {
    return this.#facts.settings(vendor);
  }

  catalogue(vendor: Vendor, organization: string): Catalogue | null {
    return this.#facts.catalogue(vendor, organization);
  }

  /** Throws UsageError when the vendor's key is not set. Starts the sandbox when the command runs in it. */
  async transport(vendor: Vendor): Promise<Transport> {
    const known = this.#transports.get(vendor.id);
    if (known) return known;
    if (this.#transports.size > 0) assertOwnAddress(this.#flags);
    const played = await this.#sandbox?.speakTo(vendor);
    const key = played ? IN_SANDBOX : this.accounts.key(vendor);
    const own = { baseUrl: this.accounts.baseUrl(vendor), flags: this.#flags, notes: [] };
    const { baseUrl, flags, notes } = played ?? own;
    this.warnings.push(...notes);
    const hands = { flags, env: this.#env, clock: this.clock, drain: this.#drain, paces: this.#paces };
    const transport = await vendorTransport({ vendor, baseUrl, key, ...hands });
    this.#closers.push(() => transport.close());
    this.#transports.set(vendor.id, transport);
    return transport;
  }

  /** Told of every step of the run. */
  listen(listener: (event: RunEvent) => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }

  facts(vendor: Vendor, draft: OrderDraft): Facts {
    return this.#facts.of(vendor, draft);
  }

  #openLog(): RunLog {
    const cover = (text: string) => this.redactor.cover(text);
    const warn = (text: string) => void this.warnings.push(text);
    const file = openLog(this.#flags, { now: () => this.clock.now(), cover, warn });
    if (file) {
      this.#listeners.push((event) => file.event(event));
      this.#closers.push(() => file.close());
    }
    return { event: (event) => this.#listeners.forEach((listener) => void listener(event)) };
  }
}

/** Sorts by time. */
function newBatch(clock: Clock): string {
  return `${new Date(clock.now()).toISOString().replace(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;
}
