import { createHash } from 'node:crypto';

/** The canonical text by its plainest rules: what keys and digests were made from before any of it was made fast. */
export function plainCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => plainCanonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${plainCanonicalJson(item)}`).join(',')}}`;
}

export function plainDigestOf(value: unknown): string {
  return createHash('sha256').update(plainCanonicalJson(value)).digest('hex');
}

/** The items in the order of their canonical texts. */
export function plainSorted(items: readonly unknown[]): readonly unknown[] {
  const keyed = items.map((item) => ({ item, key: plainCanonicalJson(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}
