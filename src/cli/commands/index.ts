import { catalog } from './catalog.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { completionOf } from './completion.ts';
import { configCommand } from './config.ts';
import { doctor } from './doctor.ts';
import { drill } from './drill.ts';
import { explain } from './explain.ts';
import { forms } from './forms.ts';
import { inspect } from './inspect.ts';
import { ledger } from './ledger.ts';
import { names } from './names.ts';
import { reconcile } from './reconcile.ts';
import { resolve } from './resolve.ts';
import { results } from './results.ts';
import { run } from './run.ts';
import { sandbox } from './sandbox.ts';
import { status } from './status.ts';
import { stock } from './stock.ts';
import { submit } from './submit.ts';
import { template } from './template.ts';
import { vendorsCommand } from './vendors.ts';
import { workspaces } from './workspaces.ts';

/** Every command, in the order in which help shows them. */
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
  completionOf(() => COMMANDS),
];
