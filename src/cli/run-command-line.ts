import { setMaxListeners } from 'node:events';
import { basename } from 'node:path';
import yargs, { type Argv } from 'yargs';
import { Deadline } from '../domain/deadline.ts';
import { SheetorderError } from '../domain/errors.ts';
import { visibleText } from '../domain/visible-text.ts';
import { Paces } from '../io/paced-transport.ts';
import { aboutRun } from './about-run.ts';
import { withOrderBy } from './choice.ts';
import { commandLineFault } from './command-line-fault.ts';
import type { Command, Host } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import { Composition } from './compose.ts';
import { type Told, toldBefore } from './config/told.ts';
import { withoutEndOfOptions } from './end-of-options.ts';
import type { Env } from './environment.ts';
import { asksForJson, JsonEvents } from './events/json-events.ts';
import { EXIT, type ExitCode, exitCodeFor } from './exit-codes.ts';
import {
  assertNumbers,
  assertOnce,
  durationMs,
  type Flags,
  inheritedBy,
  optionsFor,
  originsOf,
  twinOf,
} from './options.ts';
import { progressMode } from './terminal/progress-mode.ts';
import { ROOM_FOR_ECHO, stoppingText } from './terminal/stopping.ts';
import type { Terminal } from './terminal/terminal.ts';
import { fitted } from './terminal/wrap.ts';
import { VERSION } from './version.ts';

/** One command line from words to exit code. Errors end here, each said with what to do next. */
export async function runCommandLine(
  words: readonly string[],
  environment: Env,
  hands: Pick<Host, 'terminal' | 'drain' | 'clock'>,
): Promise<ExitCode> {
  const { terminal, drain, clock } = hands;
  // Every order that waits listens for Ctrl-C, and there may be many.
  setMaxListeners(0, drain.signal);
  const opened: Composition[] = [];
  const cover = (text: string) => opened.reduce((covered, { redactor }) => redactor.cover(covered), text);
  const open = () => new JsonEvents({ terminal, clock, cover });
  const talk: Talk = { opened, open, events: null, fault: null };
  if (asksForJson(words, environment[twinOf('json')])) talk.events = open();
  const stopping = () => {
    const text = stoppingText(drain.signal, String(drain.signal.reason));
    if (talk.events) talk.events.terminal.err(text);
    else terminal.err(fitted(text, terminal.width && terminal.width - ROOM_FOR_ECHO));
  };
  drain.signal.addEventListener('abort', stopping, { once: true });
  const code = await parse(words, environment, hands, talk).catch((error: unknown) => {
    if (talk.events) talk.events.failed(error);
    else sayError(error, words, terminal, cover);
    return error instanceof SheetorderError ? exitCodeFor([], { thrown: [error.exit] }) : EXIT.bug;
  });
  drain.signal.removeEventListener('abort', stopping);
  talk.events?.ended(code);
  return code;
}

/** What is opened on the way and needed again when the command ends; `events` stands in for words under `--json`. */
interface Talk {
  readonly opened: Composition[];
  readonly open: () => JsonEvents;
  events: JsonEvents | null;
  /** Why the configuration cannot be used; thrown by what needs it. */
  fault: Told['fault'];
}

function sayError(error: unknown, words: readonly string[], terminal: Terminal, cover: (text: string) => string): void {
  const isBug = !(error instanceof SheetorderError);
  if (isBug)
    terminal.err(
      `BUG: This is a bug in sheetorder ${VERSION} on Node ${process.version}; nothing is lost, the ledger has every step.\n→ Run \`sheetorder ledger verify\`, then \`sheetorder results\` with the same sheets; report what follows.`,
    );
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const said = isBug ? stack : onOwnLines(`${error.code}: ${error.message}\n→ ${error.hint}`, words);
  terminal.err(isBug ? cover(said) : fitted(cover(said), terminal.width));
}

/** A line break in the name of a file must not look like a line of ours. */
function onOwnLines(text: string, words: readonly string[]): string {
  const names = words.flatMap((word) => [word, basename(word)]).filter((name) => /[\n\r]/.test(name));
  return names.reduce((plain, name) => plain.replaceAll(name, visibleText(name)), text);
}

async function parse(
  words: readonly string[],
  environment: Env,
  hands: Pick<Host, 'terminal' | 'drain' | 'clock'>,
  talk: Talk,
): Promise<ExitCode> {
  const began = hands.clock.elapsed();
  const told = toldBefore(words, environment, process.cwd());
  const base = { ...hands, env: told.env };
  talk.fault = told.fault;
  let ended: ExitCode = EXIT.done;
  const parser = yargs(withoutEndOfOptions(withOrderBy(words)))
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
      (args) => describe(args, command, told),
      async (given) => {
        // The file that --env-file names is no part of the shell, but the next command names it again.
        const inherited = inheritedBy(command.flags, base.env, told.layers);
        const origins = originsOf(command.flags, words, base.env, told.layers);
        const flags = { ...(given as unknown as Flags), inherited, origins };
        ended = await run(command, flags, { ...base, began, words }, talk);
      },
    );
  }
  await parser.parseAsync();
  return ended;
}

function describe(args: Argv, command: Command, { env, layers }: Told): Argv {
  for (const [, positional = ''] of command.usage.matchAll(/[<[](\w+)(?:\.\.)?[>\]]/g))
    args.positional(positional, { type: 'string' });
  return args
    .options(optionsFor(command.flags, env, layers))
    .example(command.examples.map(([line, does]) => [line, does]));
}

/** When `--max-duration` ends; null without it. Throws UsageError. */
function deadlineOf(flags: Flags, clock: Host['clock'], began: number): Deadline | null {
  const text = flags['max-duration'];
  return text === undefined ? null : new Deadline(clock, durationMs(text, 'max-duration'), text, began);
}

/** A command's ports are closed however it ends. */
async function run(
  command: Command,
  flags: Flags,
  base: Omit<Host, 'compose' | 'events' | 'deadline'> & { readonly began: number; readonly words: readonly string[] },
  talk: Talk,
): Promise<ExitCode> {
  // Only now it is certain what a word or a variable meant.
  talk.events = flags.json ? (talk.events ?? talk.open()) : null;
  const { opened, events } = talk;
  events?.of(command, flags.quiet ?? false);
  assertOnce(flags);
  assertNumbers(flags);
  progressMode(flags, base.env, base.terminal);
  const deadline = deadlineOf(flags, base.clock, base.began);
  const paces = new Paces();
  const compose = (given: Flags, env: Env = base.env, batch?: string) => {
    if (talk.fault) throw talk.fault;
    const about = aboutRun(command.usage.split(' ')[0] ?? '', given.sheets ?? [], base.words);
    const composition = new Composition(given, env, base.clock, base.drain.signal, { paces, about, batch });
    opened.push(composition);
    const terminal = events?.terminal ?? base.terminal;
    events?.started(given, composition.batch, (listener) => composition.listen(listener));
    composition.listen(({ name, text }) => {
      if (name === 'lock_wait' && !flags.quiet) terminal.err(fitted(text, terminal.width));
    });
    return composition;
  };
  try {
    const terminal = events?.terminal ?? base.terminal;
    return await command.run(flags, { ...base, ...(deadline ? { deadline } : {}), terminal, events, compose });
  } finally {
    for (const composition of opened) await composition.close();
  }
}
