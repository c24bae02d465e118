/** What is done with rows that a person does not see. */
export type HiddenRows = 'refuse' | 'include' | 'skip';

export interface XlsxOptions {
  /** The worksheet's name; the first one when left out. */
  readonly sheet?: string;
  readonly hiddenRows?: HiddenRows;
  readonly headerRow?: number;
}
