import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { type DropFolder, findDropFolder } from '../../io/drop-folder/layout.ts';
import type { Config } from '../config/config.ts';
import { upwards } from '../config/find.ts';
import { wrong } from '../config/read.ts';

/**
 * Throws UsageError where the configuration was dropped as a sheet is, means another profile for this folder, or is not the
 * one that stands above it: its budgets and profiles were meant for these sheets.
 */
export function assertFolder(folder: DropFolder, { path, run, chosen }: Config): void {
  const inbox = realpathSync(folder.inbox);
  if (path !== null && dirname(realpathSync(path)) === inbox)
    throw wrong(path, 'It lies in the folder in which sheets are dropped, where whoever drops them could change it.');
  assertOwnConfig(folder, path);
  for (const [named, { profile }] of Object.entries(run.folders))
    if (profile !== null && profile !== chosen?.name && inboxOf(named) === inbox)
      throw new UsageError(
        `The sheets of ${folder.inbox} are those of profile ${profile}, and ${chosen ? `profile ${chosen.name}` : 'no profile'} was chosen.`,
        'Name the folder with --inbox as the configuration does, or correct run.folders in the configuration.',
        'PROFILE-CONFLICT',
      );
}

function assertOwnConfig(folder: DropFolder, path: string | null): void {
  const root = realpathSync(dirname(folder.own));
  const above = upwards(root === realpathSync(folder.inbox) ? dirname(root) : root).find((one) => existsSync(one));
  if (above === undefined || (path !== null && realpathSync(path) === realpathSync(above))) return;
  throw new UsageError(
    `${above} stands above ${folder.inbox}, and ${path === null ? 'no configuration' : path} is read, because that is what is found from the folder in which the command runs.`,
    `Run it in the folder of that configuration: cd ${dirname(above)}. Its budgets and profiles are meant for these sheets.`,
    'CONFIG-ELSEWHERE',
  );
}

/** However its path is written and whatever links lead to it. */
function inboxOf(named: string): string | null {
  return existsSync(named) ? realpathSync(findDropFolder(named).inbox) : null;
}
