import type { Paces } from '../io/paced-transport.ts';
import type { AboutRun } from './about-run.ts';

/** What all batches of one command share: a vendor would take two paces for two senders. */
export interface SharedHands {
  readonly paces: Paces;
  readonly about: AboutRun;
  /** The name of the run that a batch belongs to; a new one where it is left out. What a budget of a run allows is counted by it. */
  readonly batch?: string | undefined;
}
