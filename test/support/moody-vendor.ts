import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TrueVendor } from './true-vendor.ts';

/** What an answer is, or that there is none. */
export type Answer =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'cut'
  | 'silence';

/** How the vendor takes an order, said by the first word of its first domain: `lost-1.example`. */
const MOODS: Readonly<Record<string, { readonly sells: boolean; readonly answer: Answer; readonly afterMs?: number }>> =
  {
    slow: { sells: true, answer: { status: 200 }, afterMs: 500 },
    lost: { sells: true, answer: 'cut' },
    refused: { sells: false, answer: { status: 400, body: { error: 'coupon is not valid, it must be another' } } },
    key: { sells: false, answer: { status: 401, body: { message: 'Unauthorized' } } },
    card: { sells: true, answer: { status: 400, body: { error: 'Subscription created but unable to charge' } } },
    busy: { sells: false, answer: { status: 429, body: { message: 'Too many requests', retryAfter: 3_600 } } },
  };

/**
 * A vendor on loopback whose orders go as their domains are named. What a `lost` order became is not shown; everything else
 * is listed as it was sold.
 */
export class MoodyVendor {
  /** Answers every read in place of the truth, while it is set. */
  reads: Answer | null = null;
  /** Called when a spend has arrived, before it is answered; what it does has time to arrive where it is meant. */
  atSpend: (() => void) | null = null;
  /** Called when a read has arrived, before it is answered. */
  atRead: () => void = () => {};
  /** Requests of any kind, and those that may cost money. */
  reached = 0;
  spends = 0;
  readonly #truth: TrueVendor;
  readonly #server: Server;

  private constructor(truth: TrueVendor, server: Server) {
    this.#truth = truth;
    this.#server = server;
  }

  static async open(): Promise<MoodyVendor> {
    const server = createServer({ keepAlive: false });
    const vendor = new MoodyVendor(await TrueVendor.open(), server);
    server.on('request', (request, response) => void vendor.#serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return vendor;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/v1`;
  }

  /** Every domain that was really sold, as often as it was. */
  get sold(): readonly string[] {
    return this.#truth.sales.flatMap(({ domains }) => domains);
  }

  /** What was sold and not shown is shown from now on. */
  showAll(): void {
    this.#truth.late = false;
  }

  /** Nobody listens at the address any more. */
  async leave(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.leave();
    await this.#truth.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.reached += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    if (request.method === 'POST') return this.#spend(text, response);
    this.atRead();
    play(this.reads ?? (await this.#tell(request.url ?? '/')), response);
  }

  async #tell(path: string): Promise<Answer> {
    const told = await fetch(new URL(path, this.#truth.url));
    return { status: told.status, body: await told.json() };
  }

  async #spend(text: string, response: ServerResponse): Promise<void> {
    const domain = /"domain":"([^"]+)"/.exec(text)?.[1] ?? '';
    this.spends += 1;
    const least = this.atSpend ? 500 : 0;
    this.atSpend?.();
    const {
      sells,
      answer,
      afterMs = 0,
    } = MOODS[domain.split('-')[0] ?? ''] ?? { sells: true, answer: { status: 200 } };
    if (sells) this.#truth.sell(text);
    if (answer === 'cut') this.#truth.late = true;
    await new Promise((resolve) => setTimeout(resolve, Math.max(least, afterMs)));
    const id = this.#truth.sales.at(-1)?.id;
    play(
      answer !== 'cut' && answer !== 'silence' && answer.status === 200 ? { ...answer, body: { id } } : answer,
      response,
    );
  }
}

function play(answer: Answer, response: ServerResponse): void {
  if (answer === 'silence') return;
  if (answer === 'cut') return void response.socket?.destroy();
  const type = answer.text === undefined ? 'application/json' : 'text/html';
  response.writeHead(answer.status, { 'content-type': type, ...answer.headers });
  response.end(answer.text ?? JSON.stringify(answer.body ?? {}));
}
