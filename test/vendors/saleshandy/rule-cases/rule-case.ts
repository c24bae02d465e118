import type { Severity } from '../../../../src/domain/finding.ts';
import type { Facts } from '../../../../src/domain/vendor.ts';
import { factsWith, type SheetRow } from '../../../support/drafts.ts';

/** A draft that breaks one rule, and one that just does not. */
export interface RuleCase {
  readonly code: string;
  readonly name: string;
  readonly at: { readonly severity: Severity; readonly line: number; readonly column: string };
  readonly breaks: readonly SheetRow[];
  readonly passes: readonly SheetRow[];
  readonly facts: Facts;
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
  more: Partial<Pick<RuleCase, 'facts' | 'passFacts' | 'fixed'>> = {},
): RuleCase {
  const [severity, line, column = ''] = at.split(' ');
  const place = { severity: severity as Severity, line: Number(line), column };
  return { code, name, at: place, breaks, passes, facts: VERIFIED, ...more };
}

/** Facts of an operator who compared the field names. */
export const VERIFIED = factsWith({ schemaVerified: true });

export const GOOD: SheetRow = {
  vendor: 'saleshandy',
  owner_first_name: 'Ada',
  owner_last_name: 'Sample',
  company_name: 'Sample Ltd',
  address: '1 Test Street',
  city: 'Testville',
  state: 'CA',
  country: 'US',
  zipcode: '90001',
  phone_number: '+12025550123',
  email_service_provider: 'Google',
  plan_type: 'quarterly',
  domain: 'alpha.example',
  alias: 'ada',
  first_name: 'Ada',
  last_name: 'Sample',
};

/** One row that is right but for these cells; an empty text takes a cell out. */
export function row(change: SheetRow = {}): SheetRow[] {
  return [{ ...GOOD, ...change }];
}

/** Two rows; `change` concerns the second. */
export function rows(change: SheetRow): SheetRow[] {
  return [GOOD, { domain: 'alpha.example', alias: 'sam', first_name: 'Sam', last_name: 'Sample', ...change }];
}
