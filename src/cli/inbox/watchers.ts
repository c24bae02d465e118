import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DropFolder } from '../../io/drop-folder/layout.ts';
import { baseOf } from '../../io/drop-folder/names.ts';
import type { Heartbeat } from '../../io/heartbeat.ts';
import type { Composition } from '../compose.ts';
import type { Env } from '../environment.ts';
import type { Flags } from '../options.ts';
import { assertTargets } from '../outputs/finish.ts';
import { type AttentionConfig, openAttention, secretNamesOf, type TellAttention } from './attention.ts';
import type { EndedSheet } from './ended-sheet.ts';
import { figuresText, isSuccess, type RunFigures } from './figures.ts';
import { heartbeatOf } from './heartbeat-of.ts';
import { writeMetrics } from './metrics-file.ts';

type Hands = Pick<Composition, 'clock' | 'redactor' | 'config'>;

/** Everybody outside who hears of a run. Nothing that goes wrong with them changes what the run does or its exit code. */
export class Watchers {
  readonly #heartbeat: Heartbeat | null;
  readonly #tell: TellAttention | null;
  readonly #metrics: string | undefined;
  readonly #hands: Hands;
  readonly #notes: string[] = [];

  /** Throws UsageError on an address that cannot be called, and on a file that could not be written. */
  constructor(flags: Flags, attention: AttentionConfig | undefined, hands: Hands, env: Env) {
    const { clock, redactor, config } = hands;
    const cover = (text: string) => redactor.cover(text);
    const note = (text: string) => void this.#notes.push(cover(text));
    assertTargets(flags, []);
    this.#hands = hands;
    this.#metrics = flags.metrics;
    this.#heartbeat = heartbeatOf(flags, { clock, redactor, note });
    this.#tell = openAttention(attention, { env, clock, cover, note, secretNames: secretNamesOf(config) });
  }

  /** Tells of the start beside the work: returns at once. */
  start(): void {
    this.#heartbeat?.start();
  }

  /** Tells of a sheet that came to `attention` just now; of any other, and of one that lay there before, nothing. */
  async sheet(ended: EndedSheet, folder: DropFolder): Promise<void> {
    const { name, code, outcomes, failure, isNews } = ended;
    if (!isNews || !this.#tell) return;
    const of = { inbox: folder.inbox, sheet: name, folder: folder.attention, exit: code, outcomes };
    const told = { ...of, at: this.#hands.clock.now(), ...(failure ? { code: failure.code } : {}) };
    await this.#tell(told, join(folder.attention, `${baseOf(name)}.what-to-do.txt`));
  }

  /** Tells of the end, also of one by an error or a signal; returns what went wrong in telling, for the person. */
  async end(figures: RunFigures): Promise<readonly string[]> {
    const unwritten = this.#metrics ? writeMetrics(this.#metrics, figures) : null;
    if (unwritten) this.#notes.push(this.#hands.redactor.cover(unwritten));
    await this.#heartbeat?.end(isSuccess(figures.exit), this.#hands.redactor.cover(figuresText(figures)));
    return this.#notes;
  }
}

/** What the figures say of the ledger; nulls where it cannot be read, which is told elsewhere. */
export function ledgerFigures(
  composition: Pick<Composition, 'existingLedger' | 'ledgerPath'>,
): Pick<RunFigures, 'openOrders' | 'ledgerBytes'> {
  try {
    const ledger = composition.existingLedger();
    const open = ledger?.accounts().flatMap((account) => ledger.openKeys(account)) ?? [];
    return { openOrders: open.length, ledgerBytes: ledger ? statSync(composition.ledgerPath).size : 0 };
  } catch {
    return { openOrders: null, ledgerBytes: null };
  }
}
