import type { Database } from './open-database.ts';

export type Row = Readonly<Record<string, unknown>>;
type Value = string | number | null;

/** Values that one statement is asked for at a time. */
const PART = 1_000;

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

  /** The rows of many values, a few statements in all: `?1` in `sql` is a JSON list, to be read with `json_each(?1) AS asked`. */
  many(sql: string, values: readonly string[], ...more: readonly Value[]): readonly Row[] {
    const parts = Array.from({ length: Math.ceil(values.length / PART) }, (_, part) =>
      values.slice(part * PART, (part + 1) * PART),
    );
    return parts.flatMap((part) => this.all(sql, JSON.stringify(part), ...more));
  }

  /** One row after the other, never all in memory; whoever stops early ends the statement as well. */
  *each<T>(sql: string, ...values: readonly Value[]): Generator<T> {
    // A statement of its own: the same one may be asked again while its rows are still being read.
    for (const row of this.#database.prepare(sql).iterate(...values)) yield row as T;
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
