import type { SheetTable } from '../../domain/row.ts';
import type { SharedRows } from '../../io/flat-csv/flat-rows.ts';
import type { CheckJob } from '../../run/check-rows.ts';
import type { FactSources } from './facts.ts';

/** One sheet as it is handed to a thread: its rows stay where they are. */
export interface PostedSheet {
  readonly table: Omit<SheetTable, 'rows'>;
  readonly rows: SharedRows;
  readonly columns: Readonly<Record<string, number>>;
}

/** What a thread is given when it starts. */
export interface PostedJob extends Pick<CheckJob, 'columns' | 'findings'> {
  readonly sources: FactSources;
  readonly sheets: readonly PostedSheet[];
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
  /** The next part that nobody has taken; parts are `PART` orders each. */
  readonly next: Int32Array;
}

/** Orders that a thread takes at a time. */
export const PART = 512;

/** What a thread says: a part that it has checked, as JSON, which is quicker to hand over than objects; or that it is done. */
export type FromThread =
  | { readonly part: number; readonly briefs: string }
  | { readonly catalogues: Readonly<Record<string, string>> };
