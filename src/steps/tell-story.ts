import { shortKey } from '../domain/identity.ts';
import type { OrderEntry, SnapshotEntry, StoredReply } from '../domain/ledger-entry.ts';
import { type Money, majorText } from '../domain/money.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Receipt } from '../domain/verdict.ts';
import { endingOf, type StoryEnding } from './story-ending.ts';

const LONGEST_WORDS = 500;

type Noted<Entry> = Entry & { readonly seq: number; readonly at: string };

export interface StoryInput {
  readonly record: OrderRecord;
  readonly snapshot: (seq: number) => Noted<SnapshotEntry> | null;
  /** A live run holds the lock of this order's account. */
  readonly live: boolean;
  /** False when the next commands would speak to another account than the order's. */
  readonly reachable: boolean;
  /** False where the vendor shows no orders, so that no read-back can tell what became of one. */
  readonly findable: boolean;
  /** Covers secrets; used before anything is cut. */
  readonly cover: (text: string) => string;
  /** A command to copy and run. */
  readonly line: (command: string, sheets: readonly string[], more: readonly string[]) => string;
}

/** One order from its first entry to what is to be done now. Texts are as they were written, payment links left out. */
export interface Story extends StoryEnding {
  readonly key: string;
  readonly wholeKey: string;
  readonly order: string;
  readonly vendor: string;
  readonly account: string;
  readonly operation: string;
  readonly domains: readonly string[];
  readonly mailboxes: number;
  readonly rows: string;
  readonly client: string | null;
  readonly orderId: string | null;
  /** Ids under which it was placed before a person said that it was cancelled. */
  readonly cancelledIds: readonly string[];
  readonly amount: StoryMoney | null;
  readonly reservation: StoryMoney | null;
  readonly hasCheckoutUrl: boolean;
  readonly attempts: number;
  readonly steps: readonly StoryStep[];
}

export interface StoryMoney {
  readonly amount: string;
  readonly currency: string;
}

/** What one entry says, and when; `sinceMs` is null for the first and below zero when the clock was set back. */
export type StoryStep = Told & { readonly seq: number; readonly at: string; readonly sinceMs: number | null };

type Told =
  | { readonly what: 'account_read'; readonly batch: string; readonly orders: number; readonly forms: number }
  | {
      readonly what: 'claimed';
      readonly attempt: number;
      readonly batch: string;
      readonly rows: string;
      readonly digest: string;
      readonly tag: string | null;
      readonly marker: string | null;
      readonly claims: readonly string[];
      readonly reservation: StoryMoney | null;
      readonly allowed: readonly string[];
    }
  | { readonly what: 'leaving'; readonly attempt: number }
  | {
      readonly what: 'answered';
      readonly attempt: number;
      readonly reply: StoredReply['kind'];
      readonly reached: StoredReply['evidence']['reached'];
      readonly ms: number;
      readonly errorCode: string | null;
      readonly reason: string | null;
      readonly httpStatus: number | null;
      readonly words: string;
      /** How long the vendor's words are before they were cut. */
      readonly wordsLength: number;
    }
  | {
      readonly what: 'judged';
      readonly attempt: number;
      readonly verdict: 'placed' | 'refused' | 'not_placed' | 'unknown';
      readonly code: string | null;
      readonly reason: string;
      readonly receipt: StoryReceipt | null;
      readonly retryAfterMs: number | null;
    }
  | {
      readonly what: 'read_back';
      readonly result: 'found' | 'not_found_yet' | 'inconclusive';
      readonly by: string | null;
      readonly note: string | null;
      readonly receipt: StoryReceipt | null;
    }
  | { readonly what: 'withheld'; readonly batch: string; readonly rows: string; readonly foundOrderId: string | null }
  | {
      readonly what: 'said';
      readonly as: 'placed' | 'not_placed' | 'cancelled';
      readonly orderId: string | null;
      readonly who: string;
      readonly note: string;
    };

export interface StoryReceipt {
  readonly orderId: string | null;
  readonly payment: Receipt['payment'];
  readonly amount: StoryMoney | null;
  readonly code: string | null;
}

/** An order's story from the ledger alone: what was noted, when, and what it comes to. */
export function tellStory(input: StoryInput): Story {
  const { record } = input;
  const { note, claim, receipt } = record;
  return {
    ...endingOf(input),
    key: shortKey(record.key),
    wholeKey: record.key,
    order: note?.name ?? '',
    vendor: note?.vendor ?? '',
    account: note?.account ?? '',
    operation: note?.operation ?? '',
    domains: note?.domains ?? [],
    mailboxes: note?.mailboxes ?? 0,
    rows: note?.rows ?? '',
    client: claim?.client || null,
    orderId: receipt?.orderId ?? null,
    cancelledIds: record.cancelledIds,
    amount: moneyOf(receipt?.amount),
    reservation: moneyOf(claim?.reservation),
    hasCheckoutUrl: Boolean(receipt?.checkoutUrl),
    attempts: record.attempts,
    steps: stepsOf(input),
  };
}

