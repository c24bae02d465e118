import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { accountId } from '../../src/domain/identity.ts';
import type { Ended } from './built.ts';
import { Bench } from './command.ts';
import { startThus } from './hurt.ts';
import { MoodyVendor } from './moody-vendor.ts';
import { googleOrder, sheetOf } from './sheets-of-orders.ts';

const HURRY = moduleAt('hurry-timers.mjs');
const BREAK = moduleAt('break-inside.mjs');
const FOLDER_HOLDER = moduleAt('hold-folder-lock.mjs');
const HOLDER = moduleAt('hold-lock.mjs');
const DIST = moduleAt('../../.build');

/** What each order of two google mailboxes costs, by the prices in the configuration here. */
export const PRICE = '7.00';
const PRICES = { vendors: { scaledmail: { prices: { googleMailbox: '3.50' } } } };

/** The states in which a results file says that an order may have cost money. */
export const TOLD: ReadonlySet<string> = new Set([
  'placed',
  'already_placed',
  'payment_pending',
  'awaiting_payment',
  'unknown',
]);

/** What happens while a command runs. */
export interface During {
  readonly env?: Readonly<Record<string, string>>;
  /** Where something inside breaks: `start`, or the type of an entry of the ledger. */
  readonly breaksAt?: string;
  readonly atSpend?: (child: ChildProcess) => void;
  readonly atRead?: (child: ChildProcess) => void;
}

/** A folder, a ledger and a vendor for one scenario, and the built program run against them as a process of its own. */
export class Corner {
  readonly bench: Bench;
  readonly vendor: MoodyVendor;
  readonly isJson: boolean;
  /** Whether the results that a person reads next are those of `sheetorder results`. */
  rebuilds = false;
  readonly #helpers: ChildProcess[] = [];

  private constructor(vendor: MoodyVendor, isJson: boolean) {
    this.vendor = vendor;
    this.isJson = isJson;
    this.bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url, SHEETORDER_RATE: 'none', SHEETORDER_CONCURRENCY: '1' });
    mkdirSync(this.bench.path('out'));
  }

  static async open(isJson = false): Promise<Corner> {
    return new Corner(await MoodyVendor.open(), isJson);
  }

  /** A sheet with an order for each name, which says how the vendor takes it; `invalid` ones have a wrong domain. */
  sheet(...names: readonly string[]): string {
    return this.write('may.csv', sheetNamed(names));
  }

  write(name: string, text: string | Uint8Array): string {
    writeFileSync(this.bench.path(name), text);
    return this.bench.path(name);
  }

  /** The sheet, whether it was written or not. */
  get file(): string {
    return this.bench.path('may.csv');
  }

  get ledger(): string {
    return this.bench.env.SHEETORDER_LEDGER ?? '';
  }

  get results(): string {
    return this.bench.path('out/r.csv');
  }

  /** The configuration beside prices; a text stands there as it is. */
  configure(config: object | string): void {
    const folder = join(this.bench.path('config'), 'sheetorder');
    mkdirSync(folder, { recursive: true });
    const text = typeof config === 'string' ? config : JSON.stringify({ ...PRICES, ...config });
    writeFileSync(join(folder, 'sheetorder.json'), text);
  }

  /** Another process holds the account until the corner is closed. */
  async holdLock(): Promise<void> {
    const account = accountId('scaledmail', new URL(this.vendor.url).origin, 'org_test');
    await this.#hold(HOLDER, this.ledger, account);
  }

  /** Another run holds this folder. */
  async holdFolder(lock: string): Promise<void> {
    await this.#hold(FOLDER_HOLDER, lock, 'a test');
  }

  async #hold(holder: string, ...words: readonly string[]): Promise<void> {
    const child = spawn(process.execPath, [holder, DIST, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#helpers.push(child);
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  }

  /** `submit`, as cron would call it. */
  submit(words: readonly string[] = [], during: During = {}): Promise<Ended> {
    return this.tell(['submit', ...this.#sheets(words), '--yes', '--results', this.results, ...words], during);
  }

  /** The same, with its results somewhere else. */
  submitTo(results: string): Promise<Ended> {
    return this.tell(['submit', this.file, '--yes', '--results', results]);
  }

  /** The command that the scenario is about; under `--json` where that is looked at. */
  tell(words: readonly string[], during: During = {}): Promise<Ended> {
    return this.run(this.isJson ? [...words, '--json'] : words, during);
  }

  /** Any other command before it. */
  async run(words: readonly string[], { env, breaksAt, atSpend, atRead }: During = {}): Promise<Ended> {
    const node = ['--import', HURRY, ...(breaksAt ? ['--import', BREAK] : [])];
    const broken: Record<string, string> = breaksAt ? { BREAK_AT: breaksAt } : {};
    const { child, ended } = startThus(words, { ...this.bench.env, ...broken, ...env }, { node });
    // Once: a second signal would ask for another ending.
    this.vendor.atSpend = atSpend ? once(() => atSpend(child)) : null;
    this.vendor.atRead = once(() => atRead?.(child));
    const { hung, ...rest } = await ended;
    this.vendor.atSpend = null;
    this.vendor.atRead = () => {};
    if (hung) throw new Error(`it hung: ${words.join(' ')}\n${rest.err}`);
    return rest;
  }

  /** Nothing was bought twice, and nothing was bought that the results do not tell. */
  async expectTold(): Promise<void> {
    const { sold } = this.vendor;
    expect([...new Set(sold)]).toEqual(sold);
    if (sold.length === 0) return;
    if (this.rebuilds) {
      rmSync(this.bench.path('out'), { recursive: true, force: true });
      mkdirSync(this.bench.path('out'));
      await this.run(['results', this.bench.path('may.csv'), '--results', this.results]);
    }
    expect(existsSync(this.results), 'there are results').toBe(true);
    const told = this.bench.csv('out/r.csv').filter(({ status = '' }) => TOLD.has(status));
    const names = told.map(({ order = '' }) => `${order}.example`);
    expect(sold.filter((domain) => !names.includes(domain))).toEqual([]);
  }

  /** The folder of the results is gone, and nothing can be made there. */
  loseResults(): void {
    this.rebuilds = true;
    rmSync(this.bench.path('out'), { recursive: true });
    writeFileSync(this.bench.path('out'), '');
  }

  async close(): Promise<void> {
    for (const helper of this.#helpers) helper.kill('SIGKILL');
    await this.vendor.close();
    this.bench.close();
  }

  #sheets(words: readonly string[]): readonly string[] {
    return words.some((word) => /\.json$/.test(word)) ? [] : [this.file];
  }
}

/** An order for each name. */
export function sheetNamed(names: readonly string[]): string {
  const domain = (name: string) => (name.startsWith('invalid') ? 'no domain' : `${name}.example`);
  return sheetOf(...names.map((name) => googleOrder(name, domain(name))));
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

function moduleAt(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
