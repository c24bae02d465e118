import type { CheckedOrder } from '../domain/checked-order.ts';
import type { Finding } from '../domain/finding.ts';
import type { Money } from '../domain/money.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import { changedOutcome, type Outcome } from '../domain/outcome.ts';
import type { RowPlace } from '../domain/place.ts';
import type { Renewal } from '../domain/renewal.ts';
import { type RowRun, rowsIn } from '../domain/row-runs.ts';
import type { Status } from '../domain/status.ts';
import type { Standing } from './order-standing.ts';

/**
 * The outcome of an order, which keeps nothing that the order or its record has already: a batch may have a million of
 * them. Its properties stand on the class, so that a spread loses them; `changedOutcome` does not.
 */
export class OrderOutcome implements Outcome {
  readonly findings: readonly Finding[];
  readonly #order: CheckedOrder;
  readonly #record: OrderRecord | null;
  readonly #standing: Standing;

  constructor(order: CheckedOrder, record: OrderRecord | null, standing: Standing, findings: readonly Finding[]) {
    this.#order = order;
    this.#record = record;
    this.#standing = standing;
    this.findings = findings;
  }

  get name(): string {
    return this.#order.name;
  }
  get status(): Status {
    return this.#standing.status;
  }
  get codes(): readonly string[] {
    return this.#standing.codes;
  }
  get errors(): readonly string[] {
    return this.#standing.errors;
  }
  get fix(): string {
    return this.#standing.fix;
  }
  get orderId(): string {
    return this.#record?.receipt?.orderId ?? '';
  }
  get vendor(): string {
    return this.#order.vendorName;
  }
  get operation(): string {
    return this.#order.operationName;
  }
  get client(): string {
    return this.#order.client;
  }
  get domains(): number {
    return this.#order.domainCount;
  }
  get domainNames(): readonly string[] {
    return this.#order.checked?.domains ?? this.#order.draft.domains.map(({ domain }) => domain.value);
  }
  get mailboxes(): number {
    return this.#order.checked?.mailboxes ?? 0;
  }
  get amount(): Money | null {
    return this.#record?.receipt?.amount ?? this.#order.checked?.price ?? null;
  }
  get costsNothing(): boolean {
    return this.#order.operation?.capabilities.payment === 'none';
  }
  get ceiling(): Money | null {
    return this.#order.checked?.ceiling ?? null;
  }
  get renewal(): Renewal | null {
    return this.#order.checked?.renewal ?? null;
  }
  get checkoutUrl(): string {
    return this.#record?.receipt?.checkoutUrl ?? '';
  }
  get rows(): readonly RowPlace[] {
    return rowsIn(this.#order.runs);
  }
  get runs(): readonly RowRun[] {
    return this.#order.runs;
  }
  get attempts(): number {
    return this.#record?.attempts ?? 0;
  }
  get submittedAt(): string {
    return this.#record?.lastAttemptAt ?? '';
  }
  get key(): string {
    return this.#order.key;
  }

  /** As a plain object, for whoever writes it out. */
  toJSON(): Outcome {
    return changedOutcome(this, {});
  }
}
