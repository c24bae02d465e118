import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../../domain/errors.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import type { RunFigures } from './figures.ts';
import { isMetricsText, metricsText } from './metrics.ts';

/** Others may read it: the collector that does so runs as another user, and it holds numbers alone. */
const MODE = 0o644;

/**
 * Found out before anything is taken. Throws UsageError for a name that no collector reads, and for somebody else's file; a
 * folder that is missing keeps no order back.
 */
export function assertMetricsTarget(path: string): void {
  if (!/\.prom$/.test(path))
    throw new UsageError(
      `--metrics ${path}: collectors read only files that end in .prom.`,
      'Give it a name that ends in .prom.',
      'OUTPUT-KIND',
    );
  if (existsSync(path) && !isMetricsText(previousText(path)))
    throw new UsageError(
      `${path} holds metrics of another program, which would be lost.`,
      'Name a file of its own for each inbox.',
      'METRICS-NOT-OURS',
    );
}

/** Writes the file whole or not at all; returns a note when it could not, because the run is over by now. */
export function writeMetrics(path: string, figures: RunFigures): string | null {
  try {
    writeAtomic(path, metricsText(figures, previousText(path)), MODE);
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `METRICS-NOT-WRITTEN: ${path} could not be written (${why}). Nothing else is affected; make room, or name another file with --metrics.`;
  }
}

/** What it holds now; nothing where it cannot be read, since it is about to be replaced. */
function previousText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
