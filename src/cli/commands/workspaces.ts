import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { Workspace } from '../../domain/online.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { assertWritable, writeAtomic } from '../../io/atomic-write.ts';
import { converse } from '../../run/converse.ts';
import { mergeWorkspaces, type WorkspaceNames } from '../../steps/merge-workspaces.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { vendorNamed } from '../one-account.ts';
import type { Flags } from '../options.ts';
import { commandLine } from '../say-command.ts';
import { table } from '../terminal/table.ts';
import { unread } from '../unread.ts';
import type { Host } from './command.ts';

/** The organizations that a key sees. Their ids are part of an order's identity, so a name is only a way to write one. */
export async function runWorkspaces(flags: Flags, host: Host): Promise<ExitCode> {
  const composition = host.compose(flags);
  const vendor = vendorNamed(flags);
  const seen = await readSeen(vendor, composition);
  const cover = (text: string) => composition.redactor.cover(text);
  const rows = seen.map(({ id, name }) => [id, name]);
  host.terminal.out(
    cover(flags.json ? JSON.stringify(seen, null, 2) : table(['id', 'name'], rows, host.terminal.outWidth)),
  );
  if (flags.save) for (const text of save(vendor, seen, composition)) host.terminal.err(cover(visibleText(text)));
  else if (!flags.quiet && vendor.auth.organizationVariable)
    host.terminal.err(
      `Next: set ${vendor.auth.organizationVariable} to one of these ids, or keep their names for sheets with ${commandLine('workspaces', flags, ['--save'])}`,
    );
  return EXIT.done;
}

async function readSeen(vendor: Vendor, composition: Composition): Promise<readonly Workspace[]> {
  if (!vendor.readWorkspaces)
    throw new UsageError(
      `${vendor.title} has no workspaces: a key is one account.`,
      'Leave --vendor out for ScaledMail.',
      'NO-WORKSPACES',
    );
  const transport = await composition.transport(vendor);
  const reading = await converse(vendor.readWorkspaces(), (request) => transport.read(request));
  if (reading.kind === 'read') return reading.workspaces;
  const wanted = { sentence: 'The workspaces could not be read', code: 'WORKSPACES-FAILED' };
  throw unread(vendor, reading.failure, wanted, composition);
}

/** Adds the names to the configuration, and says what was done. A name that is known with another id stops it. */
function save(vendor: Vendor, seen: readonly Workspace[], composition: Composition): readonly string[] {
  const { config } = composition;
  const known = (composition.settings(vendor).workspaces ?? {}) as WorkspaceNames;
  const { names, nameless, changed } = mergeWorkspaces(known, seen);
  const [moved] = changed;
  if (moved)
    throw new UsageError(
      `"${moved.name}" is ${known[moved.name]} in ${config.path}, and the key sees it as ${moved.id}; nothing was written.`,
      'Correct the file by hand once you know which is right: the id is part of what makes an order the same order.',
      'WORKSPACE-CHANGED',
    );
  const path = config.path ?? resolve('sheetorder.json');
  assertWritable(path);
  const whole = config.path ? fieldsOf(JSON.parse(readFileSync(config.path, 'utf8'))) : {};
  const ofVendors = fieldsOf(whole.vendors);
  const own = { ...fieldsOf(ofVendors[vendor.id]), workspaces: names };
  writeAtomic(
    path,
    `${JSON.stringify({ ...whole, vendors: { ...ofVendors, [vendor.id]: own } }, null, 2)}\n`,
    modeOf(config.path),
  );
  return [
    `${Object.keys(names).length} names are in ${path}; organization_id and ${vendor.auth.organizationVariable} may be one of them.`,
    ...nameless.map(({ id, name }) => `${id} goes by its id only: its name "${name}" is empty, or not its own.`),
  ];
}

/** A file that is there stays as readable as it was. */
function modeOf(path: string | null): number {
  return path ? statSync(path).mode & 0o777 : 0o644;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
