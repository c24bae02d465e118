import { UsageError } from '../../domain/errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { sayRecords } from '../say-records.ts';
import { type Command, type Host, TALK, WHERE } from './command.ts';

/** The memory: what was done, and whether it can be trusted. */
export const ledger: Command = {
  usage: 'ledger <action>',
  describe: 'list shows every order ever sent; verify checks that the memory is whole.',
  flags: [...WHERE, 'json', ...TALK],
  examples: [
    ['$0 ledger list', 'every order, with its state, key and id'],
    ['$0 ledger verify', 'exit 6 when the ledger must not be trusted'],
  ],
  run: runLedger,
};

async function runLedger(flags: Flags, host: Host): Promise<ExitCode> {
  if (flags.action !== 'list' && flags.action !== 'verify')
    throw new UsageError(`ledger ${flags.action} is not known.`, 'Use `ledger list` or `ledger verify`.');
  const composition = host.compose(flags);
  const opened = composition.existingLedger();
  if (!opened) {
    host.terminal.out(`There is no ledger at ${composition.ledgerPath} yet: nothing was ever sent.`);
    return EXIT.done;
  }
  if (flags.action === 'list') {
    const keys = new Set<string>();
    for (const entry of opened.all()) if (entry.type !== 'snapshot') keys.add(entry.key);
    host.terminal.out(composition.redactor.cover(sayRecords(opened, [...keys], flags.json ?? false).text));
    return EXIT.done;
  }
  const problems = opened.verify();
  if (problems.length === 0) {
    if (!flags.quiet) host.terminal.out(`${composition.ledgerPath} is whole.`);
    return EXIT.done;
  }
  host.terminal.out(problems.join('\n'));
  host.terminal.err(
    'Next: send nothing with this ledger; put it back from a backup, or ask for help with what stands above.',
  );
  return EXIT.ledger;
}
