import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../domain/outcome.ts';
import type { DropFolder } from '../../io/drop-folder/layout.ts';
import { baseOf } from '../../io/drop-folder/names.ts';
import { Shelf } from '../../io/drop-folder/shelf.ts';
import type { Heartbeat } from '../../io/heartbeat.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import type { RunPolicy } from '../config/run-policy.ts';
import { redactorOf } from '../cover-secrets.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { openAttention, secretNamesOf, type TellAttention } from './attention.ts';
import type { EndedSheet } from './ended-sheet.ts';
import { countOrders, figuresText, isSuccess, type RunFigures, spentIn, unpricedIn } from './figures.ts';
import { heartbeatOf } from './heartbeat-of.ts';
import { assertMetricsTarget, writeMetrics } from './metrics-file.ts';
import type { RunSummary } from './say-run.ts';

/** Whoever is told of a run besides the person at the terminal: a heartbeat, a collector of metrics, who looks after attention. */
export class Outside {
  readonly #folder: DropFolder;
  readonly #flags: Flags;
  readonly #composition: Composition;
  readonly #heartbeat: Heartbeat | null;
  readonly #tell: TellAttention | null;
  readonly #startedAt: number;
  #began = false;

  /** Throws UsageError on addresses and files that could not be used, before anything is taken. */
  constructor(folder: DropFolder, flags: Flags, policy: RunPolicy, composition: Composition, host: Host) {
    const { clock, redactor, warnings } = composition;
    const note = (text: string) => void warnings.push(text);
    const cover = (text: string) => redactor.cover(text);
    this.#folder = folder;
    this.#flags = flags;
    this.#composition = composition;
    if (flags.metrics) assertMetricsTarget(flags.metrics);
    this.#startedAt = clock.now();
    this.#heartbeat = heartbeatOf(flags, { clock, redactor, note });
    const secretNames = secretNamesOf(composition.config);
    this.#tell = openAttention(policy.onAttention ?? undefined, { env: host.env, clock, cover, note, secretNames });
  }

  begin(): void {
    this.#began = true;
    this.#heartbeat?.start();
  }

  async attention({ place, name, code, outcomes, failure, isNews }: EndedSheet): Promise<void> {
    if (!isNews || place !== 'attention') return;
    const folder = this.#folder.attention;
    const at = this.#composition.clock.now();
    const cause = failure ? { code: failure.code } : {};
    const of = { inbox: this.#folder.inbox, sheet: name, folder, exit: code, outcomes, at, ...cause };
    await this.#tell?.(of, join(folder, `${baseOf(name)}.what-to-do.txt`));
  }

  /** A run that ended by itself, whatever its code. */
  async end(summary: Omit<RunSummary, 'notes' | 'next'>): Promise<void> {
    const { inbox, profile, startedAt, endedAt, exit, counts, end } = summary;
    // An order that stands in two sheets of a run is one order, and was paid once.
    const outcomes = onlyOnce(end.sheets.flatMap((sheet) => sheet.outcomes));
    const figures: RunFigures = {
      inbox,
      profile,
      startedAt,
      endedAt,
      exit,
      sheets: counts,
      orders: countOrders(outcomes),
      spent: spentIn(outcomes, startedAt),
      unpriced: unpricedIn(outcomes, startedAt),
      ...this.#ledgerFigures(),
    };
    await this.#heartbeat?.end(isSuccess(exit), figuresText(figures));
    this.#write(figures);
  }

  /** A run that an error ended: told as a failure, unless it only came too early or second. */
  async failed(code: ExitCode, mayPass: boolean): Promise<void> {
    if (mayPass && !this.#began) return;
    await this.#heartbeat?.end(false, `exit ${code}\n`);
    const sheets = this.#counts();
    const told = { orders: countOrders([]), spent: [], unpriced: 0, ...this.#ledgerFigures() };
    const [profile, endedAt] = [this.#flags.profile ?? null, this.#composition.clock.now()];
    const inbox = this.#folder.inbox;
    this.#write({ inbox, profile, startedAt: this.#startedAt, endedAt, exit: code, sheets, ...told });
  }

  /** Nothing is counted where the folders are what went wrong. */
  #counts(): RunFigures['sheets'] {
    try {
      return new Shelf(this.#folder).counts();
    } catch {
      return { inbox: 0, working: 0, done: 0, attention: 0 };
    }
  }

  #write(figures: RunFigures): void {
    const problem = this.#flags.metrics ? writeMetrics(this.#flags.metrics, figures) : null;
    if (problem) this.#composition.warnings.push(problem);
  }

  #ledgerFigures(): Pick<RunFigures, 'openOrders' | 'ledgerBytes'> {
    try {
      const ledger = this.#composition.existingLedger();
      const open = ledger?.accounts().flatMap((account) => ledger.openKeys(account)) ?? [];
      return { openOrders: open.length, ledgerBytes: ledger ? statSync(this.#composition.ledgerPath).size : null };
    } catch {
      // What is wrong with the ledger was said by the sheets that needed it.
      return { openOrders: null, ledgerBytes: null };
    }
  }
}

function onlyOnce(outcomes: readonly Outcome[]): readonly Outcome[] {
  const seen = new Set<string>();
  return outcomes.filter(({ key }) => key === '' || (!seen.has(key) && seen.add(key)));
}

/** A run that could not begin: what would tell of it is not built yet. */
export async function tellEarly(flags: Flags, { clock, env, terminal }: Host, code: ExitCode): Promise<void> {
  try {
    const hands = { clock, redactor: redactorOf(env), note: (text: string) => terminal.err(`note: ${text}`) };
    await heartbeatOf(flags, hands)?.end(false, `exit ${code}\n`);
  } catch {
    // An address that cannot be called is what ends the run, or is told by the next one.
  }
}
