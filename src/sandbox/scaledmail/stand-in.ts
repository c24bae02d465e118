import type { AccountRecord, BookLine } from '../record.ts';
import type { SandboxOptions } from '../sandbox.ts';
import type { OpenStandIn } from '../stand-in.ts';
import { openAccount } from './account.ts';
import { SANDBOX_PACKAGES } from './packages.ts';
import { replyTo, type Shop } from './routes.ts';

/** Shorter than a second by what a request may be held up on its way, or a client that keeps to the rate is refused. */
const WINDOW_MS = 900;

/** ScaledMail as the sandbox plays it. */
export const openScaledMail: OpenStandIn = (options, record, limited) => {
  const shop = shopOf(options, record, limited);
  const fresh = () => {
    shop.account.refresh();
    return shop.account;
  };
  return {
    vendor: 'scaledmail',
    prefix: '/api/v1',
    base: '/api/v1',
    keyHeader: 'authorization',
    nameOf: ({ method, path }) => `${method} ${path.replace(/^\/(orders|create-order|submit-form)\/.+$/, '/$1/:id')}`,
    reply: ({ method, path, query, key, body }, now) =>
      replyTo({ method, path, query, authorization: key, body }, shop, now),
    sold: () => fresh().sold(),
    repeats: () => fresh().repeats(),
  };
};

function shopOf(options: SandboxOptions, record: AccountRecord<BookLine>, limited: boolean): Shop {
  const rate = limited ? (options.rate ?? 5) : null;
  const admitted: number[] = [];
  return {
    account: openAccount({
      append: record.append,
      news: () => record.news().flatMap((line) => (line.type === 'paid' ? [] : [line])),
    }),
    packages: options.packages ?? SANDBOX_PACKAGES,
    purchased: options.purchased ?? null,
    provisionMs: options.provisionMs ?? 60_000,
    settings: {
      seed: options.seed,
      faults: options.faults,
      faultRate: options.faultRate ?? 0.3,
      lateMs: options.lateMs ?? 8_000,
      slowMs: options.slowMs ?? 1_500,
      sellsTwice: options.sellsTwice ?? false,
      purchased: options.purchased ? new Set(options.purchased) : null,
      rate,
    },
    admits: (now) => {
      if (rate === null) return true;
      while (admitted[0] !== undefined && admitted[0] <= now - WINDOW_MS) admitted.shift();
      if (admitted.length >= rate) return false;
      admitted.push(now);
      return true;
    },
  };
}
