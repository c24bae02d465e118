import { sha256 } from '../domain/digest.ts';
import type { FaultName } from './fault-names.ts';

export { FAULTS, type FaultName } from './fault-names.ts';

export interface FaultSettings {
  readonly seed: number;
  readonly faults: readonly FaultName[];
  readonly faultRate: number;
}

const MAY_ALSO_LIST_LATE: ReadonlySet<FaultName> = new Set(['lost-reply', 'charge-failed', 'html', '500', 'slow']);

/** A number from 0 up to 1 that only its text decides. */
export function fraction(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 12), 16) / 2 ** 48;
}

/** What the first spend of an order meets. The same seed and order always meet the same, whatever else is going on. */
export function chooseFaults(settings: FaultSettings, order: string): readonly FaultName[] {
  const { seed, faults, faultRate } = settings;
  if (faults.length === 0 || fraction(`${seed} meets ${order}`) >= faultRate) return [];
  const first = faults[Math.floor(fraction(`${seed} which ${order}`) * faults.length)];
  if (first === undefined) return [];
  const alsoLate = faults.includes('late-listing') && MAY_ALSO_LIST_LATE.has(first);
  return alsoLate && fraction(`${seed} late ${order}`) < 0.5 ? [first, 'late-listing'] : [first];
}

/** Whether the order is sold in spite of, or because of, its faults. */
export function isSold(faults: readonly FaultName[], seed: number, order: string): boolean {
  if (faults.includes('429')) return false;
  const mayFail = faults.includes('html') || faults.includes('500');
  return !mayFail || fraction(`${seed} sells ${order}`) < 0.5;
}
