import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { SheetError, UsageError } from '../domain/errors.ts';
import type { Ledger, Locks, Redactor, RunLog, Transport } from '../domain/ports.ts';
import type { SheetTable } from '../domain/row.ts';
import type { Vendor } from '../domain/vendor.ts';
import { pacedTransport } from '../io/paced-transport.ts';
import { patientReads } from '../io/patient-reads.ts';
import { readCsv } from '../io/read-csv.ts';
import { makeRedactor } from '../io/redactor.ts';
import { openLedger } from '../io/sqlite/ledger.ts';
import { sqliteLocks } from '../io/sqlite/locks.ts';
import { systemClock } from '../io/system-clock.ts';
import { undiciTransport } from '../io/undici-transport.ts';
import { type PreparedBatch, prepareBatch } from '../run/prepare-batch.ts';
import { vendors } from '../vendors/index.ts';
import {
  baseUrlOf,
  defaultLedgerPath,
  type Env,
  isLoopback,
  keyOf,
  revealSecret,
  secretProblem,
  variable,
} from './environment.ts';
import { durationMs } from './options.ts';

/** What the commands share of the flags; absent ones are undefined. */
export interface Flags {
  readonly sheets?: readonly string[] | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly delimiter?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly vendor: string;
  readonly operation?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly rate?: string | undefined;
  readonly timeout?: string | undefined;
  readonly ledger?: string | undefined;
  readonly 'retry-refused'?: boolean | undefined;
  readonly 'allow-claimed'?: readonly string[] | undefined;
}

/** The only place that builds real ports. */
export class Composition {
  readonly clock = systemClock;
  readonly redactor: Redactor;
  readonly log: RunLog = { event: () => {} };
  readonly ledgerPath: string;
  readonly locks: Locks;
  readonly batch = `${new Date().toISOString().replace(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;
  readonly #flags: Flags;
  readonly #env: Env;

  constructor(flags: Flags, env: Env) {
    this.#flags = flags;
    this.#env = env;
    this.redactor = makeRedactor((secret) => revealSecret(secret, env));
    this.ledgerPath = flags.ledger ?? defaultLedgerPath(env);
    this.locks = sqliteLocks(this.ledgerPath, this.clock);
  }

  /** Opens the ledger, making it when it is not there. */
  ledger(): Ledger {
    return openLedger(this.ledgerPath, this.clock);
  }

  /** Opens the ledger only when there is one, so that a dry run makes no files. */
  existingLedger(): Ledger | null {
    return existsSync(this.ledgerPath) || existsSync(`${this.ledgerPath}.witness.ndjson`) ? this.ledger() : null;
  }

  tables(paths: readonly string[]): readonly SheetTable[] {
    const { delimiter } = this.#flags;
    return paths.map((path) => readCsv(bytesOf(path), basename(path), delimiter ? { delimiter } : {}));
  }

  prepare(): { readonly batch: PreparedBatch; readonly tables: readonly SheetTable[] } {
    const flags = this.#flags;
    const tables = this.tables(flags.sheets ?? []);
    const batch = prepareBatch({
      sheets: tables,
      aliases: this.tables(flags.aliases ?? []),
      defaults: { vendor: flags.vendor, operation: flags.operation ?? null, set: assignments(flags.set ?? []) },
      profiles: { hosting: {}, sequencer: {} },
      check: {
        vendors,
        facts: (vendor) => ({
          catalogue: null,
          settings: settingsOf(vendor),
          organization: this.#organization(vendor),
        }),
        origin: (vendor) => this.baseUrl(vendor).origin,
        secretProblem: (secret) => secretProblem(secret, this.#env),
      },
      retryRefused: flags['retry-refused'] ?? false,
      allowClaimed: flags['allow-claimed'] ?? [],
    });
    this.#coverSecrets(batch);
    return { batch, tables };
  }

  baseUrl(vendor: Vendor): URL {
    return baseUrlOf(this.#flags['base-url'] ?? variable(this.#env, vendor.auth.baseUrlVariable) ?? vendor.baseUrl);
  }

  /** Throws UsageError when the vendor's key or organization is not set. */
  transport(vendor: Vendor): Transport {
    const key = keyOf(vendor, this.#env);
    if (!key)
      throw new UsageError(
        `${vendor.auth.keyVariable} is not set.`,
        'Set it in the environment of this command; keys are never taken as flags.',
        'NO-KEY',
      );
    const baseUrl = this.baseUrl(vendor);
    const base = undiciTransport({
      baseUrl,
      authorization: { [vendor.auth.header]: `${vendor.auth.prefix}${key}` },
      reveal: (secret) => {
        const text = revealSecret(secret, this.#env);
        if (text === null) throw new Error('a secret of this order cannot be had here');
        return text;
      },
      spendTimeoutMs: this.#flags.timeout ? durationMs(this.#flags.timeout, 'timeout') : vendor.limits.spendTimeoutMs,
      readTimeoutMs: vendor.limits.readTimeoutMs,
      clock: this.clock,
    });
    return patientReads(pacedTransport(base, this.#rate(vendor, baseUrl), this.clock), this.clock);
  }

  #organization(vendor: Vendor): string {
    return vendor.auth.organizationVariable ? (variable(this.#env, vendor.auth.organizationVariable) ?? '') : '';
  }

  #rate(vendor: Vendor, baseUrl: URL): number | null {
    const text = this.#flags.rate;
    const ceiling = vendor.limits.requestsPerSecond;
    if (!text) return ceiling;
    if (text === 'none' && isLoopback(baseUrl)) return null;
    const match = /^(\d+(?:\.\d+)?)\/s$/.exec(text);
    if (match && Number(match[1]) > 0) return Math.min(ceiling, Number(match[1]));
    throw new UsageError(
      `--rate "${text}" is not a rate.`,
      'Write it like 2/s; none is for a vendor on loopback only.',
    );
  }

  /** Every secret of the batch is known to the redactor before anything is written or sent. */
  #coverSecrets(batch: PreparedBatch): void {
    for (const sheet of batch.mapped) {
      for (const row of sheet.rows) {
        for (const cell of Object.values(row.cells)) if (cell?.secret) this.redactor.add(cell.secret);
      }
    }
  }
}

function settingsOf(vendor: Vendor): Readonly<Record<string, unknown>> {
  const read = vendor.readSettings({});
  return 'settings' in read ? read.settings : {};
}

function assignments(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
      throw new UsageError(`--set "${text}" is not COLUMN=VALUE.`, 'Write it like --set domain_source=scaledmail.');
    }),
  );
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new SheetError(
      `${path} cannot be read (${words}).`,
      'Check the path and its permissions.',
      'SHEET-NOT-FOUND',
    );
  }
}
