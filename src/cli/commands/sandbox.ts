import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { assertWritable } from '../../io/atomic-write.ts';
import { vendors } from '../../vendors/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { IN_SANDBOX, openSandbox } from '../sandbox-session.ts';
import type { Host } from './command.ts';

/** The stand-in vendors, for as long as the command runs. */
export async function runSandbox(flags: Flags, host: Host): Promise<ExitCode> {
  if (flags.record) assertWritable(flags.record);
  const record = flags.record ?? join(mkdtempSync(join(tmpdir(), 'sheetorder-sandbox-')), 'record.ndjson');
  const clock = host.clock;
  const stand = await opened(() => openSandbox({ ...flags, record }, '', clock), flags);
  host.terminal.out(stand.url);
  host.terminal.err(
    [
      `Listening until Ctrl-C; what is sold is written to ${record}. In another terminal:`,
      ...Object.values(vendors).map((vendor) => `  export ${exportsFor(vendor, stand.urls[vendor.id] ?? '')}`),
      '  sheetorder submit SHEET --ledger sandbox-ledger.sqlite --yes',
    ].join('\n'),
  );
  await new Promise<void>((resolve) => host.drain.signal.addEventListener('abort', () => resolve(), { once: true }));
  await stand.close();
  host.terminal.err(`Sold ${stand.sold().length} orders.`);
  return EXIT.done;
}

/** A port may be taken, or be none. */
async function opened<T>(open: () => Promise<T>, { port = 0 }: Flags): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!/^(EADDRINUSE|EACCES|ERR_SOCKET_BAD_PORT)$/.test(code)) throw error;
    throw new UsageError(
      `The sandbox cannot listen on port ${port} (${code}).`,
      'Leave --port out, and it takes any free one, or name another from 1024 to 65535.',
      'SANDBOX-PORT',
    );
  }
}

/** What makes a command in another terminal speak to the stand-in; the key says that it is one. */
function exportsFor({ auth }: Vendor, url: string): string {
  const organization = auth.organizationVariable ? [`${auth.organizationVariable}=${IN_SANDBOX}`] : [];
  return [`${auth.baseUrlVariable}=${url}`, `${auth.keyVariable}=${IN_SANDBOX}`, ...organization].join(' ');
}
