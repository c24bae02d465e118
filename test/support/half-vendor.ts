import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface HalfSale {
  readonly id: string;
  readonly uuid: string;
  readonly domains: readonly string[];
  readonly tag: string;
  /** Domains that its form names. */
  named: readonly string[];
  readonly createdAt: string;
  configured: boolean;
}

interface Body {
  readonly tag?: string;
  readonly providers?: Readonly<Record<string, { readonly domains: readonly { readonly domain: string }[] }>>;
}

/** A vendor on loopback that charges every order and leaves it without its configuration: a form waits to be filled in. */
export class HalfVendor {
  readonly sales: HalfSale[] = [];
  /** Paths of every request that may cost money. */
  readonly spends: string[] = [];
  /** Charges an order, and the reply never arrives. */
  losesReplies = true;
  /** Takes a form, and the reply never arrives. */
  losesFormReplies = false;
  /** Forms name no domains from now on. */
  namesNothing = false;
  /** Configures orders and lists their domains later. */
  listsLate = false;
  /** Forms that are not listed. */
  readonly hidden = new Set<string>();
  /** Paths that answer 500. */
  readonly failing = new Set<string>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<HalfVendor> {
    const server = createServer({ keepAlive: false });
    const vendor = new HalfVendor(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = new URL(request.url ?? '/', 'http://vendor.example').pathname.replace(/^\/api\/v1/, '');
        const text = Buffer.concat(chunks).toString('utf8');
        const [status, body] = request.method === 'POST' ? vendor.#spend(path, JSON.parse(text)) : vendor.#read(path);
        if (status === 0) return void response.socket?.destroy();
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return vendor;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/v1`;
  }

  /** Charges an order as somebody does in the vendor's app. */
  sell(domains: readonly string[], tag = ''): HalfSale {
    const number = this.sales.length + 1;
    const sale: HalfSale = {
      id: `rec${number}`,
      uuid: `form-${number}`,
      domains,
      named: this.namesNothing ? [] : domains,
      tag,
      createdAt: new Date().toISOString(),
      configured: false,
    };
    this.sales.push(sale);
    return sale;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #spend(path: string, { providers, tag }: Body): [number, unknown] {
    this.spends.push(path);
    const domains = Object.values(providers ?? {}).flatMap((part) => part.domains.map(({ domain }) => domain));
    const uuid = /^\/submit-form\/(.+)$/.exec(path)?.[1];
    if (!uuid) {
      this.sell(domains, tag);
      return this.losesReplies ? [0, null] : [200, {}];
    }
    const sale = this.sales.find((one) => one.uuid === uuid && !one.configured);
    if (!sale) return [404, { error: 'Form not found' }];
    const taken = this.sales.some((one) => one.configured && one.domains.some((name) => domains.includes(name)));
    if (taken) return [400, { error: 'Domain is already in use' }];
    if (domains.toSorted().join() !== sale.domains.toSorted().join())
      return [400, { error: 'Domains must match the domains of the order exactly' }];
    sale.configured = true;
    return this.losesFormReplies ? [0, null] : [200, {}];
  }

  #read(path: string): [number, unknown] {
    if (this.failing.has(path)) return [500, { error: 'Internal server error' }];
    const configured = this.sales.filter((sale) => sale.configured && !this.listsLate);
    if (path === '/orders') return [200, { total: this.sales.length, payments: this.sales.map(payment) }];
    if (path === '/domains') return [200, { domains: configured.flatMap(rowsOf) }];
    if (path === '/pending-forms') {
      const forms = this.sales.filter((sale) => !sale.configured && !this.hidden.has(sale.uuid)).map(formOf);
      return [200, { total: forms.length, forms }];
    }
    const sale = this.sales.find(({ id }) => path === `/orders/${id}`);
    return sale
      ? [200, details({ ...sale, configured: sale.configured && !this.listsLate })]
      : [404, { error: 'Not found' }];
  }
}

function payment({ id, createdAt }: HalfSale) {
  return { id, amount: 14, created_at: createdAt, status: 'Active', description: 'Google' };
}

function details(sale: HalfSale) {
  const domains = sale.configured ? sale.domains.map((name) => ({ name, status: '' })) : [];
  return { ...payment(sale), tag: '', packages: [{ type: 'Google', domains }] };
}

function rowsOf({ id, domains }: HalfSale) {
  return domains.map((domain) => ({ domain, payment_id: id, tag: '', status: 'In Progress' }));
}

function formOf({ id, uuid, domains, named, createdAt }: HalfSale) {
  return {
    payment_id: id,
    uuid,
    description: 'Google',
    created_at: createdAt.slice(0, 10),
    amount: 14,
    type: 'package-subscription',
    data: { quantity: 1, domains_required: domains.length, domains: named },
  };
}
