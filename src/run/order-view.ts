import type { CheckedOrder, KnownOfOrder, OrderSummary } from '../domain/checked-order.ts';
import type { OrderDraft } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { RowRun } from '../domain/row-runs.ts';
import type { Operation, Vendor } from '../domain/vendor.ts';

/** What is kept of an order once it was checked: plain data, so that one thread can hand it to another. */
export interface OrderBrief extends OrderSummary {
  readonly vendorId: string | null;
  readonly operationId: string | null;
  readonly account: string;
  readonly key: string;
  readonly checked: KnownOfOrder | null;
  readonly findings: readonly Finding[];
  /** What was found while its rows were read, remarks too; all else of it is among `findings`. */
  readonly rowFindings: readonly Finding[];
  readonly hasPayload: boolean;
}

/**
 * A checked order that keeps little: its draft and its payload are made again from its rows when they are asked for, by the
 * very steps that made them first, so that a million rows need not stay in memory as orders.
 */
export class OrderView implements CheckedOrder {
  readonly name: string;
  readonly vendorName: string;
  readonly operationName: string;
  readonly client: string;
  readonly columns: readonly string[];
  readonly domainCount: number;
  readonly runs: readonly RowRun[];
  readonly vendor: Vendor | null;
  readonly operation: Operation | null;
  readonly account: string;
  readonly key: string;
  readonly checked: KnownOfOrder | null;
  readonly findings: readonly Finding[];
  readonly #hasPayload: boolean;
  readonly #number: number;
  readonly #again: (number: number) => CheckedOrder;

  /** `again` makes the order that has this number in its batch. */
  constructor(
    brief: OrderBrief,
    vendors: Readonly<Record<string, Vendor>>,
    number: number,
    again: (number: number) => CheckedOrder,
  ) {
    this.name = brief.name;
    this.vendorName = brief.vendorName;
    this.operationName = brief.operationName;
    this.client = brief.client;
    this.columns = brief.columns;
    this.domainCount = brief.domainCount;
    this.runs = brief.runs;
    this.vendor = brief.vendorId === null ? null : (vendors[brief.vendorId] ?? null);
    this.operation = brief.operationId === null ? null : (this.vendor?.operations[brief.operationId] ?? null);
    this.account = brief.account;
    this.key = brief.key;
    this.checked = brief.checked;
    this.findings = brief.findings;
    this.#hasPayload = brief.hasPayload;
    this.#number = number;
    this.#again = again;
  }

  get draft(): OrderDraft {
    return this.#whole().draft;
  }

  get payload(): CheckedOrder['payload'] {
    return this.#hasPayload ? this.#whole().payload : null;
  }

  get judge(): CheckedOrder['judge'] {
    return this.operation ? this.#whole().judge : null;
  }

  /** Throws when the rows do not say any more what was checked: such an order must never be sent. */
  #whole(): CheckedOrder {
    const whole = this.#again(this.#number);
    if (whole.key === this.key && (whole.payload !== null) === this.#hasPayload) return whole;
    throw new Error(`The order "${this.name}" was made again from its rows and came out as another one.`);
  }
}

/** What is kept of a checked order. */
export function briefOf(order: CheckedOrder, rowFindings: readonly Finding[]): OrderBrief {
  return {
    name: order.name,
    vendorName: order.vendorName,
    operationName: order.operationName,
    client: order.client,
    columns: order.columns,
    domainCount: order.domainCount,
    runs: order.runs,
    vendorId: order.vendor?.id ?? null,
    operationId: order.operation?.id ?? null,
    account: order.account,
    key: order.key,
    checked: order.checked ? knownOf(order.checked) : null,
    findings: order.findings,
    rowFindings,
    hasPayload: order.payload !== null,
  };
}

function knownOf({
  organization,
  claims,
  domains,
  mailboxes,
  tag,
  price,
  ceiling,
  renewal,
}: KnownOfOrder): KnownOfOrder {
  const known = { organization, claims, domains, mailboxes, tag, price };
  if (!ceiling && !renewal) return known;
  return { ...known, ...(ceiling ? { ceiling } : {}), ...(renewal ? { renewal } : {}) };
}
