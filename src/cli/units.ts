export const DAY_MS = 24 * 3_600_000;

/** Units of durations, milliseconds. */
export const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: DAY_MS };
