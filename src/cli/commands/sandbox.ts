import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Vendor } from '../../domain/vendor.ts';
import { FAULTS } from '../../sandbox/faults.ts';
import { vendors } from '../../vendors/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { IN_SANDBOX, openSandbox } from '../sandbox-session.ts';
import { type Command, type Host, TALK } from './command.ts';

/** The stand-in vendors, for as long as the command runs. */
export const sandbox: Command = {
  usage: 'sandbox',
  describe: `A stand-in for each vendor on this machine. Faults: ${FAULTS.map((fault) => fault.name).join(', ')}.`,
  flags: ['port', 'fault', 'fault-rate', 'rate', 'seed', 'record', ...TALK],
  examples: [
    ['$0 sandbox', 'listen on a free port until Ctrl-C'],
    ['$0 sandbox --port 4010 --fault lost-reply,late-listing', 'misbehave with some of the orders'],
  ],
  run: runSandbox,
};

async function runSandbox(flags: Flags, host: Host): Promise<ExitCode> {
  const record = flags.record ?? join(mkdtempSync(join(tmpdir(), 'sheetorder-sandbox-')), 'record.ndjson');
  const clock = host.clock;
  const stand = await openSandbox({ ...flags, record }, '', clock);
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

/** What makes a command in another terminal speak to the stand-in; the key says that it is one. */
function exportsFor({ auth }: Vendor, url: string): string {
  const organization = auth.organizationVariable ? [`${auth.organizationVariable}=${IN_SANDBOX}`] : [];
  return [`${auth.baseUrlVariable}=${url}`, `${auth.keyVariable}=${IN_SANDBOX}`, ...organization].join(' ');
}
