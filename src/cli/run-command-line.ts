import { setMaxListeners } from 'node:events';
import { basename } from 'node:path';
import yargs, { type Argv } from 'yargs';
import { SheetorderError } from '../domain/errors.ts';
import { visibleText } from '../domain/visible-text.ts';
import { commandLineFault } from './command-line-fault.ts';
import type { Command, Host } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import { Composition } from './compose.ts';
import { type Env, envWithFile } from './environment.ts';
import { EXIT, type ExitCode, exitCodeFor } from './exit-codes.ts';
import { assertNumbers, assertOnce, type Flags, optionsFor } from './options.ts';
import { VERSION } from './version.ts';

/** One command line from words to exit code. Errors end here, each said with what to do next. */
export async function runCommandLine(
  words: readonly string[],
  environment: Env,
  hands: Pick<Host, 'terminal' | 'drain' | 'clock'>,
): Promise<ExitCode> {
  const { terminal } = hands;
  // Every order that waits listens for Ctrl-C, and there may be many.
  setMaxListeners(0, hands.drain.signal);
  const opened: Composition[] = [];
  const cover = (text: string) => opened.reduce((covered, { redactor }) => redactor.cover(covered), text);
  try {
    const env = envWithFile(words, environment);
    return await parse(words, { ...hands, env }, opened);
  } catch (error) {
    if (error instanceof SheetorderError) {
      terminal.err(cover(onOwnLines(`${error.code}: ${error.message}\n→ ${error.hint}`, words)));
      return exitCodeFor([], { thrown: [error.exit] });
    }
    terminal.err(
      `BUG: This is a bug in sheetorder ${VERSION} on Node ${process.version}; nothing is lost, the ledger has every step.\n→ Run \`sheetorder ledger verify\`, then \`sheetorder results\` with the same sheets; report what follows.`,
    );
    terminal.err(cover(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    return EXIT.bug;
  }
}

/** A line break in the name of a file must not look like a line of ours. */
function onOwnLines(text: string, words: readonly string[]): string {
  const names = words.flatMap((word) => [word, basename(word)]).filter((name) => /[\n\r]/.test(name));
  return names.reduce((plain, name) => plain.replaceAll(name, visibleText(name)), text);
}

async function parse(words: readonly string[], base: Omit<Host, 'compose'>, opened: Composition[]): Promise<ExitCode> {
  let ended: ExitCode = EXIT.done;
  const parser = yargs([...words])
    .scriptName('sheetorder')
    .usage('$0 <command>\n\nTurns spreadsheets of domains and aliases into paid orders, each placed at most once.')
    .parserConfiguration({
      'parse-positional-numbers': false,
      'boolean-negation': false,
    })
    .epilogue(
      'Durations: 500ms, 5s, 2m, 1h. Every flag has a variable, SHEETORDER_<FLAG_NAME>. Words, statuses and exit codes: README.md.',
    )
    .demandCommand(1, 'Name a command.')
    .recommendCommands()
    .strict()
    .exitProcess(false)
    .wrap(base.terminal.width ? Math.min(base.terminal.width, 120) : 100)
    .version(VERSION)
    .fail((message: string, error: unknown) => {
      // What a command threw comes as the error; yargs' own complaints come as a message.
      if (error instanceof Error && error.name !== 'YError') throw error;
      throw commandLineFault(message ?? String(error), words, COMMANDS);
    });
  for (const command of COMMANDS) {
    parser.command(
      command.usage,
      command.describe,
      (args) => describe(args, command, base.env),
      async (given) => {
        ended = await run(command, given as unknown as Flags, base, opened);
      },
    );
  }
  await parser.parseAsync();
  return ended;
}

function describe(args: Argv, command: Command, env: Env): Argv {
  for (const [, positional = ''] of command.usage.matchAll(/[<[](\w+)(?:\.\.)?[>\]]/g))
    args.positional(positional, { type: 'string' });
  return args.options(optionsFor(command.flags, env)).example(command.examples.map(([line, does]) => [line, does]));
}

/** A command's ports are closed however it ends. */
async function run(
  command: Command,
  flags: Flags,
  base: Omit<Host, 'compose'>,
  opened: Composition[],
): Promise<ExitCode> {
  assertOnce(flags);
  assertNumbers(flags);
  const compose = (given: Flags, env: Env = base.env) => {
    const composition = new Composition(given, env, base.clock, base.drain.signal);
    opened.push(composition);
    return composition;
  };
  try {
    return await command.run(flags, { ...base, compose });
  } finally {
    for (const composition of opened) await composition.close();
  }
}
