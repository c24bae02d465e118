import { createServer, type IncomingMessage, type Server } from 'node:http';

/** What the vendor really sold, whatever it said about it. */
export interface Sale {
  readonly id: string;
  readonly domains: readonly string[];
  readonly tag: string;
}

/** A vendor on loopback that always lists the truth, in ScaledMail's shapes, and sells whatever it is asked for. */
export class TrueVendor {
  readonly sales: Sale[] = [];
  /** Spends that came in by its own door. */
  spends = 0;
  /** Every read fails while this is true. */
  blind = false;
  /** Sales are made but not shown while this is true. */
  late = false;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<TrueVendor> {
    const server = createServer({ keepAlive: false });
    const vendor = new TrueVendor(server);
    server.on('request', (request, response) => {
      void textOf(request).then((text) => {
        const { status, body } = vendor.#answer(request.method ?? '', request.url ?? '/', text);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return vendor;
  }

  get url(): URL {
    const address = this.#server.address();
    return new URL(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/v1`);
  }

  /** Sells what the body of a request asks for. */
  sell(text: string): void {
    const { tag, providers } = JSON.parse(text) as {
      readonly tag?: string;
      readonly providers: Readonly<Record<string, { readonly domains: readonly { readonly domain: string }[] }>>;
    };
    const domains = Object.values(providers).flatMap((part) => part.domains.map(({ domain }) => domain));
    this.sales.push({ id: `rec${1000 + this.sales.length}`, domains, tag: tag ?? '' });
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #answer(method: string, url: string, text: string): { readonly status: number; readonly body: unknown } {
    const path = new URL(url, 'http://vendor.example').pathname.replace(/^\/api\/v1/, '');
    if (method === 'POST') {
      this.spends += 1;
      this.sell(text);
      return { status: 200, body: {} };
    }
    if (this.blind) return { status: 500, body: { error: 'Internal server error' } };
    const shown = this.late ? [] : this.sales;
    if (path === '/domains') return { status: 200, body: { domains: shown.flatMap(domainRows) } };
    if (path === '/orders') return { status: 200, body: { total: shown.length, payments: shown.map(payment) } };
    if (path === '/pending-forms') return { status: 200, body: { total: 0, forms: [] } };
    const one = shown.find(({ id }) => path === `/orders/${id}`);
    return one ? { status: 200, body: details(one) } : { status: 404, body: { error: 'Not found' } };
  }
}

function payment({ id }: Sale) {
  return { id, amount: 14, created_at: '2026-05-02T09:00:00.000Z', status: 'Active', description: 'Google' };
}

function details(sale: Sale) {
  const domains = sale.domains.map((name, index) => ({ id: `${sale.id}-${index + 1}`, name, status: '' }));
  return { ...payment(sale), tag: sale.tag, total_domains: domains.length, packages: [{ domains }] };
}

function domainRows({ id, tag, domains }: Sale) {
  return domains.map((domain) => ({ id: `${id}-${domain}`, domain, status: 'In Progress', payment_id: id, tag }));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
