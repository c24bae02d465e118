import type { Command } from './command.ts';
import { completion, configCommand, doctor, drill, ledger, sandbox } from './declared/keeping.ts';
import { catalog, explain, inspect, names, template, vendorsCommand, workspaces } from './declared/looking.ts';
import { check, forms, reconcile, resolve, results, run, status, stock, submit } from './declared/ordering.ts';

/**
 * Every command, in the order in which help shows them. Declarations alone: what a command does is loaded when it is run,
 * so that none is slow to start because of another.
 */
export const COMMANDS: readonly Command[] = [
  check,
  submit,
  reconcile,
  resolve,
  forms,
  stock,
  status,
  results,
  run,
  inspect,
  template,
  names,
  catalog,
  vendorsCommand,
  workspaces,
  explain,
  ledger,
  doctor,
  drill,
  sandbox,
  configCommand,
  completion,
];
