import { sayConfig } from '../config/say-view.ts';
import { viewConfig } from '../config/view.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { FLAGS, type FlagName } from '../flags.ts';
import type { Flags } from '../options.ts';
import type { Command, Host } from './command.ts';

/** Every setting and where it comes from. Reads configuration and environment alone, and opens, writes and sends nothing. */
export const configCommand: Command = {
  usage: 'config',
  describe: 'Every setting, its value, and where it comes from: flag, variable, profile, file or default.',
  flags: Object.keys(FLAGS) as FlagName[],
  examples: [
    ['$0 config', 'what a command here would work with; keys are told as set or not set'],
    ['$0 config --profile acme', 'the same for one agency'],
    ['$0 config --concurrency 8 --json', 'any flag may be given; for programs'],
  ],
  run: runConfig,
};

function runConfig(flags: Flags, host: Host): ExitCode {
  const composition = host.compose({ ...flags, 'log-file': undefined });
  const view = viewConfig(flags, composition);
  const text = flags.json ? JSON.stringify(view, null, 2) : sayConfig(view, host.terminal.outWidth);
  host.terminal.out(composition.redactor.cover(text));
  return EXIT.done;
}
