import type { ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { submitBatch } from '../submit-batch.ts';
import { type Command, type Host, INPUT, OUTPUT, SENDING, SPEAKING, TALK, WHERE } from './command.ts';

/** Checks, then places each good order at most once. Besides `run`, the only command that spends. */
export const submit: Command = {
  usage: 'submit <sheets..>',
  describe: 'Checks, then places each good order at most once; takes sheets or one saved plan.',
  flags: [...INPUT, 'online', ...WHERE, ...SPEAKING, ...SENDING, 'yes', ...OUTPUT, 'progress', ...TALK],
  examples: [
    ['$0 submit may.csv --results may-results.csv', 'show the totals, ask, send, write results'],
    ['$0 submit may.plan.json --yes', 'send exactly what `check --plan` saved, without asking'],
    ['$0 submit may.csv --sandbox --yes', 'try it all without an account and without money'],
  ],
  run: runSubmit,
};

async function runSubmit(flags: Flags, host: Host): Promise<ExitCode> {
  return (await submitBatch(flags, host)).code;
}
