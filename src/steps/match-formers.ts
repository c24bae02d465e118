import type { OrderRecord } from '../domain/order-book.ts';
import type { PlannedOrder } from '../domain/plan.ts';
import { firstOf } from '../domain/row-runs.ts';
import { domainKey } from './domain-key.ts';

/** An order as an earlier run sent it, and whether the vendor has it or may have it. */
export interface Former {
  readonly record: OrderRecord;
  readonly held: boolean;
}

/** True for a name that packing gave, and gives anew each time. */
export function isPacked(name: string): boolean {
  return /^pack-\d+$/.test(name);
}

/**
 * Which earlier order each planned one is a new form of: that of its name, or else the one that shares most domains at the
 * same vendor and operation. Each earlier order is at most one's. Neither order of the inputs matters.
 */
export function matchFormers(
  planned: readonly PlannedOrder[],
  earlier: readonly Former[],
): ReadonlyMap<PlannedOrder, Former> {
  const matches = new Map<PlannedOrder, Former>();
  const taken = new Set<Former>();
  for (const [one, former] of [...pairsByName(planned, earlier), ...pairsByDomain(planned, earlier)]) {
    if (matches.has(one) || taken.has(former)) continue;
    matches.set(one, former);
    taken.add(former);
  }
  return matches;
}

type Pair = readonly [PlannedOrder, Former];
/** Compared number by number, the larger first; then by the text, so that no order of the inputs matters. */
type Rank = { readonly pair: Pair; readonly by: readonly number[]; readonly text: string };

function pairsByName(planned: readonly PlannedOrder[], earlier: readonly Former[]): readonly Pair[] {
  const byName = grouped(earlier, ({ record }) => [record.note?.name ?? '']);
  const ranks = planned.flatMap((one) => {
    const { name } = one.order;
    if (name === '' || isPacked(name)) return [];
    const domains = new Set(domainsOf(one));
    return (byName.get(name) ?? []).map((former) => {
      const here = Number(former.record.note?.vendor === vendorOf(one));
      return rankOf(one, former, [here, Number(former.held), shared(domains, former), seqOf(former)]);
    });
  });
  return inOrder(ranks);
}

function pairsByDomain(planned: readonly PlannedOrder[], earlier: readonly Former[]): readonly Pair[] {
  const byDomain = grouped(earlier, (former) => former.record.note?.domains ?? []);
  const ranks = planned.flatMap((one) => {
    const domains = new Set(domainsOf(one));
    const candidates = new Set([...domains].flatMap((domain) => byDomain.get(domain) ?? []));
    return [...candidates]
      .filter((former) => isAlike(one, former))
      .map((former) => rankOf(one, former, [shared(domains, former), Number(former.held), seqOf(former)]));
  });
  return inOrder(ranks);
}

/** Registering a domain and ordering mailboxes on it are two orders that share a domain, and neither is a form of the other. */
function isAlike(one: PlannedOrder, { record }: Former): boolean {
  const { operation } = one.order;
  return record.note?.vendor === vendorOf(one) && (operation === null || record.note.operation === operation.id);
}

function rankOf(one: PlannedOrder, former: Former, by: readonly number[]): Rank {
  const { key, name, runs } = one.order;
  const first = firstOf(runs);
  return { pair: [one, former], by, text: JSON.stringify([key, name, first ?? null, former.record.key]) };
}

function inOrder(ranks: readonly Rank[]): readonly Pair[] {
  const compare = (a: Rank, b: Rank): number => {
    const differing = a.by.findIndex((number, at) => number !== b.by[at]);
    if (differing >= 0) return (b.by[differing] ?? 0) - (a.by[differing] ?? 0);
    return a.text < b.text ? -1 : 1;
  };
  return ranks.toSorted(compare).map(({ pair }) => pair);
}

function grouped(formers: readonly Former[], namesOf: (former: Former) => readonly string[]) {
  const groups = new Map<string, Former[]>();
  for (const former of formers)
    for (const name of namesOf(former)) {
      const known = groups.get(name);
      if (known) known.push(former);
      else groups.set(name, [former]);
    }
  return groups;
}

/** The domains of an order as the ledger would have them; of one that could not be checked, as they are written. */
export function domainsOf({ order }: Pick<PlannedOrder, 'order'>): readonly string[] {
  return order.checked?.domains ?? order.draft.domains.map(({ domain }) => domainKey(domain.value));
}

function vendorOf({ order }: PlannedOrder): string {
  return order.vendorName;
}

function shared(domains: ReadonlySet<string>, { record }: Former): number {
  return (record.note?.domains ?? []).filter((domain) => domains.has(domain)).length;
}

function seqOf({ record }: Former): number {
  return record.entries.at(-1)?.seq ?? 0;
}
