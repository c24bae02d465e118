import type { LookupResult } from '../../domain/verdict.ts';

/** A read-back that could not tell. */
export function inconclusive(note: string): LookupResult {
  return { kind: 'inconclusive', note };
}

/** A read-back that saw everything, and not the order. */
export function notFoundYet(note: string): LookupResult {
  return { kind: 'not_found_yet', note };
}
