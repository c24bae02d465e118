import type { Database } from './open-database.ts';

export type Row = Readonly<Record<string, unknown>>;
type Value = string | number | null;

/** Statements, each prepared once. */
export class Rows {
  readonly #database: Database;
  readonly #statements = new Map<string, ReturnType<Database['prepare']>>();

  constructor(database: Database) {
    this.#database = database;
  }

  all(sql: string, ...values: readonly Value[]): readonly Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  one(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  /** Returns the row number of what was inserted last. */
  run(sql: string, ...values: readonly Value[]): number {
    return Number(this.#statement(sql).run(...values).lastInsertRowid);
  }

  #statement(sql: string): ReturnType<Database['prepare']> {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
