import { UsageError } from '../../domain/errors.ts';
import { type Env, variable } from '../environment.ts';
import type { Flags } from '../options.ts';
import type { Terminal } from './terminal.ts';

export const PROGRESS_MODES = ['auto', 'bar', 'lines', 'none'] as const;

/** How progress is shown: a bar only where a screen can draw it, nothing beside the events of `--json`. Throws UsageError. */
export function progressMode(
  { progress = 'auto', quiet, json }: Pick<Flags, 'progress' | 'quiet' | 'json'>,
  env: Env,
  { width }: Pick<Terminal, 'width'>,
): 'bar' | 'lines' | 'none' {
  const asked = PROGRESS_MODES.find((mode) => mode === progress);
  if (!asked)
    throw new UsageError(
      `--progress ${progress} is not known.`,
      `Write ${PROGRESS_MODES.join(', ')}.`,
      'USAGE-FLAG-VALUE',
    );
  if (quiet || json || asked === 'none') return 'none';
  if (width === null || asked === 'lines') return 'lines';
  if (asked === 'bar') return 'bar';
  return env.TERM === 'dumb' || variable(env, 'CI') ? 'lines' : 'bar';
}
