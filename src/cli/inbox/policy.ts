/** What the configuration says of a drop folder. */
export interface RunPolicy {
  /** One error finding stops the whole sheet. */
  readonly strict: boolean;
  /** How long a file must not change before it is taken. */
  readonly settleMs: number;
  /** How long a sheet goes on by itself before a person is told. */
  readonly giveUpMs: number;
  readonly report: 'html' | 'md' | 'json' | 'none';
  /** `same`: a workbook for a workbook, a CSV for a CSV. */
  readonly annotated: 'csv' | 'xlsx' | 'same' | 'none';
}
