import yargs, { type Argv } from 'yargs';
import { commandLineFault } from './command-line-fault.ts';
import type { Command } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import type { Told } from './config/told.ts';
import { withoutEndOfOptions } from './end-of-options.ts';
import { EPILOGUE, USAGE } from './help-page.ts';
import { type Flags, optionsFor } from './options.ts';
import { VERSION } from './version.ts';
import { withOrderBy } from './with-order-by.ts';

/** What a command line asks for. */
export interface Asked {
  readonly command: Command;
  /** As the words, variables and the configuration say. */
  readonly given: Flags;
}

/** Thrown out of yargs with what it found, since after a handler that returns it lays out the help page, whoever needs it. */
class Found extends Error {
  readonly asked: Asked;

  constructor(asked: Asked) {
    super('a command was found');
    this.asked = asked;
  }
}

/** Words to a command and its flags; null when they asked for help, which is said by then. Throws UsageError. */
export async function parseWords(words: readonly string[], told: Told, width: number): Promise<Asked | null> {
  const parser = yargs(withoutEndOfOptions(withOrderBy(words)))
    .scriptName('sheetorder')
    .usage(USAGE)
    .parserConfiguration({
      'parse-positional-numbers': false,
      'boolean-negation': false,
    })
    .epilogue(EPILOGUE)
    .demandCommand(1, 'Name a command.')
    .recommendCommands()
    .strict()
    // Faults are told apart by yargs' own words, and those are English here whatever the language of the shell.
    .locale('en')
    .exitProcess(false)
    .wrap(width)
    .version(VERSION)
    .fail((message: string, error: unknown) => {
      // What a builder threw comes as the error; yargs' own complaints come as a message.
      if (error instanceof Error && error.name !== 'YError') throw error;
      throw commandLineFault(message ?? String(error), words, COMMANDS);
    });
  for (const command of COMMANDS) {
    parser.command(
      command.usage,
      command.describe,
      (args) => describe(args, command, told),
      (given) => {
        throw new Found({ command, given: given as unknown as Flags });
      },
    );
  }
  try {
    await parser.parseAsync();
  } catch (thrown) {
    if (thrown instanceof Found) return thrown.asked;
    throw thrown;
  }
  return null;
}

function describe(args: Argv, command: Command, { env, layers }: Told): Argv {
  for (const [, positional = ''] of command.usage.matchAll(/[<[](\w+)(?:\.\.)?[>\]]/g))
    args.positional(positional, { type: 'string' });
  return args
    .options(optionsFor(command.flags, env, layers))
    .example(command.examples.map(([line, does]) => [line, does]));
}
