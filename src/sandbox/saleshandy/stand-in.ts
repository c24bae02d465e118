import { RATE } from '../../vendors/saleshandy/rate.ts';
import type { SandboxOptions } from '../sandbox.ts';
import type { Incoming, OpenStandIn } from '../stand-in.ts';
import { type Account, openAccount } from './account.ts';
import { checkoutPage } from './checkout.ts';
import { limiter } from './limiter.ts';
import { endpointPath, replyTo, type Shop } from './routes.ts';

const PREFIX = '/saleshandy';
const CREDITS = { free: 20, replacement: 10 };

/** Saleshandy as the sandbox plays it: its API at two addresses, and the page where a person pays. */
export const openSaleshandy: OpenStandIn = (options, record, limited) => {
  const account = openAccount(record);
  const shop = shopOf(options, account, limited);
  const fresh = () => {
    account.refresh();
    return account;
  };
  return {
    vendor: 'saleshandy',
    prefix: PREFIX,
    base: `${PREFIX}/v1`,
    keyHeader: 'x-api-key',
    nameOf,
    reply: (incoming, now) => {
      const id = incoming.method === 'GET' ? checkoutId(incoming.path) : null;
      return id === null ? replyTo(incoming, shop, now) : checkoutPage(id, incoming.origin, account, now);
    },
    sold: () => fresh().sold(),
    repeats: () => fresh().repeats(),
  };
};

function checkoutId(path: string): string | null {
  return /^\/checkout(?:\/([^/]*))?$/.exec(path)?.slice(1)[0] ?? (path === '/checkout' ? '' : null);
}

function nameOf({ method, path }: Incoming): string {
  if (checkoutId(path) !== null) return `${method} ${PREFIX}/checkout`;
  const below = endpointPath(path) ?? path;
  const name = RATE.endpointOf({ method: method === 'POST' ? 'POST' : 'GET', path: below }).replace(/^\S+ /, '');
  return `${method} ${PREFIX}${name}`;
}

function shopOf(options: SandboxOptions, account: Account, limited: boolean): Shop {
  return {
    account,
    provisionMs: options.provisionMs ?? 60_000,
    failsByName: options.failsByName ?? true,
    showsUnpaid: options.showsUnpaid ?? true,
    count: limited ? limiter(RATE) : null,
    settings: {
      seed: options.seed,
      // Nothing is charged here when an order is taken, so no charge can fail.
      faults: options.faults.filter((fault) => fault !== 'charge-failed'),
      faultRate: options.faultRate ?? 0.3,
      lateMs: options.lateMs ?? 8_000,
      slowMs: options.slowMs ?? 1_500,
      sellsTwice: options.sellsTwice ?? false,
      credits: options.credits ?? CREDITS,
    },
  };
}
