import { shortKey } from '../../domain/identity.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Clock, RunEvent } from '../../domain/ports.ts';
import { runsText } from '../../domain/rows-text.ts';
import type { JsonEvent } from '../../report/events-schema.ts';
import { moneyJson } from '../../report/json-report.ts';
import type { NewEvent } from './json-events.ts';

const PROGRESS_EVERY_MS = 1_000;
const LINK = /https?:\/\/\S+/g;

type Verdict = Extract<JsonEvent, { event: 'order' }>['verdict'];

const VERDICTS = ['placed', 'refused', 'not_placed', 'unknown'] as const satisfies readonly Verdict[];

/** Turns the steps of a run into events that say how far each order and the whole batch are. */
export class FollowedOrders {
  readonly #clock: Clock;
  readonly #expected = new Map<string, Outcome>();
  readonly #verdicts = new Map<string, Verdict>();
  /** Currency → what the placed orders cost in its smallest unit. */
  readonly #placed = new Map<string, number>();
  #first: number | null = null;
  #told = 0;
  #last = '';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The orders that are about to be sent. */
  expect(orders: readonly Outcome[]): void {
    for (const order of orders) this.#expected.set(order.key, order);
  }

  /** True for words that an event has just told. */
  hasSaid(text: string): boolean {
    return text === this.#last;
  }

  eventsOf(event: RunEvent): readonly NewEvent[] {
    const { name, text } = event;
    this.#last = text;
    if (name === 'end') return [];
    if (name === 'send') return [this.#send(event)];
    if (name === 'verdict') return this.#verdict(event);
    if (name === 'waiting' || name === 'lock_wait') return [{ event: 'waiting', text }];
    if (name === 'read_back')
      return [{ event: 'read_back', ...this.#which(event), result: String(event.data?.result ?? ''), text }];
    return [{ event: 'step', ...this.#which(event), name, text }];
  }

  #which({ key = '', order }: RunEvent): { order: string; key: string } {
    return { order: order ?? this.#expected.get(key)?.name ?? '', key: shortKey(key) };
  }

  #rows(key = ''): string {
    return runsText(this.#expected.get(key)?.runs ?? []);
  }

  /** An order that is sent again is not done any more. */
  #send(event: RunEvent): NewEvent {
    const { key = '', data } = event;
    this.#first ??= this.#clock.now();
    this.#judge(key, null);
    return { event: 'send', ...this.#which(event), rows: this.#rows(key), attempt: Number(data?.attempt ?? 1) };
  }

  #verdict(event: RunEvent): readonly NewEvent[] {
    const { key = '', data, text } = event;
    const verdict = VERDICTS.find((one) => one === data?.verdict);
    if (!verdict) return [];
    this.#judge(key, verdict);
    const amount = this.#expected.get(key)?.amount;
    const order: NewEvent = {
      event: 'order',
      ...this.#which(event),
      rows: this.#rows(key),
      verdict,
      order_id: typeof data?.order_id === 'string' ? data.order_id : '',
      attempts: Number(data?.attempt ?? 1),
      amount: amount ? moneyJson(amount) : null,
      // What a vendor says of an order that it took may hold the link to pay at.
      text: verdict === 'placed' ? text.replace(LINK, '[link]') : text,
      ...this.#soFar(),
    };
    return [order, ...this.#progress()];
  }

  #judge(key: string, verdict: Verdict | null): void {
    const amount = this.#expected.get(key)?.amount;
    const change = Number(verdict === 'placed') - Number(this.#verdicts.get(key) === 'placed');
    if (amount && change !== 0)
      this.#placed.set(amount.currency, (this.#placed.get(amount.currency) ?? 0) + change * amount.minor);
    if (verdict) this.#verdicts.set(key, verdict);
    else this.#verdicts.delete(key);
  }

  #soFar() {
    const placed = [...this.#placed]
      .filter(([, minor]) => minor > 0)
      .map(([currency, minor]) => moneyJson({ minor, currency }));
    return { done: this.#verdicts.size, total: this.#expected.size, placed_amounts: placed };
  }

  #progress(): readonly NewEvent[] {
    const now = this.#clock.now();
    const soFar = this.#soFar();
    const { done, total } = soFar;
    if (now - this.#told < PROGRESS_EVERY_MS && done < total) return [];
    this.#told = now;
    const elapsed = Math.max(0, Math.round(now - (this.#first ?? now)));
    const counts: Partial<Record<Verdict, number>> = {};
    for (const verdict of this.#verdicts.values()) counts[verdict] = (counts[verdict] ?? 0) + 1;
    const left = done > 0 ? Math.round((elapsed / done) * Math.max(0, total - done)) : null;
    return [{ event: 'progress', ...soFar, by_verdict: counts, elapsed_ms: elapsed, left_ms: left }];
  }
}
