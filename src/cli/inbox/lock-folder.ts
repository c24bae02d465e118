import { dirname, join } from 'node:path';
import { sha256 } from '../../domain/digest.ts';
import type { DropFolder } from '../../io/drop-folder/layout.ts';
import { makeFolder } from '../../io/make-folder.ts';
import { isOnNetwork } from '../../io/network-file-system.ts';
import { folderLock } from '../../io/sqlite/folder-lock.ts';
import type { HeldLock } from '../../io/sqlite/path-lock.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import { durationMs, type Flags } from '../options.ts';
import { VERSION } from '../version.ts';

const DIGEST_SHOWN = 8;

/** One run at a time over a folder, on this machine. Throws TryLaterError when another one is at work there. */
export function lockFolder(folder: DropFolder, flags: Flags, composition: Composition, host: Host): Promise<HeldLock> {
  const self = { version: VERSION, command: `sheetorder run --inbox ${folder.named}` };
  const say = (text: string) => (flags.quiet ? undefined : host.terminal.err(text));
  const lock = folderLock(pathOf(folder, composition), composition.clock, self, say);
  return lock.acquire(durationMs(flags['lock-wait'] ?? '0s', 'lock-wait'), self.command, host.drain.signal);
}

/** In the folder itself, unless locks there cannot be relied on: then beside the ledger, which is on this machine. */
function pathOf(folder: DropFolder, { ledgerPath, warnings }: Composition): string {
  const kind = isOnNetwork(folder.own);
  if (kind === null) return join(folder.own, 'lock');
  makeFolder(dirname(ledgerPath));
  warnings.push(
    `${folder.inbox} is on a network file system (${kind}): this run keeps others on this machine away, and none on another one. Let one machine alone work through it.`,
  );
  return `${ledgerPath}.lock-inbox-${sha256(folder.inbox).slice(0, DIGEST_SHOWN)}`;
}
