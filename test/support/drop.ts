import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readCsv } from '../../src/io/read-csv.ts';
import type { Ended } from './built.ts';
import { type Corner, type During, sheetNamed, TOLD } from './corner.ts';

const FOLDERS = ['inbox', 'working', 'done', 'attention'] as const;
const COMPANION = /\.(results|annotated)\.\w+$|\.(log|txt|html)$/;

/** A drop folder in a corner, and `run --inbox` over it as a process of its own. */
export class Drop {
  readonly corner: Corner;

  constructor(corner: Corner) {
    this.corner = corner;
    mkdirSync(this.#path('inbox'), { recursive: true });
    this.configure({});
  }

  /** Sheets are taken as soon as they are there. */
  configure(config: object): void {
    this.corner.configure({ run: { settle: '0s', report: 'none', annotated: 'none' }, ...config });
  }

  /** A sheet with an order for each name, which says how the vendor takes it. */
  sheet(name: string, ...orders: readonly string[]): void {
    this.write(name, sheetNamed(orders));
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.#path('inbox'), name), content);
  }

  run(words: readonly string[] = [], during: During = {}): Promise<Ended> {
    return this.corner.tell(['run', '--inbox', this.#path('inbox'), ...words], during);
  }

  /** Before the run that the scenario is about. */
  runBefore(): Promise<Ended> {
    return this.corner.run(['run', '--inbox', this.#path('inbox')]);
  }

  async holdFolder(): Promise<void> {
    await this.runBefore();
    const [own = ''] = readdirSync(this.corner.bench.path('orders')).filter((name) => name.startsWith('.'));
    await this.corner.holdFolder(join(this.#path(own), 'lock'));
  }

  /** Every sheet once more, as a person would drop it again. */
  async tellNext(): Promise<void> {
    const sheets = this.places().map((path) => [path, readFileSync(this.#path(path))] as const);
    for (const [path, content] of sheets) this.write(path.split('/')[1] ?? '', content);
    await this.runBefore();
  }

  /** Where each sheet lies: `done/may.csv`. */
  places(): readonly string[] {
    return FOLDERS.flatMap((folder) => this.#names(folder).map((name) => `${folder}/${name}`)).filter(
      (path) => !COMPANION.test(path),
    );
  }

  /** Nothing was bought twice, nor without results beside a sheet that tell it; every sheet lies somewhere, whole. */
  expectTold(): void {
    const { sold } = this.corner.vendor;
    expect([...new Set(sold)]).toEqual(sold);
    const files = FOLDERS.flatMap((folder) => this.#names(folder).map((name) => join(this.#path(folder), name)));
    const told = files.filter((path) => path.endsWith('.results.csv')).flatMap(ordersToldIn);
    expect(sold.filter((domain) => !told.includes(domain))).toEqual([]);
  }

  #names(folder: string): readonly string[] {
    return existsSync(this.#path(folder)) ? readdirSync(this.#path(folder)).sort() : [];
  }

  #path(folder: string): string {
    return this.corner.bench.path(join('orders', folder));
  }
}

function ordersToldIn(path: string): readonly string[] {
  const { header, rows } = readCsv(readFileSync(path), path, {});
  const [order, status] = [header.indexOf('order'), header.indexOf('status')];
  return [...rows].flatMap(({ cells }) => (TOLD.has(cells[status] ?? '') ? [`${cells[order] ?? ''}.example`] : []));
}
