import type { Clock, RunEvent } from '../domain/ports.ts';
import type { Terminal } from './terminal.ts';

const LINE_EVERY_MS = 5_000;

/** Says how far a run is: one line that changes on a screen, otherwise a plain line each few seconds. */
export function progress(total: number, terminal: Terminal, clock: Clock): (event: RunEvent) => void {
  const counts = new Map<string, number>();
  const started = clock.now();
  let said = started;
  return (event) => {
    if (event.name !== 'verdict') return;
    const kind = String(event.data?.verdict ?? 'done');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const line = lineOf(counts, total, clock.now() - started);
    if (terminal.width !== null) return terminal.live(line);
    if (clock.now() - said < LINE_EVERY_MS) return;
    said = clock.now();
    terminal.err(line);
  };
}

function lineOf(counts: ReadonlyMap<string, number>, total: number, elapsedMs: number): string {
  const done = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...counts].map(([kind, count]) => `${count} ${kind.replaceAll('_', ' ')}`).join(', ');
  const left =
    done > 0 && done < total ? `, about ${Math.ceil(((elapsedMs / done) * (total - done)) / 1000)} s left` : '';
  return `${done} of ${total} answered: ${kinds}${left}`;
}
