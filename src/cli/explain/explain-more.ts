import type { Host } from '../commands/command.ts';
import type { Flags } from '../options.ts';
import { explainOrder } from './explain-order.ts';
import { explainRow } from './explain-row.ts';
import { rowTarget } from './row-target.ts';

/** A line of a sheet, or an order; a line of a results file leads to its order. */
export function explainMore(written: string, flags: Flags, host: Host): string {
  const target = rowTarget(written);
  if (!target) return explainOrder(written, flags, host);
  const told = explainRow(target, flags, host);
  return typeof told === 'string' ? told : explainOrder(told.key, { ...flags, sheets: [] }, host);
}
