import { SheetorderError } from '../../domain/errors.ts';

/** What doctor looks at, in the order in which it tells of it. */
export const GROUPS = ['program', 'configuration', 'vendors', 'ledger', 'locks', 'inbox'] as const;
export type Group = (typeof GROUPS)[number];

/** One thing that was looked at; `fix` is empty where there is nothing to do. */
export interface Check {
  readonly group: Group;
  /** Which check it is, for machines: `vendors.scaledmail.key`. */
  readonly check: string;
  readonly state: 'ok' | 'note' | 'problem';
  readonly says: string;
  readonly fix: string;
  /** What the command ends with when nothing graver is found; only of a problem. */
  readonly exit?: SheetorderError['exit'];
}

/** Makes the checks of one group. */
export class Checks {
  readonly #group: Group;
  readonly #prefix: string;
  readonly list: Check[] = [];

  constructor(group: Group, prefix = '') {
    this.#group = group;
    this.#prefix = prefix;
  }

  ok(name: string, says: string): void {
    this.#add({ state: 'ok', name, says, fix: '' });
  }

  note(name: string, says: string, fix = ''): void {
    this.#add({ state: 'note', name, says, fix });
  }

  problem(name: string, exit: SheetorderError['exit'], says: string, fix: string): void {
    this.#add({ state: 'problem', name, says, fix, exit });
  }

  /** Null when it threw what a command would have stopped at, which then is the problem. Anything else is a bug and stays one. */
  attempt<T>(name: string, work: () => T): { readonly value: T } | null {
    try {
      return { value: work() };
    } catch (error) {
      if (!(error instanceof SheetorderError)) throw error;
      this.failed(name, error);
      return null;
    }
  }

  failed(name: string, error: SheetorderError): void {
    this.problem(name, error.exit, `${error.code}: ${error.message}`, error.hint);
  }

  #add({ name, ...rest }: Omit<Check, 'group' | 'check'> & { readonly name: string }): void {
    this.list.push({ group: this.#group, check: [this.#group, this.#prefix, name].filter(Boolean).join('.'), ...rest });
  }
}
