import type { Severity } from '../../../../src/domain/finding.ts';
import type { Facts } from '../../../../src/domain/vendor.ts';
import type { SheetRow } from '../../../support/drafts.ts';

/** A draft that breaks one rule, and one that just does not. */
export interface RuleCase {
  readonly code: string;
  readonly name: string;
  readonly at: { readonly severity: Severity; readonly line: number; readonly column: string };
  readonly breaks: readonly SheetRow[];
  readonly passes: readonly SheetRow[];
  readonly operation?: string;
  readonly facts?: Facts;
  /** Facts for the draft that passes, when they differ. */
  readonly passFacts?: Facts;
  readonly fixed?: string;
}

/** `at` is severity, line and column of the finding: `error 2 domain`. */
export function rule(
  code: string,
  name: string,
  at: `${Severity} ${number} ${string}`,
  breaks: readonly SheetRow[],
  passes: readonly SheetRow[],
  more: Pick<RuleCase, 'facts' | 'passFacts' | 'fixed'> = {},
): RuleCase {
  const [severity, line, column = ''] = at.split(' ');
  return { code, name, at: { severity: severity as Severity, line: Number(line), column }, breaks, passes, ...more };
}

export const NAMES: SheetRow = {
  domain_source: 'scaledmail',
  domain: 'alpha.example',
  mailbox_type: 'google',
  first_name: 'Ada',
  last_name: 'Sample',
};

/** One domain with this many aliases; `change` concerns the last row. */
export function aliases(number: number, type = 'google', change: SheetRow = {}): SheetRow[] {
  return Array.from({ length: number }, (_, i) => ({
    ...NAMES,
    mailbox_type: type,
    alias: `ada${i}`,
    ...(i === number - 1 ? change : {}),
  }));
}

/** This many domains of one type. */
export function many(number: number, type: string): SheetRow[] {
  return Array.from({ length: number }, (_, i) => ({ ...NAMES, domain: `d${i}.example`, mailbox_type: type }));
}

/** One good row with a change. */
export function one(change: SheetRow): SheetRow[] {
  return [{ ...NAMES, ...change }];
}
