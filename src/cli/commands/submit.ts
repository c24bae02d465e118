import type { ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { submitBatch } from '../submit-batch.ts';
import type { Host } from './command.ts';

/** Checks, then places each good order at most once. Besides `run`, the only command that spends. */
export async function runSubmit(flags: Flags, host: Host): Promise<ExitCode> {
  return (await submitBatch(flags, host)).code;
}
