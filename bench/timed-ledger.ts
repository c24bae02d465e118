import { performance } from 'node:perf_hooks';
import type { Ledger } from '../src/domain/ports.ts';

/** How often each method of a ledger was called, and for how many milliseconds in all. */
export type Calls = Map<string, { count: number; ms: number }>;

/** The ledger itself, with every call counted and timed from outside; calls inside an append belong to the append. */
export function timedLedger(ledger: Ledger, calls: Calls): Ledger {
  let depth = 0;
  return new Proxy(ledger, {
    get(target, name: keyof Ledger) {
      const method = target[name] as (...words: unknown[]) => unknown;
      return (...words: unknown[]) => {
        const since = performance.now();
        depth += 1;
        try {
          return method.apply(target, words);
        } finally {
          depth -= 1;
          if (depth === 0) note(calls, name, performance.now() - since);
        }
      };
    },
  });
}

function note(calls: Calls, name: string, ms: number): void {
  const known = calls.get(name) ?? { count: 0, ms: 0 };
  calls.set(name, { count: known.count + 1, ms: known.ms + ms });
}
