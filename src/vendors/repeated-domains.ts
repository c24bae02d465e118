import type { Finding } from '../domain/finding.ts';
import type { Cell } from '../domain/place.ts';
import { error, inEach, NOTHING } from './findings.ts';
import { bareDomain } from './host-name.ts';

/** One error, under the vendor's own code, for each domain that stands in an order already. */
export function repeatedDomains(code: string, cells: readonly Cell[]): readonly Finding[] {
  const first = new Map<string, Cell>();
  return inEach(cells, (cell) => {
    const name = bareDomain(cell.value);
    const earlier = first.get(name);
    if (!earlier) first.set(name, cell);
    if (!earlier || name === '') return NOTHING;
    const message = `${name} is in this order twice; the first one is in line ${earlier.at.line}.`;
    return [error(code, cell, message, { fix: 'Remove one of the two.' })];
  });
}
