#!/usr/bin/env node
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { SheetorderError } from '../domain/errors.ts';
import { EXIT, exitCodeFor } from './exit-codes.ts';
import { type FlagName, optionsFor } from './options.ts';
import { type BatchFlags, checkCommand, submitCommand, type Terminal } from './run-command.ts';
import { VERSION } from './version.ts';

const INPUT = [
  'aliases',
  'delimiter',
  'set',
  'vendor',
  'operation',
  'base-url',
  'ledger',
] as const satisfies readonly FlagName[];
const OUTPUT = [
  'results',
  'annotated',
  'report',
  'bom',
  'quiet',
  'fail-on-payment-due',
] as const satisfies readonly FlagName[];
const SENDING = [
  'concurrency',
  'rate',
  'timeout',
  'strict',
  'max-orders',
  'stop-after',
  'keep-going-on-unknown',
  'retry-refused',
  'allow-claimed',
  'yes',
  'lock-wait',
] as const satisfies readonly FlagName[];

const terminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void (text && process.stderr.write(`${text}\n`)),
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
};

process.stdout.on('error', () => {});
const drain = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (drain.signal.aborted) process.exit(signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
    terminal.err('Stopping: nothing new is started, orders in flight may finish. Once more leaves at once.');
    drain.abort(signal);
  });
}

const finish = (code: number) => {
  process.exitCode = code;
};

try {
  await yargs(hideBin(process.argv))
    .scriptName('sheetorder')
    .command(
      'check <sheets..>',
      'The dry run: what is wrong, and what would be sent.',
      optionsFor([...INPUT, ...OUTPUT], process.env),
      (flags) => {
        finish(checkCommand(flags as unknown as BatchFlags, process.env, terminal));
      },
    )
    .command(
      'submit <sheets..>',
      'Checks, then places each good order at most once.',
      optionsFor([...INPUT, ...OUTPUT, ...SENDING], process.env),
      async (flags) => {
        finish(await submitCommand(flags as unknown as BatchFlags, process.env, terminal, drain));
      },
    )
    .demandCommand(1, 'Name a command.')
    .strict()
    .version(VERSION)
    .fail((message, error) => {
      if (error) throw error;
      terminal.err(`${message}\nRun sheetorder --help for the commands and flags.`);
      process.exit(EXIT.usage);
    })
    .parseAsync();
} catch (error) {
  if (error instanceof SheetorderError) {
    terminal.err(`${error.code}: ${error.message}\n→ ${error.hint}`);
    finish(exitCodeFor([], { thrown: [error.exit] }));
  } else {
    terminal.err(
      `This is a bug in sheetorder ${VERSION} on Node ${process.version}.\n${error instanceof Error ? error.stack : String(error)}`,
    );
    finish(EXIT.bug);
  }
}