function stepsOf({ record, snapshot, cover }: StoryInput): readonly StoryStep[] {
  const words = (text: string) => cover(withoutLinks(text, record));
  let read = 0;
  let before: string | null = null;
  return record.entries.flatMap((entry) => {
    const ground = entry.type === 'claimed' && entry.snapshot !== read ? snapshot(entry.snapshot) : null;
    if (ground) read = ground.seq;
    return [...(ground ? [ground] : []), entry].map((one) => {
      const sinceMs = before === null ? null : Date.parse(one.at) - Date.parse(before);
      before = one.at;
      return { seq: one.seq, at: one.at, sinceMs, ...told(one, words) };
    });
  });
}

function told(entry: OrderEntry | Noted<SnapshotEntry>, words: (text: string) => string): Told {
  switch (entry.type) {
    case 'snapshot':
      return {
        what: 'account_read',
        batch: entry.batch,
        orders: entry.orderIds.length,
        forms: entry.forms.length,
      };
    case 'claimed': {
      const { attempt, batch, rows, digest, tag, marker, claims, allowed } = entry;
      const reservation = moneyOf(entry.reservation);
      return { what: 'claimed', attempt, batch, rows, digest, tag, marker, claims, reservation, allowed };
    }
    case 'spend_started':
      return { what: 'leaving', attempt: entry.attempt };
    case 'answered':
      return { what: 'answered', attempt: entry.attempt, ...replyOf(entry.reply, words) };
    case 'spend_finished':
      return { what: 'judged', attempt: entry.attempt, ...verdictOf(entry, words) };
    case 'looked_up':
      return entry.result.kind === 'found'
        ? {
            what: 'read_back',
            result: 'found',
            by: words(entry.result.by),
            note: null,
            receipt: receiptOf(entry.result.receipt),
          }
        : { what: 'read_back', result: entry.result.kind, by: null, note: words(entry.result.note), receipt: null };
    case 'withheld':
      return { what: 'withheld', batch: entry.batch, rows: entry.rows, foundOrderId: entry.foundOrderId };
    case 'resolved':
      return { what: 'said', as: entry.as, orderId: entry.orderId, who: entry.who, note: words(entry.note) };
  }
}

function replyOf(reply: StoredReply, words: (text: string) => string) {
  const body = reply.kind === 'answer' ? words(reply.body) : '';
  return {
    reply: reply.kind,
    reached: reply.evidence.reached,
    ms: reply.evidence.ms,
    errorCode: reply.evidence.errorCode ?? null,
    reason: reply.kind === 'answer' ? null : words(reply.reason),
    httpStatus: reply.kind === 'not_sent' ? null : (reply.status ?? null),
    words: [...body.slice(0, 2 * LONGEST_WORDS)].slice(0, LONGEST_WORDS).join(''),
    wordsLength: body.length,
  };
}

function verdictOf({ verdict }: Extract<OrderEntry, { type: 'spend_finished' }>, words: (text: string) => string) {
  const receipt = verdict.kind === 'placed' ? receiptOf(verdict.receipt) : null;
  return {
    verdict: verdict.kind,
    code: verdict.kind === 'placed' ? (receipt?.code ?? null) : verdict.code,
    reason: words(verdict.reason),
    receipt,
    retryAfterMs: verdict.kind === 'not_placed' ? (verdict.retryAfterMs ?? null) : null,
  };
}

function receiptOf({ orderId, payment, amount, code }: Receipt): StoryReceipt {
  return { orderId, payment, amount: moneyOf(amount), code: code ?? null };
}

function moneyOf(money: Money | null | undefined): StoryMoney | null {
  return money ? { amount: majorText(money), currency: money.currency } : null;
}

/** Payment links belong in results files alone. */
function withoutLinks(text: string, { entries }: OrderRecord): string {
  const links = entries.flatMap((entry) => {
    if (entry.type === 'spend_finished' && entry.verdict.kind === 'placed')
      return entry.verdict.receipt.checkoutUrl ?? [];
    if (entry.type === 'looked_up' && entry.result.kind === 'found') return entry.result.receipt.checkoutUrl ?? [];
    return [];
  });
  return links
    .flatMap((link) => [link, link.replaceAll('/', '\\/')])
    .filter((link) => link !== '')
    .reduce((plain, link) => plain.replaceAll(link, '[payment link]'), text);
}
