import type { SheetorderError } from './errors.ts';

/** Who says that a rule holds: the vendor's documents, a client seen in use, or our own caution. */
export type RuleSource = 'vendor' | 'observed' | 'ours';

/** What `explain CODE` shows. One page per code; a test compares pages with the codes in use. */
export interface RulePage {
  readonly code: string;
  readonly title: string;
  readonly checks: string;
  readonly why: string;
  readonly source: RuleSource;
  readonly sourceText: string;
  readonly before?: string;
  readonly after?: string;
  readonly next: string;
  /** How a command ends that this code ends; left out where it stands at an order. */
  readonly exit?: SheetorderError['exit'] | 'bug';
}
