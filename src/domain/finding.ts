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
