import { ClaimHeld, LedgerError, OverBudget } from '../domain/errors.ts';
import type { LedgerEntry, NewEntry } from '../domain/ledger-entry.ts';
import type { Append, Ledger } from '../domain/ports.ts';

interface Waiting extends Append {
  readonly resolve: (entry: LedgerEntry) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Entries that wait at the same moment are made durable by one commit, so that many orders at once do not each pay for
 * their own flushes. Only for claims and outcomes: what must be durable before a first byte leaves is appended by itself.
 */
export class SharedCommits {
  readonly #ledger: Ledger;
  #waiting: Waiting[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Resolves when the entry is durable; rejects with what `append` of the ledger would throw for it. */
  append(entry: NewEntry, before?: () => void): Promise<LedgerEntry> {
    return new Promise((resolve, reject) => {
      // Once the replies that have come in by now were all looked at, so that they can share.
      if (this.#waiting.length === 0) setImmediate(() => this.#commit());
      this.#waiting.push({ entry, ...(before ? { before } : {}), resolve, reject });
    });
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      const stored = this.#ledger.appendAll(group);
      for (const [at, { resolve, reject }] of group.entries()) {
        const entry = stored[at];
        if (entry) resolve(entry);
        else reject(new Error('The ledger wrote fewer entries than it was given.'));
      }
    } catch (error) {
      if (group.length > 1 && isOfOneEntry(error)) for (const one of group) this.#commitAlone(one);
      else for (const { reject } of group) reject(error);
    }
  }

  /** One entry that must not be written takes no other with it. */
  #commitAlone({ entry, before, resolve, reject }: Waiting): void {
    try {
      resolve(this.#ledger.append(entry, before));
    } catch (error) {
      reject(error);
    }
  }
}

/** True for what an entry itself ran into; then nothing of its group was written. A failed disk may have written all of it. */
function isOfOneEntry(error: unknown): boolean {
  if (error instanceof ClaimHeld || error instanceof OverBudget) return true;
  return error instanceof LedgerError && error.code === 'LEDGER-STEP';
}
