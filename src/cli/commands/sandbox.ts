import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAULTS } from '../../sandbox/faults.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { openSandbox } from '../sandbox-session.ts';
import { type Command, type Host, TALK } from './command.ts';

/** The stand-in vendor, for as long as the command runs. */
export const sandbox: Command = {
  usage: 'sandbox',
  describe: `A stand-in for the vendor on this machine. Faults: ${FAULTS.map((fault) => fault.name).join(', ')}.`,
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
      `  export SCALEDMAIL_BASE_URL=${stand.url} SCALEDMAIL_API_KEY=sandbox SCALEDMAIL_ORGANIZATION_ID=sandbox`,
      '  sheetorder submit SHEET --ledger sandbox-ledger.sqlite --yes',
    ].join('\n'),
  );
  await new Promise<void>((resolve) => host.drain.signal.addEventListener('abort', () => resolve(), { once: true }));
  await stand.close();
  host.terminal.err(`Sold ${stand.sold().length} orders.`);
  return EXIT.done;
}
