import { type Found, inFolder, judge } from './check.ts';
import type { State } from './cuts.ts';

/** Sums over every state that was looked at, for the summary line and for what a test expects. */
export class Tally {
  readonly hashes = new Set<string>();
  readonly models = new Map<string, number>();
  readonly faults: string[] = [];
  owed = 0;
  lost = 0;
  /** States in which at least one acknowledged entry was gone. */
  statesWithLoss = 0;
  refused = 0;
  wrong = 0;

  /** Looks at each state in a folder of its own on the shelf. */
  look(shelf: string, states: readonly State[], whole: readonly string[], open: (folder: string) => Found): this {
    for (const state of states) {
      const { owed, lost, refused, wrong } = inFolder(shelf, state.files, (at) => judge(state, whole, () => open(at)));
      const name = state.model === 'all' ? 'all' : `${state.model}/${state.promise}`;
      this.hashes.add(state.hash);
      this.models.set(name, (this.models.get(name) ?? 0) + 1);
      this.owed += owed;
      this.lost += lost;
      this.statesWithLoss += lost > 0 ? 1 : 0;
      this.refused += refused.length;
      this.wrong += wrong.length > 0 ? 1 : 0;
      const words = [...(lost > 0 ? [`${lost} of ${owed} acknowledged entries are gone`] : []), ...refused, ...wrong];
      if (words.length > 0) this.faults.push(`${name}, cut after operation ${state.cut}: ${words.join(' ')}`);
    }
    return this;
  }

  get states(): number {
    return this.hashes.size;
  }

  add(other: Tally): void {
    for (const hash of other.hashes) this.hashes.add(hash);
    for (const [name, count] of other.models) this.models.set(name, (this.models.get(name) ?? 0) + count);
    this.faults.push(...other.faults);
    this.owed += other.owed;
    this.lost += other.lost;
    this.statesWithLoss += other.statesWithLoss;
    this.refused += other.refused;
    this.wrong += other.wrong;
  }

  get words(): string {
    const models = [...this.models].sort().map(([name, count]) => `${name} ${count}`);
    return (
      `${this.states} distinct states (${models.join(', ')}), ${this.owed} acknowledged entries checked, ` +
      `${this.lost} lost, ${this.refused} states refused, ${this.wrong} states with something wrong`
    );
  }
}
