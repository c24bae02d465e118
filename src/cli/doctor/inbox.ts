import { accessSync, constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { DROP_PLACES } from '../../domain/drop.ts';
import type { Clock } from '../../domain/ports.ts';
import { type DropFolder, findDropFolder } from '../../io/drop-folder/layout.ts';
import { sheetsIn } from '../../io/drop-folder/shelf.ts';
import { isOnNetwork } from '../../io/network-file-system.ts';
import { type Check, Checks } from './check.ts';
import { checkLeftovers } from './ledger-place.ts';
import { checkLock } from './locks.ts';
import { statOf } from './own-file.ts';

/** The folders of `run --inbox`, and what lies in them. Makes none of them. */
export function checkInbox(named: string, clock: Clock): readonly Check[] {
  const checks = new Checks('inbox');
  const folder = checks.attempt('folder', () => findDropFolder(named))?.value;
  if (!folder) return checks.list;
  checkFolders(checks, folder);
  const kind = isOnNetwork(folder.inbox);
  if (kind !== null)
    checks.note(
      'disk',
      `${folder.inbox} is on a network file system (${kind}), where a lock keeps no other machine away.`,
      'Let one machine alone work through it.',
    );
  checkSheets(checks, folder);
  checkLock(checks, 'lock', join(folder.own, 'lock'), `the folder ${folder.inbox}`, clock);
  for (const place of [...DROP_PLACES, 'own'] as const)
    if (isFolder(folder[place])) checkLeftovers(checks, `leftovers.${place}`, folder[place], clock.now());
  return checks.list;
}

function checkFolders(checks: Checks, folder: DropFolder): void {
  const before = checks.list.length;
  const dev = statOf(folder.inbox)?.dev;
  for (const place of [...DROP_PLACES, 'own'] as const) {
    const stats = statOf(folder[place]);
    const there = stats ? folder[place] : dirname(folder[place]);
    if (stats && !stats.isDirectory())
      checks.problem(
        place,
        'usage',
        `${folder[place]} is a file, and a folder is needed there.`,
        'Move that file away.',
      );
    else if (!takesFiles(there))
      checks.problem(
        place,
        'usage',
        stats
          ? `${there} takes no new files from this user.`
          : `${folder[place]} is not there, and ${there} takes no new folders from this user.`,
        'Give the user who runs this the right to write there.',
      );
    else if (stats && place !== 'own' && stats.dev !== dev)
      checks.problem(
        place,
        'usage',
        `${folder[place]} is on another file system than ${folder.inbox}.`,
        'Put the four folders on one file system.',
      );
  }
  if (checks.list.length === before) checks.ok('folders', `${folder.inbox} and the three others can be used.`);
}

function takesFiles(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function checkSheets(checks: Checks, folder: DropFolder): void {
  const begun = isFolder(folder.working) ? sheetsIn(folder.working) : [];
  const waiting = isFolder(folder.attention) ? sheetsIn(folder.attention) : [];
  if (begun.length > 0) checks.note('working', `${count(begun.length)} begun and not finished; the next run goes on.`);
  if (waiting.length > 0)
    checks.note(
      'attention',
      `${count(waiting.length)} for a person in ${folder.attention}.`,
      'NAME.what-to-do.txt beside each says what to do.',
    );
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

function count(sheets: number): string {
  return sheets === 1 ? '1 sheet is' : `${sheets} sheets are`;
}
