import { join } from 'node:path';
import { SheetorderError } from '../../domain/errors.ts';
import type { DropFolder } from '../../io/drop-folder/layout.ts';
import { sheetsIn } from '../../io/drop-folder/shelf.ts';
import { checkBatch } from '../commands/check.ts';
import type { Host } from '../commands/command.ts';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { costText, counted } from '../say-money.ts';

/** What a run would do with one sheet. */
export interface DrySheet {
  readonly folder: 'inbox' | 'working';
  readonly name: string;
  readonly code: ExitCode;
  readonly text: string;
}

/** Checks every sheet that a run would take; moves, sends and writes nothing. */
export async function drySheets(folder: DropFolder, flags: Flags, host: Host): Promise<readonly DrySheet[]> {
  const sheets: DrySheet[] = [];
  for (const place of ['working', 'inbox'] as const)
    for (const name of sheetsIn(folder[place])) {
      if (host.drain.signal.aborted) return sheets;
      sheets.push({ folder: place, name, ...(await dry(join(folder[place], name), flags, host)) });
    }
  return sheets;
}

async function dry(path: string, flags: Flags, host: Host): Promise<Pick<DrySheet, 'code' | 'text'>> {
  const silent = { ...host.terminal, out: () => {}, err: () => {}, live: () => {}, interactive: false };
  const own = { ...flags, sheets: [path], quiet: true, json: undefined, progress: 'none' };
  try {
    const { code, report } = await checkBatch(own, { ...host, events: null, terminal: silent });
    const ready = report.outcomes.filter(({ status }) => status === 'ready');
    const rest = report.outcomes.length - ready.length;
    const cost = ready.length > 0 ? ` (${costText(ready)})` : '';
    return { code, text: `${counted(ready.length, 'order')} would be sent${cost}, ${rest} would not.` };
  } catch (error) {
    if (!(error instanceof SheetorderError)) return { code: EXIT.bug, text: String(error) };
    return { code: exitCodeFor([], { thrown: [error.exit] }), text: `${error.code}: ${error.message}` };
  }
}
