import type { Host } from '../commands/command.ts';

/** A screen shows `^C` where it is pressed: behind the line that stands there, or before the next one. */
export const ROOM_FOR_ECHO = 3;

/** What has left and is not answered yet, told by the command that sends. */
const underWay = new WeakMap<AbortSignal, () => number>();

/** From now on whoever interrupts is told how many orders are under way. */
export function countUnderWay({ signal }: Host['drain'], count: () => number): void {
  underWay.set(signal, count);
}

/** The one line that a person sees after the first Ctrl-C. */
export function stoppingText(signal: AbortSignal, by: string): string {
  const again = by === 'SIGINT' ? 'Ctrl-C again' : 'a second signal';
  const count = underWay.get(signal)?.();
  if (count === undefined) return `Stopping; ${again} leaves at once.`;
  if (count === 0) return `Stopping: no order is under way, and none starts; ${again} leaves at once.`;
  return `Stopping: ${count === 1 ? '1 order' : `${count} orders`} under way may finish; ${again} leaves at once.`;
}

/** What a person sees after the second Ctrl-C; empty for a command that sends nothing. It counts nothing: an order may wait for a read. */
export function leavingText(signal: AbortSignal): string {
  return underWay.has(signal)
    ? 'Left at once: orders under way may or may not have been placed. Run `sheetorder check` with the same sheets and flags: it says what comes next.'
    : '';
}
