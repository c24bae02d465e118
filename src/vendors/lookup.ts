import type { LookupResult } from '../domain/verdict.ts';

/** A read-back that could not tell. */
export function inconclusive(note: string): LookupResult {
  return { kind: 'inconclusive', note };
}

/** A read-back that saw everything, and not the order. */
export function notFoundYet(note: string): LookupResult {
  return { kind: 'not_found_yet', note };
}

/** Domains for a person to compare, five of them and how many more. */
export function someDomains(domains: readonly string[]): string {
  const shown = domains.slice(0, 5).join(', ') || 'no domain';
  return domains.length > 5 ? `${shown} and ${domains.length - 5} more` : shown;
}
