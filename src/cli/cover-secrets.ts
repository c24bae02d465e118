import { columnNamed } from '../domain/columns.ts';
import type { Redactor } from '../domain/ports.ts';
import type { MappedSheet, ReadRow } from '../domain/row.ts';
import { Secret, secretFrom } from '../domain/secret.ts';
import { makeRedactor } from '../io/redactor.ts';
import { vendors } from '../vendors/index.ts';
import type { Config } from './config/config.ts';
import { type Env, keyNamed, keyOf, mayComeLater, revealSecret } from './environment.ts';
import { IN_SANDBOX } from './sandbox-session.ts';

/** Covers what it is told of, as this environment has it. */
export function redactorOf(env: Env): Redactor {
  return makeRedactor((secret) => revealSecret(secret, env), mayComeLater);
}

/** Every vendor's key and every login of every profile are known to the redactor, also when this command does not use them. */
export function coverKeys(redactor: Redactor, config: Config, env: Env): void {
  const profiles = Object.values(config.profiles);
  for (const vendor of Object.values(vendors)) {
    const named = profiles.flatMap(({ accounts }) => keyNamed(accounts[vendor.id]?.key, env) ?? []);
    // The key of a stand-in is no secret, and covering it would cover a word of our own sentences.
    for (const key of [keyOf(vendor, env), ...named])
      if (key && key !== IN_SANDBOX) redactor.add(new Secret({ kind: 'text', text: key }));
  }
  for (const { hosting, sequencer } of [config.logins, ...profiles.map(({ logins }) => logins)])
    for (const login of [...Object.values(hosting), ...Object.values(sequencer)])
      for (const text of [login.password, login.username]) redactor.add(secretFrom(text, 'configuration'));
}

/** Every secret of the sheets is known to the redactor before anything is written or sent; only its columns are read. */
export function coverCells(redactor: Redactor, sheets: readonly MappedSheet[]): void {
  for (const { table, columns, read } of sheets) {
    const secret = Object.entries(columns).flatMap(([name, index]) => (columnNamed(name)?.secret ? [index] : []));
    if (secret.length === 0) continue;
    const known = new Set<string>();
    for (const row of table.rows) {
      const written = JSON.stringify(secret.map((index) => row.cells[index] ?? ''));
      if (known.has(written)) continue;
      known.add(written);
      addSecrets(redactor, read(row));
    }
  }
}

function addSecrets(redactor: Redactor, { rows }: ReadRow): void {
  for (const { cells } of rows) for (const cell of Object.values(cells)) if (cell?.secret) redactor.add(cell.secret);
}
