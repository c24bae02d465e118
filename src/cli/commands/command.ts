import type { Deadline } from '../../domain/deadline.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Composition } from '../compose.ts';
import type { Env } from '../environment.ts';
import type { JsonEvents } from '../events/json-events.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type FlagName, type Flags, MEANING } from '../options.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What every command is given besides its flags. */
export interface Host {
  readonly env: Env;
  readonly terminal: Terminal;
  /** Aborted by the first Ctrl-C. */
  readonly drain: AbortController;
  readonly clock: Clock;
  /** Of `--max-duration`, counted from the command's beginning; shared by every batch of the command. */
  readonly deadline?: Deadline;
  /** Under `--json` alone: what `terminal` makes its events with. */
  readonly events: JsonEvents | null;
  /** Under `run` alone: told of each plan before it is carried out; throws to stop it there. */
  readonly guard?: (plan: Plan) => void;
  /** Loads what `compose` needs; done already, unless the command says that it needs no ports. */
  loadPorts(): Promise<void>;
  /** Builds the ports for this command; closed when it ends. Batches of one run share its name. */
  compose(flags: Flags, env?: Env, batch?: string): Composition;
}

export interface Command {
  /** Its name and what it takes without a flag, in yargs' words: `check <sheets..>`. */
  readonly usage: string;
  readonly describe: string;
  readonly flags: readonly FlagName[];
  /** Command line and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** False for a command that composes nothing, or only after `host.loadPorts()`. */
  readonly needsPorts?: false;
  /** What it does, which is loaded for a command that is run and for no other. */
  load(): Promise<Run>;
}

export type Run = (flags: Flags, host: Host) => ExitCode | Promise<ExitCode>;

/** Flags of every command that reads sheets. */
export const READING = ['aliases', ...MEANING, 'allow-claimed', 'retry-refused'] as const satisfies readonly FlagName[];

/** Flags of every command that does something with the orders of sheets, or tells how they stand. */
export const INPUT = [...READING, 'where'] as const satisfies readonly FlagName[];

/** Flags that say which account and which memory. */
export const WHERE = ['profile', 'sandbox', 'base-url', 'env-file', 'ledger'] as const satisfies readonly FlagName[];

/** Flags of every command that speaks to a vendor. */
export const SPEAKING = [
  'rate',
  'timeout',
  'lock-wait',
  'fault',
  'fault-rate',
  'seed',
] as const satisfies readonly FlagName[];

/** Flags of every command that spends, besides `--yes`. */
export const SENDING = [
  'concurrency',
  'order-by',
  'max-duration',
  'not-before',
  'strict',
  'max-orders',
  'max-spend',
  'canary',
  'stop-after',
  'keep-going-on-unknown',
] as const satisfies readonly FlagName[];

/** Flags of every command that ends in outcomes. */
export const OUTPUT = [
  'results',
  'annotated',
  'report',
  'no-bom',
  'json',
  'fail-on-payment-due',
] as const satisfies readonly FlagName[];

/** Flags of every command. */
export const TALK = ['quiet', 'verbose', 'no-color', 'log-file', 'log-format'] as const satisfies readonly FlagName[];
