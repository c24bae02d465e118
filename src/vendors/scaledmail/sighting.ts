import { isMarker } from '../../domain/identity.ts';
import type { Remembered } from '../../domain/remembered.ts';
import { someDomains } from '../lookup.ts';
import type { ListedDomain } from './schema.ts';

/** An order as one read shows it: its id, its domains, and the tags it carries. */
export interface Sighting {
  readonly id: string;
  readonly domains: readonly string[];
  readonly tags: readonly string[];
}

/** How an order that was seen stands to the one that is looked for. */
export type Relation = 'marker' | 'exact' | 'other_tag' | 'partial' | 'none';

/** Only our marker or the exact set of domains under a new id is the order; ids of other orders of ours never are. */
export function relate(seen: Sighting, wanted: Remembered): Relation {
  if (wanted.foreignIds.includes(seen.id)) return 'none';
  if (wanted.marker !== null && seen.tags.includes(wanted.marker)) return 'marker';
  if (wanted.snapshotIds.includes(seen.id) || !overlaps(seen.domains, wanted.domains)) return 'none';
  if (!sameSet(seen.domains, wanted.domains)) return 'partial';
  return seen.tags.some((tag) => contradicts(tag, wanted.marker)) ? 'other_tag' : 'exact';
}

const TOLERANCE_MS = 10 * 60_000;
/** A day has ended everywhere on earth 36 hours after it began at Greenwich. */
const DAY_MS = 36 * 3_600_000;

/**
 * True for an order that the vendor made well before this one could have been sent: an older one with the same domains,
 * which it had not listed then. A date without a time counts as its last moment anywhere.
 */
export function isOlder(createdAt: string, wanted: Remembered): boolean {
  // The order of a form was paid before the form is filled in.
  if (wanted.claims.some((claim) => claim.startsWith('form:'))) return false;
  const made = Date.parse(createdAt) + (/^\d{4}-\d\d-\d\d$/.test(createdAt) ? DAY_MS : 0);
  return wanted.notBefore !== null && made < Date.parse(wanted.notBefore) - TOLERANCE_MS;
}

/** All sightings of one list, found by what they carry, so that a long list does not slow each order that is looked for. */
export class Sightings {
  readonly #byName = new Map<string, number[]>();
  readonly all: readonly Sighting[];

  constructor(all: readonly Sighting[]) {
    this.all = all;
    for (const [at, { domains, tags }] of all.entries()) {
      for (const name of new Set([...domains, ...tags])) push(this.#byName, name, at);
    }
  }

  /** In the order of the list, those that share a domain or carry our marker; all others have nothing to do with the order. */
  near(wanted: Remembered): readonly Sighting[] {
    const names = wanted.marker === null ? wanted.domains : [...wanted.domains, wanted.marker];
    const places = new Set(names.flatMap((name) => this.#byName.get(name) ?? []));
    return [...places].sort((a, b) => a - b).flatMap((at) => this.all[at] ?? []);
  }
}

const madeOf = new WeakMap<readonly ListedDomain[], Sightings>();

/** One sighting for each order id in the list of domains; domains without an order id make none. Made once for a list. */
export function sightingsOf(rows: readonly ListedDomain[]): Sightings {
  const known = madeOf.get(rows);
  if (known) return known;
  const byId = new Map<string, ListedDomain[]>();
  for (const row of rows) if (row.payment_id !== '') push(byId, row.payment_id, row);
  const all = [...byId].map(([id, group]) => ({
    id,
    domains: [...new Set(group.map((row) => row.domain))],
    tags: [...new Set(group.map((row) => row.tag).filter((tag) => tag !== ''))],
  }));
  const made = new Sightings(all);
  madeOf.set(rows, made);
  return made;
}

function push<T>(groups: Map<string, T[]>, name: string, item: T): void {
  const group = groups.get(name);
  if (group) group.push(item);
  else groups.set(name, [item]);
}

export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return isWithin(a, b) && isWithin(b, a);
}

export function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  const set = new Set(whole);
  return part.every((item) => set.has(item));
}

/** Both sides of a match that is not whole, for a person to compare. */
export function bothSides(seen: Sighting, wanted: Remembered): string {
  const tags = seen.tags.length > 0 ? ` with tag ${seen.tags.map((tag) => `"${tag}"`).join(', ')}` : '';
  const marker = wanted.marker ? ` with tag "${wanted.marker}"` : '';
  return `Order ${seen.id} has ${someDomains(seen.domains)}${tags}; this order has ${someDomains(wanted.domains)}${marker}.`;
}

function overlaps(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(b);
  return a.some((item) => set.has(item));
}

/** An order that carries another tag than our marker, or the marker of another order, is not surely this one. */
function contradicts(tag: string, marker: string | null): boolean {
  if (tag === '') return false;
  return marker === null ? isMarker(tag) : tag !== marker;
}
