import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { Bench, type Ran } from './command.ts';
import { googleOrder, sheetOf } from './sheets-of-orders.ts';

/** A drop folder, a ledger and a vendor on loopback that sells again when asked again; `run --inbox` over them. */
export class InboxBench extends Bench {
  readonly shop: Sandbox;

  private constructor(shop: Sandbox) {
    super({ SCALEDMAIL_BASE_URL: shop.url });
    this.shop = shop;
    mkdirSync(this.path('orders/inbox'), { recursive: true });
  }

  static async open(options: Partial<SandboxOptions> = {}): Promise<InboxBench> {
    return new InboxBench(
      await startSandbox({
        recordFile: null,
        faults: [],
        rate: null,
        seed: 1,
        now: Date.now,
        sellsTwice: true,
        ...options,
      }),
    );
  }

  drop(name: string, content: string | Uint8Array): void {
    writeFileSync(this.path(join('orders/inbox', name)), content);
  }

  /** A sheet of orders, each named after its domain. */
  dropOrders(name: string, ...orders: readonly string[]): string {
    const text = sheetOf(...orders.map((order) => googleOrder(order, `${order}.example`)));
    this.drop(name, text);
    return text;
  }

  /** What lies in a folder, hidden files too; none when it was never made. */
  names(folder: string): readonly string[] {
    const path = this.path(join('orders', folder));
    return existsSync(path) ? readdirSync(path).sort() : [];
  }

  /** Sheets alone, as `folder/name`. */
  sheets(): readonly string[] {
    const isSheet = (name: string) => !/\.(results|annotated)\.|\.(log|txt|html)$/.test(name);
    return ['inbox', 'working', 'done', 'attention'].flatMap((folder) =>
      this.names(folder)
        .filter(isSheet)
        .map((name) => `${folder}/${name}`),
    );
  }

  read(path: string): string {
    return readFileSync(this.path(join('orders', path)), 'utf8');
  }

  /** `order status` of each row of the results beside a sheet. */
  results(path: string): readonly string[] {
    return this.csv(join('orders', `${path}.results.csv`)).map((row) => `${row.order} ${row.status}`);
  }

  cron(...words: readonly string[]): Promise<Ran> {
    return this.run('run', '--inbox', this.path('orders/inbox'), '--rate', 'none', ...words);
  }

  /** Domains in the order in which they were sold. */
  sold(): readonly string[] {
    return this.shop.sold().flatMap(({ domains }) => domains);
  }

  async end(): Promise<void> {
    await this.shop.close();
    this.close();
  }
}
