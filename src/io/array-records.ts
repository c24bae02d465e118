import type { TableRow } from '../domain/row.ts';
import { filledWidth, isBlank, padded, type RecordSource, type WideRecord } from './record-source.ts';

export type Records = readonly (readonly string[])[];

/** Records that are all in memory, as a workbook's are. */
export function arrayRecords(records: Records): RecordSource {
  return {
    length: records.length,
    at: (index) => records[index],
    isBlank: (index) => isBlank(records[index] ?? []),
    suspects: () => records.keys(),
    rowsBelow: (headerIndex, width) =>
      records.flatMap((cells, index): readonly TableRow[] =>
        index > headerIndex && !isBlank(cells) ? [{ line: index + 1, cells: padded(cells, width) }] : [],
      ),
    widerThan: (width, headerIndex) =>
      records.flatMap((cells, index): readonly WideRecord[] => {
        const filled = index > headerIndex && cells.length > width ? filledWidth(cells) : 0;
        return filled > width ? [{ index, width: filled }] : [];
      }),
  };
}
