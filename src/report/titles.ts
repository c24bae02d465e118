import type { BatchReport } from '../domain/outcome.ts';

/** What a report for people is called, by the command that it comes from. */
export const TITLES = {
  check: 'Dry run: nothing was sent',
  submit: 'Submitted orders',
  results: 'Results from the ledger',
  reconcile: 'Orders read back',
} satisfies Record<BatchReport['command'], string>;
