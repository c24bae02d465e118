import type { Place } from './place.ts';

export type Severity = 'error' | 'warning' | 'info';

/** One result of a rule. `fixed` is the corrected value, present only where the correction is certain. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly at: Place;
  readonly value: string;
  readonly message: string;
  readonly fix?: string;
  readonly fixed?: string;
}

export function hasError(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** One list after another; where only one has anything, that one itself. */
export function joinFindings(...lists: readonly (readonly Finding[])[]): readonly Finding[] {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length > 1 ? filled.flat() : (filled[0] ?? NONE);
}

const NONE: readonly Finding[] = [];
