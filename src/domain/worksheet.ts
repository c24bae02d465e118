/** How a cell looks; each says one thing, whoever writes it. */
export const LOOKS = [
  'text',
  'words',
  'header',
  'heading of numbers',
  'ours',
  'error',
  'warning',
  'note',
  'good',
  'bad',
  'wait',
  'doubt',
  'plain',
  'title',
  'section',
  'quiet',
  'number',
  'sum',
  'sum of numbers',
] as const;

export type Look = (typeof LOOKS)[number];

/** One line of a worksheet; columns count from 0. */
export interface WorksheetRow {
  readonly cells: readonly string[];
  /** How all its cells look, where a column has no look of its own here. */
  readonly look?: Look;
  readonly looks?: ReadonlyMap<number, Look>;
  readonly notes?: ReadonlyMap<number, string>;
  readonly hidden?: boolean;
}

export interface WorksheetColumn {
  /** In characters. */
  readonly width: number;
  readonly look: Look;
}

/** A worksheet to be written. Rows may be made one by one, so that a large sheet never stands in memory as a whole. */
export interface Worksheet {
  readonly name: string;
  readonly columns: readonly WorksheetColumn[];
  readonly rows: Iterable<WorksheetRow>;
  /** So many rows stay on the screen. */
  readonly frozen: number;
  /** The row (from 0) that filters stand in, and how many columns they span; null for none. */
  readonly filter: { readonly row: number; readonly columns: number } | null;
}

/** What a spreadsheet program takes at most. */
export const MOST_WORKSHEET_ROWS = 1_048_576;
export const LONGEST_WORKSHEET_TEXT = 32_767;

/** The first cell of the worksheet that we add to an annotated workbook; a reader knows it by this, whatever its name. */
export const SUMMARY_TITLE = 'Summary by sheetorder';

/** Heads the list of worksheets there; below it stand a worksheet's name and what it is read as. */
export const SUMMARY_SHEETS = ['worksheet', 'read as'] as const;

/** What a worksheet is read as. */
export const READ_AS = { orders: 'orders', aliases: 'aliases' } as const;
