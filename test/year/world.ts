import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { FaultName } from '../../src/sandbox/faults.ts';
import { readSold } from '../../src/sandbox/record.ts';
import type { Sandbox, SoldOrder } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { Books } from './books.ts';
import { Copies, SETTLE_MS } from './copies.ts';
import { Gate, type Way } from './gate.ts';
import { YearClock } from './year-clock.ts';

/** What the vendors are like for a while. */
export interface Weather {
  readonly name: string;
  readonly way: Way;
  /** How the addresses of those in trouble begin; left out for all. */
  readonly only?: string;
  readonly faults: readonly FaultName[];
  readonly faultRate: number;
}

export interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** A year flushes its ledger some ten thousand times. */
const IN_MEMORY = '/dev/shm';
const CONFIG = { vendors: { saleshandy: { schemaVerified: true }, scaledmail: { allowBuy: true } } };
const LATE_MS = 20 * 3_600_000;
const PLENTY = { free: 100_000, replacement: 100_000 };
/** One moment for all years, so that a seed always means the same. */
export const NEW_YEAR = Date.UTC(2027, 0, 1, 6, 15);

/** One machine with a drop folder, its vendors, and what is known of both besides the program. */
export class World {
  readonly folder: string;
  readonly env: Record<string, string>;
  readonly clock = new YearClock(NEW_YEAR);
  readonly gate = new Gate();
  readonly books = new Books();
  readonly copies = new Copies();
  readonly root: string;
  readonly record: string;
  weather: Weather = { name: 'fine', way: 'open', faults: [], faultRate: 0 };
  #sandbox: Sandbox | null = null;
  #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
    this.clock.onSleep = (ms) => {
      if (ms === SETTLE_MS) this.copies.goOn();
    };
    this.folder = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'sheetorder-year-'));
    this.root = join(this.folder, 'orders');
    this.record = join(this.folder, 'record.ndjson');
    this.env = {
      SHEETORDER_LEDGER: join(this.folder, 'ledger.sqlite'),
      SCALEDMAIL_API_KEY: 'key-of-this-test-0001',
      SCALEDMAIL_ORGANIZATION_ID: 'org_test',
      SALESHANDY_API_KEY: 'key-of-this-test-0002',
      XDG_CONFIG_HOME: join(this.folder, 'config'),
    };
    mkdirSync(join(this.folder, 'config', 'sheetorder'), { recursive: true });
    writeFileSync(join(this.folder, 'config', 'sheetorder', 'sheetorder.json'), JSON.stringify(CONFIG));
    mkdirSync(join(this.root, 'inbox'), { recursive: true });
  }

  async open(): Promise<void> {
    await this.gate.open();
    await this.turn(this.weather);
    const { port } = this.gate;
    this.env.SCALEDMAIL_BASE_URL = `http://127.0.0.1:${port}/api/v1`;
    this.env.SALESHANDY_BASE_URL = `http://127.0.0.1:${port}/saleshandy/v1`;
  }

  async turn(weather: Weather): Promise<void> {
    this.weather = weather;
    await this.#sandbox?.close();
    this.#sandbox = await startSandbox({
      recordFile: this.record,
      faults: weather.faults,
      faultRate: weather.faultRate,
      rate: null,
      seed: this.#seed,
      now: () => this.clock.truth(),
      sellsTwice: true,
      credits: PLENTY,
      lateMs: LATE_MS,
      slowMs: 30,
    });
    await this.gate.turn(weather.way, this.#sandbox.port, weather.only);
  }

  /** What the vendors sold so far, by their own record. */
  sold(): readonly SoldOrder[] {
    return readSold(this.record);
  }

  inboxNames(): readonly string[] {
    return readdirSync(join(this.root, 'inbox'));
  }

  /** The words of the crontab line. */
  get words(): readonly string[] {
    return ['run', '--inbox', join(this.root, 'inbox'), '--rate', 'none', '--timeout', '1s', '--keep-going-on-unknown'];
  }

  /** A command line in this process, under the year's clock. */
  async command(...words: readonly string[]): Promise<Ended> {
    return this.commandUntil(new AbortController(), ...words);
  }

  async commandUntil(drain: AbortController, ...words: readonly string[]): Promise<Ended> {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = {
      out: (text: string | { readonly text: string }) => void out.push(typeof text === 'string' ? text : text.text),
      err: (text: string) => void err.push(text),
      live: () => {},
      interactive: false,
      colours: false,
      width: null,
      outWidth: null,
    };
    const exit = await runCommandLine(words, this.env, { terminal, drain, clock: this.clock });
    return { exit, out: out.join('\n'), err: err.join('\n') };
  }

  async close(keep: boolean): Promise<void> {
    await this.gate.close();
    await this.#sandbox?.close();
    if (!keep) rmSync(this.folder, { recursive: true, force: true });
  }
}
