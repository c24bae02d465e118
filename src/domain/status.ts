/** How an order stands when a run ends. CSV, JSON, HTML, logs, exit codes and the library use these words and no others. */
export const STATUSES = [
  'ready',
  'placed',
  'awaiting_payment',
  'payment_pending',
  'already_placed',
  'invalid',
  'refused',
  'not_sent',
  'unknown',
  'skipped',
] as const;

export type Status = (typeof STATUSES)[number];

/** Statuses under which the vendor has the order. */
export const IS_PLACED: ReadonlySet<Status> = new Set([
  'placed',
  'awaiting_payment',
  'payment_pending',
  'already_placed',
]);
