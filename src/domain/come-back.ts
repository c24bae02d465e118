const MINUTE_MS = 60_000;

/** A wait that a vendor asks for is sat out up to here; a longer one is for another run. */
export const LONGEST_WAIT_MS = 5 * MINUTE_MS;

/** The moment after such a wait as a person reads it, never too early: `2027-01-31 09:00 UTC`. */
export function comeBackAt(waitMs: number, now: number): string {
  const at = new Date(Math.ceil((now + waitMs) / MINUTE_MS) * MINUTE_MS);
  // A vendor may name a moment that no calendar has.
  return Number.isNaN(at.getTime()) ? 'a very long time' : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What follows a reason; empty where the vendor asks for no wait, or for one that is over soon. */
export function comeBackText(waitMs: number | null, now: number): string {
  if (waitMs === null || waitMs < MINUTE_MS) return '';
  return `; the vendor asks to come back after ${comeBackAt(waitMs, now)}`;
}
