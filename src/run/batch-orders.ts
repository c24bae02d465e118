import type { CheckedOrder } from '../domain/checked-order.ts';
import { type Finding, hasError } from '../domain/finding.ts';
import type { Orphan } from '../domain/plan.ts';
import type { Ledger } from '../domain/ports.ts';
import type { MappedSheet } from '../domain/row.ts';
import type { BatchRows } from '../steps/batch-rows.ts';
import { checkOrders } from '../steps/check-orders.ts';
import { attachedTo, draftColumns, draftMaker, packRows } from '../steps/group-rows.ts';
import { numberOrders } from '../steps/number-orders.ts';
import { resolveProfiles } from '../steps/resolve-profiles.ts';
import { checkRows, type RowsToCheck, readRows } from './check-rows.ts';
import { briefOf, type OrderBrief, OrderView } from './order-view.ts';
import { packingFor } from './packing-for.ts';
import type { BatchInput } from './prepare-batch.ts';

/** Up to so many rows every order stays in memory as it was checked; beyond, it is made again when it is asked for. */
const KEPT_ROWS = 20_000;
/** Fewer rows are checked sooner than another thread has started. */
const WORTH_THREADS = 40_000;
/** Orders made again that are remembered, since one is often asked for several times in a row. */
const REMEMBERED = 64;

export interface OrdersUnder {
  readonly orders: readonly CheckedOrder[];
  readonly orphans: readonly Orphan[];
}

/** The orders of a batch: those that rows name are checked once, those of rows without an order as the ledger packs them. */
export class BatchOrders {
  readonly #input: BatchInput;
  readonly #mapped: readonly MappedSheet[];
  readonly #whole: RowsToCheck;
  readonly #names: readonly string[];
  readonly #loose: ReturnType<typeof readRows>;
  readonly #made = new Map<number, CheckedOrder>();
  #named: readonly CheckedOrder[] | null = null;
  #sheetFindings: readonly Finding[] = [];

  constructor(mapped: readonly MappedSheet[], rows: BatchRows, input: BatchInput) {
    this.#input = input;
    this.#mapped = mapped;
    const { defaults, profiles, check } = input;
    const setName = defaults.set.order ?? '';
    const numbered = numberOrders(rows.count, (row) => rows.orderOf(row) || setName);
    const headers = mapped.flatMap((sheet) => Object.keys(sheet.columns));
    const columns = draftColumns(headers, defaults);
    const make = draftMaker(defaults, columns, attachedTo(rows.findings));
    this.#names = numbered.names;
    const nameOf = (order: number) => numbered.names[order] ?? '';
    this.#whole = { rows, numbered: { ...numbered, nameOf }, columns, make, profiles, check };
    this.#loose = readRows(numbered.unordered, rows);
  }

  /** Checks every order that rows name, unless that was done; large batches in other threads. */
  async check(): Promise<void> {
    const { rows, numbered, columns } = this.#whole;
    if (this.#named || rows.count < WORTH_THREADS || rows.isJoined) return;
    const job = { sheets: this.#mapped, numbered, columns, findings: rows.findings };
    const briefs = (await this.#input.threads?.(job)) ?? null;
    // One too few, and orders would be taken for their neighbours.
    if (briefs?.length === this.#names.length) this.#keep(briefs);
  }

  /** Everything said of the sheets, in their order and in line order. */
  get sheetFindings(): readonly Finding[] {
    this.#orders();
    return this.#sheetFindings;
  }

  /** The orders as they are while the ledger holds what it holds now. */
  under(ledger: Ledger | null): OrdersUnder {
    const { rows } = this.#loose;
    if (rows.length === 0) return { orders: this.#orders(), orphans: this.#strays() };
    const { defaults, profiles, check } = this.#input;
    const { rows: all, columns } = this.#whole;
    const attached = attachedTo([...all.findings, ...this.#loose.findings]);
    const make = draftMaker(defaults, columns, attached);
    const packed = packRows(rows, make, attached, packingFor(ledger, this.#input), this.#names);
    const orders = checkOrders(resolveProfiles(packed.drafts, profiles), check);
    return { orders: [...this.#orders(), ...orders], orphans: [...packed.orphans, ...this.#strays()] };
  }

  #strays(): readonly Orphan[] {
    const { rows, findings } = this.#whole.rows.strays;
    return rows.length > 0 && hasError(findings) ? [{ rows: rows.map((row) => row.at), findings }] : [];
  }

  #orders(): readonly CheckedOrder[] {
    return this.#named ?? this.#keep(this.#checkHere());
  }

  #checkHere(): readonly OrderBrief[] {
    const isSmall = this.#whole.rows.count <= KEPT_ROWS;
    const briefs: OrderBrief[] = [];
    for (const { order, rowFindings } of checkRows(this.#whole, 0, this.#names.length)) {
      if (isSmall) this.#made.set(briefs.length, order);
      briefs.push(briefOf(order, rowFindings));
    }
    return briefs;
  }

  #keep(briefs: readonly OrderBrief[]): readonly CheckedOrder[] {
    const { vendors } = this.#input.check;
    const ofRows: Finding[] = [];
    const again = (number: number) => this.#again(number);
    const views = briefs.map((brief, number) => {
      for (const finding of brief.rowFindings) ofRows.push(finding);
      return new OrderView(brief, vendors, number, again);
    });
    for (const finding of this.#loose.findings) ofRows.push(finding);
    const ofSheets = this.#whole.rows.findings;
    this.#sheetFindings = ofRows.length === 0 ? ofSheets : inSheetOrder(ofSheets, ofRows, this.#mapped);
    this.#named = views;
    return views;
  }

  #again(number: number): CheckedOrder {
    const known = this.#made.get(number);
    if (known) return known;
    const [made] = checkRows(this.#whole, number, number + 1);
    if (!made) throw new Error(`The batch has no order number ${number}.`);
    const [oldest] = this.#made.keys();
    if (this.#made.size >= REMEMBERED && oldest !== undefined) this.#made.delete(oldest);
    this.#made.set(number, made.order);
    return made.order;
  }
}

/** What the rows say goes in line order among what is said of their sheets. */
function inSheetOrder(
  ofSheets: readonly Finding[],
  ofRows: readonly Finding[],
  mapped: readonly MappedSheet[],
): readonly Finding[] {
  const sheets = new Map<string, Finding[]>(mapped.map(({ table }) => [sheetName(table), []]));
  for (const finding of [...ofSheets, ...ofRows]) sheets.get(sheetName(finding.at))?.push(finding);
  return [...sheets.values()].flatMap((findings) => findings.sort((a, b) => a.at.line - b.at.line));
}

function sheetName({ file, sheet }: { readonly file: string; readonly sheet?: string }): string {
  return JSON.stringify([file, sheet ?? null]);
}
