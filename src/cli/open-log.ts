import { UsageError } from '../domain/errors.ts';
import { openRunLog } from '../io/run-log.ts';
import type { Flags } from './options.ts';

/** The log file of `--log-file`, when one is asked for. Throws UsageError for an unknown format. */
export function openLog(
  flags: Flags,
  hands: { now: () => number; cover: (text: string) => string; warn: (text: string) => void },
): ReturnType<typeof openRunLog> | null {
  const path = flags['log-file'];
  const format = flags['log-format'] ?? 'text';
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`--log-format "${format}" is not known.`, 'Write text or json.', 'USAGE-FLAG-VALUE');
  if (!path) return null;
  const { now, cover, warn } = hands;
  const onFailure = (error: unknown) => warn(`LOG-NOT-WRITABLE: The log file ${path} could not be written (${error}).`);
  return openRunLog({ path, format, now, cover, onFailure });
}
