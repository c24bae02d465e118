import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { SheetorderError } from '../domain/errors.ts';
import { visibleText } from '../domain/visible-text.ts';
import type { Host } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import type { Composition } from './compose.ts';
import { placesOf } from './config/find.ts';
import type { Told } from './config/told.ts';
import { type Env, variable, wordOf } from './environment.ts';
import { asksForJson } from './events/asks-for-json.ts';
import { EXIT, type ExitCode, exitCodeFor } from './exit-codes.ts';
import { helpPage } from './help-page.ts';
import { inheritedBy, originsOf, twinOf } from './options.ts';
import type { Talk } from './run-command.ts';
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
  const open = async () => new (await import('./events/json-events.ts')).JsonEvents({ terminal, clock, cover });
  const talk: Talk = { opened, open, events: null, fault: null };
  if (asksForJson(words, environment[twinOf('json')])) talk.events = await open();
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

const WIDEST = 120;
const USUAL_WIDTH = 100;

/** Each step loads what the next one needs, so that help waits for nothing of what an order takes. */
async function parse(
  words: readonly string[],
  environment: Env,
  hands: Pick<Host, 'terminal' | 'drain' | 'clock'>,
  talk: Talk,
): Promise<ExitCode> {
  const began = hands.clock.elapsed();
  const { width } = hands.terminal;
  const columns = width ? Math.min(width, WIDEST) : USUAL_WIDTH;
  const page = wholeProgram(words, columns);
  if (page !== null) {
    hands.terminal.out(page);
    return EXIT.done;
  }
  const told = await toldOf(words, environment, process.cwd());
  talk.fault = told.fault;
  const { parseWords } = await import('./parse-words.ts');
  const asked = await parseWords(words, told, columns);
  if (!asked) return EXIT.done;
  const { command, given } = asked;
  // The file that --env-file names is no part of the shell, but the next command names it again.
  const inherited = inheritedBy(command.flags, told.env, told.layers);
  const origins = originsOf(command.flags, words, told.env, told.layers);
  const { runCommand } = await import('./run-command.ts');
  return runCommand(command, { ...given, inherited, origins }, { ...hands, env: told.env, began, words }, talk);
}

/** What the two command lines say that are about no command; null for every other one. */
function wholeProgram(words: readonly string[], columns: number): string | null {
  if (words.length !== 1) return null;
  if (words[0] === '--version') return VERSION;
  return words[0] === '--help' ? helpPage(COMMANDS, columns) : null;
}

/** Where no file and no word could tell anything of a configuration, what reads one is not loaded. */
async function toldOf(words: readonly string[], env: Env, folder: string): Promise<Told> {
  const isNamed = (name: 'env-file' | 'profile') =>
    wordOf(words, name) !== null || variable(env, twinOf(name)) !== null;
  if (!isNamed('env-file') && !isNamed('profile') && !placesOf(env, folder).some((place) => existsSync(place)))
    return { env, layers: [], fault: null };
  return (await import('./config/told.ts')).toldBefore(words, env, folder);
}
