import { performance } from 'node:perf_hooks';
import type { NewEntry } from '../src/domain/ledger-entry.ts';
import type { Ledger } from '../src/domain/ports.ts';
import { Witness } from '../src/io/sqlite/witness.ts';

/** Milliseconds spent in the parts of appends, in their order. */
export interface Parts {
  begin: number;
  rows: number;
  commit: number;
  witness: number;
}

/**
 * Times the parts of appends from outside: `before` runs when the transaction has begun, the witness is asked how far it
 * reaches when the rows are written, and is appended to when they are committed.
 */
export class PartsOfAppends {
  readonly parts: Parts = { begin: 0, rows: 0, commit: 0, witness: 0 };
  readonly #append = Witness.prototype.append;
  readonly #through = Object.getOwnPropertyDescriptor(Witness.prototype, 'through') ?? {};
  #since = 0;

  constructor() {
    const { get } = this.#through;
    const append = this.#append;
    const lap = (part: keyof Parts) => this.#lap(part);
    const through = function (this: Witness) {
      lap('rows');
      return get?.call(this);
    };
    Object.defineProperty(Witness.prototype, 'through', { ...this.#through, get: through });
    Witness.prototype.append = function (this: Witness, lines) {
      lap('commit');
      append.call(this, lines);
      lap('witness');
    };
  }

  append(ledger: Ledger, entry: NewEntry): void {
    this.#since = performance.now();
    ledger.append(entry, () => this.#lap('begin'));
  }

  /** Puts the witness back as it was. Throws when a part was never seen, since the others would be wrong then. */
  close(): void {
    Witness.prototype.append = this.#append;
    Object.defineProperty(Witness.prototype, 'through', this.#through);
    const unseen = Object.entries(this.parts).filter(([, ms]) => ms === 0);
    if (unseen.length > 0) throw new Error(`parts of an append that were not seen: ${unseen.map(([name]) => name)}`);
  }

  #lap(part: keyof Parts): void {
    const now = performance.now();
    this.parts[part] += now - this.#since;
    this.#since = now;
  }
}
