import { sayConfig } from '../config/say-view.ts';
import { viewConfig } from '../config/view.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import type { Host } from './command.ts';

/** Every setting and where it comes from. Reads configuration and environment alone, and opens, writes and sends nothing. */
export function runConfig(flags: Flags, host: Host): ExitCode {
  const composition = host.compose({ ...flags, 'log-file': undefined });
  const view = viewConfig(flags, composition);
  const text = flags.json ? JSON.stringify(view, null, 2) : sayConfig(view, host.terminal.outWidth);
  host.terminal.out(composition.redactor.cover(text));
  return EXIT.done;
}
