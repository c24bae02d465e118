import { test } from 'vitest';
import type { OrderDraft } from '../../../src/domain/draft.ts';
import type { HttpRequest } from '../../../src/domain/http.ts';
import { accountId, orderKey } from '../../../src/domain/identity.ts';
import type { Remembered } from '../../../src/domain/remembered.ts';
import type { Checked, Facts, Operation, Vendor } from '../../../src/domain/vendor.ts';
import { groupRows } from '../../../src/steps/group-rows.ts';
import { mapColumns } from '../../../src/steps/map-columns.ts';
import type { Sample } from '../../../src/vendors/sample.ts';
import { tableOf } from '../../support/sheets.ts';
import { remember } from '../playback.ts';

/** A vendor and its samples: all that the suite works from. */
export interface Subject {
  readonly id: string;
  readonly vendor: Vendor;
  readonly samples: readonly Sample[];
  /** What the vendor's own tests raise. */
  readonly raised: Raised;
  /** Rows of a whole domain of a mailbox type, where the example's first row without its alias is none. */
  readonly wholeDomains: Readonly<Record<string, readonly ExampleRow[]>>;
  /** Calls that are used by what the suite does not reach. */
  readonly notReached: readonly string[];
  /** Names of tests that fail for this vendor until its code is corrected. */
  readonly knownFaults: readonly string[];
}

/** A sheet that breaks one rule, and one that just does not. */
export interface RuleCase {
  readonly code: string;
  readonly name: string;
  readonly breaks: readonly ExampleRow[];
  readonly passes: readonly ExampleRow[];
  readonly facts?: Facts;
  /** Facts for the draft that passes, when they differ. */
  readonly passFacts?: Facts;
}

/** Codes that the tests in the vendor's test folder show. */
export interface Raised {
  readonly cases: readonly RuleCase[];
  /** Raised outside the offline rules; a named test that speaks of each shows it. */
  readonly elsewhere: readonly string[];
  /** Explained and raised by nothing, each with the reason. */
  readonly never: readonly string[];
}

/** A row as a sheet would have it: column → text. */
export type ExampleRow = Readonly<Record<string, string>>;

export const ORGANIZATION = 'org-1';
export const CONTEXT = { organization: ORGANIZATION };
const ORIGIN = 'https://vendor.example';

/** What a dry run knows that was told nothing. */
export function factsOf({ vendor }: Subject): Facts {
  const read = vendor.readSettings({});
  const settings = 'settings' in read ? read.settings : {};
  return { catalogue: null, settings, organization: ORGANIZATION, origin: ORIGIN, sending: false };
}

export function operationsOf({ vendor }: Subject): readonly Operation[] {
  return Object.values(vendor.operations);
}

export function operationNamed(subject: Subject, id: string): Operation {
  const operation = subject.vendor.operations[id];
  if (!operation) throw new Error(`${subject.id} has no operation ${id}.`);
  return operation;
}

export function samplesOf<K extends Sample['kind']>(
  { samples }: Subject,
  ...kinds: readonly K[]
): readonly Extract<Sample, { readonly kind: K }>[] {
  const isOne = (sample: Sample): sample is Extract<Sample, { readonly kind: K }> =>
    kinds.some((kind) => kind === sample.kind);
  return samples.filter(isOne);
}

/** The drafts that a sheet of these rows makes, by the very steps that the program takes. */
export function draftsFrom(rows: readonly ExampleRow[], vendor: string): readonly OrderDraft[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const sheet = mapColumns(tableOf([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]));
  return groupRows(sheet.rows, { vendor, operation: null, set: {} }).drafts;
}

/** The operation's example, as drafts; at least one. */
export function exampleDrafts(operation: Operation, subject: Subject): readonly OrderDraft[] {
  const drafts = draftsFrom(operation.example, subject.vendor.id);
  if (drafts.length === 0) throw new Error(`The example of ${operation.id} makes no order.`);
  return drafts;
}

/** One order of the operation's example. */
export function exampleDraft(operation: Operation, subject: Subject): OrderDraft {
  const [draft] = exampleDrafts(operation, subject);
  if (!draft) throw new Error(`The example of ${operation.id} makes no order.`);
  return draft;
}

/** The request that places the operation's example. */
export function exampleRequest(operation: Operation, subject: Subject): HttpRequest {
  return operation.assemble(exampleDraft(operation, subject), factsOf(subject), 'so-0123456789abcdef0');
}

export function keyOf(checked: Checked, { vendor }: Subject): string {
  return orderKey(accountId(vendor.id, ORIGIN, checked.organization), checked.identity);
}

/** What a ledger would know of the operation's example, once it was sent and nothing came back. */
export function rememberExample(operation: Operation, subject: Subject, fields: Partial<Remembered> = {}): Remembered {
  const { domains, claims } = operation.check(exampleDraft(operation, subject), factsOf(subject));
  return remember({ organization: ORGANIZATION, operation: operation.id, domains, claims, ...fields });
}

/** A test that a vendor may be known to fail; then it must fail, so that it is told when the code is corrected. */
export function holds({ knownFaults }: Subject, name: string, body: () => void): void {
  (knownFaults.includes(name) ? test.fails : test)(name, body);
}
