import { join } from 'node:path';
import { SheetorderError } from '../../domain/errors.ts';
import { hasError } from '../../domain/finding.ts';
import type { BatchReport } from '../../domain/outcome.ts';
import type { DropFolder } from '../../io/drop-folder/layout.ts';
import { Receipts } from '../../io/drop-folder/receipts.ts';
import { Shelf, sheetsIn } from '../../io/drop-folder/shelf.ts';
import { waitingIn } from '../../io/drop-folder/waiting.ts';
import { checkBatch } from '../commands/check.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { costText, counted } from '../say-money.ts';
import { AccountHolds } from './account-holds.ts';
import { assertNoneCancelled, assertSameAccounts } from './sheet-guards.ts';

/** What a run would do with one sheet. */
export interface DrySheet {
  readonly folder: 'inbox' | 'working' | 'attention';
  readonly name: string;
  readonly code: ExitCode;
  readonly text: string;
}

type Told = Pick<DrySheet, 'code' | 'text'>;

/** Checks every sheet that a run would take, in its order; moves, sends and writes nothing. */
export async function drySheets(
  folder: DropFolder,
  flags: Flags,
  composition: Composition,
  host: Host,
): Promise<readonly DrySheet[]> {
  const sheets: DrySheet[] = [];
  const dry = new DryRun(folder, flags, composition, host);
  const { sheets: waiting, held } = await waitingIn(folder.inbox, 0, composition.clock, host.drain.signal);
  const places = [
    ['working', sheetsIn(folder.working)],
    ['attention', sheetsIn(folder.attention).filter((name) => dry.goesOn(name))],
    ['inbox', waiting],
  ] as const;
  for (const [place, names] of places)
    for (const name of names) {
      if (host.drain.signal.aborted) return sheets;
      sheets.push({ folder: place, name, ...(await dry.of(place, name)) });
    }
  const left = held.map(({ name, why }) => ({ name, code: EXIT.done, text: `would be left where it is: ${why}.` }));
  return [...sheets, ...left.map((one) => ({ folder: 'inbox' as const, ...one }))];
}

class DryRun {
  readonly #folder: DropFolder;
  readonly #flags: Flags;
  readonly #composition: Composition;
  readonly #host: Host;
  readonly #shelf: Shelf;
  readonly #receipts: Receipts;
  /** Orders that an earlier sheet of the same run would send. */
  readonly #sent = new Set<string>();

  constructor(folder: DropFolder, flags: Flags, composition: Composition, host: Host) {
    this.#folder = folder;
    this.#flags = flags;
    this.#composition = composition;
    this.#host = host;
    this.#shelf = new Shelf(folder);
    this.#receipts = new Receipts(folder.own, composition.ledgerPath);
  }

  /** A sheet of `attention` that a run takes up again. */
  goesOn(name: string): boolean {
    const receipt = this.#receipts.of(this.#shelf.digestIn('attention', name));
    return receipt?.place === 'attention' && receipt.goesOn;
  }

  async of(place: DrySheet['folder'], name: string): Promise<Told> {
    const known = this.#receipts.of(this.#shelf.digestIn(place, name));
    if (known?.place === 'done')
      return { code: EXIT.done, text: 'An earlier run finished it, so nothing would be sent.' };
    const holds = new AccountHolds(this.#folder.attention);
    const { terminal } = this.#host;
    const silent = { ...terminal, out: () => {}, err: () => {}, live: () => {}, interactive: false };
    const own = {
      ...this.#flags,
      'log-file': undefined,
      sheets: [join(this.#folder[place], name)],
      quiet: true,
      json: undefined,
    };
    const guard: Host['guard'] = (plan) => {
      holds.assertFree(plan);
      assertNoneCancelled(plan);
      assertSameAccounts(plan, known);
    };
    try {
      const host = { ...this.#host, events: null, terminal: silent, guard };
      const { code, report } = await checkBatch({ ...own, progress: 'none' }, host);
      return { code, text: this.#sayReady(report) };
    } catch (error) {
      if (!(error instanceof SheetorderError)) return { code: EXIT.bug, text: String(error) };
      return { code: exitCodeFor([], { thrown: [error.exit] }), text: `${error.code}: ${error.message}` };
    }
  }

  #sayReady(report: BatchReport): string {
    const isStopped = this.#isStrict() && isFaulty(report);
    const ready = report.outcomes.filter(({ status, key }) => status === 'ready' && !isStopped && !this.#sent.has(key));
    for (const { key } of ready) this.#sent.add(key);
    const rest = report.outcomes.length - ready.length;
    const cost = ready.length > 0 ? ` (${costText(ready)})` : '';
    return `${counted(ready.length, 'order')} would be sent${cost}, ${rest} would not.`;
  }

  #isStrict(): boolean {
    return this.#flags.strict ?? this.#composition.config.run.strict ?? false;
  }
}

/** What `--strict` stops at. */
function isFaulty({ outcomes, sheetFindings }: BatchReport): boolean {
  return hasError(sheetFindings) || outcomes.some(({ status, findings }) => status === 'invalid' || hasError(findings));
}
