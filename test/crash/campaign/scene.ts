import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { LedgerEntry } from '../../../src/domain/ledger-entry.ts';
import { readCsv } from '../../../src/io/read-csv.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import { readSold } from '../../../src/sandbox/record.ts';
import type { Ended } from '../../support/built.ts';
import { Bench } from '../../support/command.ts';
import { type Started, startThus, type Way } from '../../support/hurt.ts';
import { googleOrder, sheetOf } from '../../support/sheets-of-orders.ts';
import { type Judgement, judge, type Row } from './judge.ts';

export interface SceneOptions {
  readonly orders: number;
  /** The vendor's URL and record; left out, the vendor is the sandbox inside the command. */
  readonly vendor?: { readonly url: string; readonly record: string };
  /** Words for every command that speaks to the vendor. */
  readonly speaking?: readonly string[];
  /** The folder for ledger and results; beside everything else when left out. */
  readonly disk?: string;
  /** Results stay with the sheet when the folder is shared with other scenes. */
  readonly ownResults?: boolean;
  /** How long a reconcile waits for an order that the vendor lists late; a second when left out. */
  readonly wait?: string;
  /** Another folder for the results. */
  readonly resultsIn?: string;
}

const ENDS_WELL = [0, 3, 4, 7, 75];
const SETTLED: ReadonlySet<string> = new Set(['placed', 'already_placed', 'payment_pending', 'unknown']);

/** One sheet, one ledger and one vendor; commands against them, and what the vendor's record says of the outcome. */
export class Scene {
  readonly bench = new Bench();
  readonly record: string;
  readonly ledger: string;
  readonly results: string;
  readonly named = new Map<string, string>();
  readonly #options: SceneOptions;
  readonly #ledgerFlag: string;
  readonly #env: Record<string, string>;

  constructor(options: SceneOptions) {
    const { vendor, disk = this.bench.folder } = options;
    this.#options = options;
    mkdirSync(disk, { recursive: true });
    this.#ledgerFlag = `${disk}/ledger.sqlite`;
    const folder = options.resultsIn ?? (options.ownResults ? this.bench.folder : disk);
    this.results = `${folder}/r.csv`;
    this.ledger = vendor ? this.#ledgerFlag : `${this.#ledgerFlag}.sandbox`;
    this.record = vendor?.record ?? `${this.ledger}.record.ndjson`;
    this.#env = { ...this.bench.env, ...(vendor ? { SCALEDMAIL_BASE_URL: vendor.url } : {}) };
    this.show(options.orders);
  }

  get sheet(): string {
    return this.bench.path('may.csv');
  }

  /** Writes the sheet with this many orders; the first ones stay what they were. */
  show(orders: number): void {
    for (let n = 0; n < orders; n += 1) this.named.set(`may-${n}.example`, `may-${n}`);
    writeFileSync(this.sheet, sheetOf(...[...this.named].map(([domain, name]) => googleOrder(name, domain))));
  }

  /** The one command that is hurt, and then run again as it was. */
  submit(way: Way & { readonly words?: readonly string[] } = {}, env: Record<string, string> = {}): Started {
    const words = ['submit', this.sheet, '--yes', '--keep-going-on-unknown', '--results', this.results];
    return startThus([...words, ...this.#where, ...(way.words ?? [])], { ...this.#env, ...env }, way);
  }

  reconcile(): Started {
    const words = ['reconcile', this.sheet, '--wait', this.#options.wait ?? '1s', '--results', this.results];
    return startThus([...words, ...this.#where, '--lock-wait', '10s'], this.#env);
  }

  rows(): readonly Row[] {
    if (!existsSync(this.results)) return [];
    const { header, rows } = readCsv(readFileSync(this.results), 'r.csv', {});
    const at = (column: string) => header.indexOf(column);
    return [...rows].map(({ cells }) => ({
      order: cells[at('order')] ?? '',
      status: cells[at('status')] ?? '',
      order_id: cells[at('order_id')] ?? '',
      key: cells[at('key')] ?? '',
    }));
  }

  judge(): Judgement {
    return judge(this.record, this.rows(), this.named);
  }

  /** The same command until it ends by itself with every order settled, then a reconcile. */
  async finish(way: Way & { readonly words?: readonly string[] } = {}): Promise<Judgement> {
    for (let round = 0; round < 8; round += 1) {
      const ended = await this.submit(way).ended;
      expect(ENDS_WELL, `${ended.exit} ${ended.signal}: ${ended.err}`).toContain(ended.exit);
      if (this.rows().every((row) => SETTLED.has(row.status))) break;
    }
    const ended = await this.reconcile().ended;
    expect([0, 3, 4], `${ended.exit} ${ended.signal}: ${ended.err}`).toContain(ended.exit);
    return this.judge();
  }

  /** A person who looked at the vendor says of every doubt that was never sold that it was not placed. */
  async resolveDoubts(): Promise<number> {
    const doubts = this.rows().filter((row) => row.status === 'unknown');
    for (const row of doubts) {
      const words = ['resolve', row.key, '--not-placed', '--note', 'not in the app', ...this.#where];
      const ended = await startThus([...words, '--lock-wait', '10s'], this.#env).ended;
      expect(ended.exit, ended.err).toBe(0);
    }
    return doubts.length;
  }

  /** Everything is settled for good: doubts resolved, every order of the sheet sold once. */
  async finishForGood(way: Way & { readonly words?: readonly string[] } = {}): Promise<Judgement & { doubts: number }> {
    let doubts = 0;
    for (let round = 0; round < 8; round += 1) {
      const judgement = await this.finish(way);
      const { twice, lost, wrongIds, belied } = judgement;
      const isBad = [twice, lost, wrongIds, belied].some((list) => list.length > 0);
      if (isBad || judgement.unknown.length === 0) return { ...judgement, doubts };
      doubts += await this.resolveDoubts();
    }
    return { ...this.judge(), doubts };
  }

  /** What the ledger says now, once no command has it open; also that it is whole. */
  entries(): readonly LedgerEntry[] {
    if (!existsSync(this.ledger)) return [];
    const ledger = openLedger(this.ledger, systemClock);
    try {
      expect(ledger.verify()).toEqual([]);
      return [...ledger.all()];
    } finally {
      ledger.close();
    }
  }

  close(): void {
    this.bench.close();
  }

  get #where(): readonly string[] {
    const inside = this.#options.vendor ? [] : ['--sandbox'];
    return [...inside, '--ledger', this.#ledgerFlag, '--rate', 'none', ...(this.#options.speaking ?? [])];
  }
}

/** Nothing was sold that the ledger does not hold as sent. */
export function expectHeld(scene: Scene, at: string): void {
  const entries = scene.entries();
  const sent = new Set(entries.flatMap((entry) => (entry.type === 'spend_started' ? [entry.key] : [])));
  const held = entries.flatMap((entry) => (entry.type === 'claimed' && sent.has(entry.key) ? entry.domains : []));
  const domains = readSold(scene.record).flatMap((order) => order.domains);
  expect({ at, notHeld: domains.filter((domain) => !held.includes(domain)) }).toEqual({ at, notHeld: [] });
}

/** No stack trace, no talk of a bug, and one of the exit codes that the documents explain. */
export function expectSpoken(ended: Ended, at: string): void {
  const text = `${ended.out}\n${ended.err}`;
  expect(text, at).not.toMatch(/This is a bug|^\s+at .+:\d+:\d+/m);
  expect([0, 2, 3, 4, 6, 7, 75], `${at}: ${ended.exit} ${ended.signal} ${ended.err}`).toContain(ended.exit);
}
