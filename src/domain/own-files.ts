import { normaliseHeader } from './columns.ts';
import { STATUSES } from './status.ts';

/** A kind of file that we write and that is no sheet of orders, by columns that nobody else has together. */
export interface OwnFile {
  readonly kind: 'results' | 'status';
  readonly columns: readonly string[];
}

/** Each list holds enough of the file's columns to tell it, also when a person took some away. */
export const OWN_FILES: readonly OwnFile[] = [
  { kind: 'results', columns: ['status', 'error_code', 'submitted_at', 'key'] },
  { kind: 'status', columns: ['order_status', 'domain_status', 'problem', 'key'] },
];

/** The columns that an annotated sheet adds, in this order. */
export const ADDED_COLUMNS = ['status', 'order_id', 'error', 'fix'] as const;

/** What kind of file of ours has this header; undefined for a person's own sheet. */
export function ownFileOf(header: readonly string[]): OwnFile['kind'] | undefined {
  const names = new Set(header.map(normaliseHeader));
  return OWN_FILES.find(({ columns }) => columns.every((name) => names.has(normaliseHeader(name))))?.kind;
}

/** True for what we write into a status cell: one status, or several joined by `; `. */
export function isStatusText(text: string): boolean {
  const known: ReadonlySet<string> = new Set(STATUSES);
  return text.split(';').every((word) => known.has(word.trim()));
}
