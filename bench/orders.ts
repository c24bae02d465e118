import { sha256 } from '../src/domain/digest.ts';
import type { NewEntry } from '../src/domain/ledger-entry.ts';

export const VENDOR_URL = 'https://server.example';
export const ACCOUNT = `scaledmail ${VENDOR_URL} org_bench`;
const DOMAINS_AN_ORDER = 3;
const REPLY_BYTES = 600;
const PRICE = { minor: 4_500, currency: 'USD' };

type OrderEntry = Exclude<NewEntry, { type: 'snapshot' }>;

export function keyOf(number: number): string {
  return sha256(`order ${number}`);
}

/** The four entries of an order that was placed, as a run appends them. */
export function entriesOf(number: number, batch: string, account = ACCOUNT): readonly OrderEntry[] {
  const key = keyOf(number);
  const domains = Array.from({ length: DOMAINS_AN_ORDER }, (_, at) => `client-${number}-${at}.example`);
  const note = {
    account,
    vendor: 'scaledmail',
    organization: 'org_bench',
    operation: 'create-custom-order',
    domains,
    mailboxes: DOMAINS_AN_ORDER * 2,
    claims: domains,
    name: `order-${number}`,
    rows: `may.csv:${number * 6 + 2}-${number * 6 + 7}`,
  };
  const attempt = 1;
  const more = { digest: key, snapshot: 1, tag: null, marker: `so-${key.slice(0, 17)}`, client: 'north', allowed: [] };
  const body = JSON.stringify({ id: `rec${key.slice(0, 14)}`, details: 'x'.repeat(REPLY_BYTES) });
  const evidence = { reached: 'body_read', ms: 240 } as const;
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
  const reply = { kind: 'answer', status: 200, headers, body, receivedAt: 1_780_000_000_000, evidence } as const;
  const receipt = { orderId: `rec${key.slice(0, 14)}`, payment: 'taken', amount: PRICE } as const;
  return [
    { type: 'claimed', ...note, key, attempt, batch, reservation: PRICE, ...more },
    { type: 'spend_started', key, attempt },
    { type: 'answered', key, attempt, reply },
    { type: 'spend_finished', key, attempt, verdict: { kind: 'placed', receipt, reason: 'The vendor took it.' } },
  ];
}
