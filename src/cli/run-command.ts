import { Deadline } from '../domain/deadline.ts';
import type { SheetorderError } from '../domain/errors.ts';
import { Paces } from '../io/paced-transport.ts';
import { aboutRun } from './about-run.ts';
import type { Command, Host } from './commands/command.ts';
import type { Composition } from './compose.ts';
import type { Env } from './environment.ts';
import type { JsonEvents } from './events/json-events.ts';
import type { ExitCode } from './exit-codes.ts';
import { assertNumbers, assertOnce, durationMs, type Flags } from './options.ts';
import { progressMode } from './terminal/progress-mode.ts';
import { fitted } from './terminal/wrap.ts';

/** What is opened on the way and needed again when the command ends; `events` stands in for words under `--json`. */
export interface Talk {
  readonly opened: Composition[];
  readonly open: () => Promise<JsonEvents>;
  events: JsonEvents | null;
  /** Why the configuration cannot be used; thrown by what needs it. */
  fault: SheetorderError | null;
}

export type Base = Pick<Host, 'env' | 'terminal' | 'drain' | 'clock'> & {
  readonly began: number;
  readonly words: readonly string[];
};

/** Loads a command and runs it; its ports are closed however it ends. */
export async function runCommand(command: Command, flags: Flags, base: Base, talk: Talk): Promise<ExitCode> {
  // Only now it is certain what a word or a variable meant.
  talk.events = flags.json ? (talk.events ?? (await talk.open())) : null;
  const { opened, events } = talk;
  events?.of(command, flags.quiet ?? false);
  assertOnce(flags);
  assertNumbers(flags);
  progressMode(flags, base.env, base.terminal);
  const deadline = deadlineOf(flags, base.clock, base.began);
  const ports = new Ports(command, flags, base, talk);
  const [run] = await Promise.all([command.load(), command.needsPorts === false ? undefined : ports.load()]);
  const compose: Host['compose'] = (given, env, batch) => ports.compose(given, env, batch);
  try {
    const terminal = events?.terminal ?? base.terminal;
    const hands = { terminal, events, compose, loadPorts: () => ports.load() };
    return await run(flags, { ...base, ...(deadline ? { deadline } : {}), ...hands });
  } finally {
    for (const composition of opened) await composition.close();
  }
}

/** When `--max-duration` ends; null without it. Throws UsageError. */
function deadlineOf(flags: Flags, clock: Host['clock'], began: number): Deadline | null {
  const text = flags['max-duration'];
  return text === undefined ? null : new Deadline(clock, durationMs(text, 'max-duration'), text, began);
}

/** Composes for one command; what that takes is most of the program, and loaded for commands that need it. */
class Ports {
  readonly #command: Command;
  readonly #flags: Flags;
  readonly #base: Base;
  readonly #talk: Talk;
  readonly #paces = new Paces();
  #composition: typeof Composition | null = null;

  constructor(command: Command, flags: Flags, base: Base, talk: Talk) {
    this.#command = command;
    this.#flags = flags;
    this.#base = base;
    this.#talk = talk;
  }

  async load(): Promise<void> {
    ({ Composition: this.#composition } = await import('./compose.ts'));
  }

  compose(given: Flags, env: Env = this.#base.env, batch?: string): Composition {
    const { fault, opened, events } = this.#talk;
    if (fault) throw fault;
    if (!this.#composition) throw new Error('the ports of this command were not loaded');
    const { clock, drain, words } = this.#base;
    const about = aboutRun(this.#command.usage.split(' ')[0] ?? '', given.sheets ?? [], words);
    const composition = new this.#composition(given, env, clock, drain.signal, { paces: this.#paces, about, batch });
    opened.push(composition);
    const terminal = events?.terminal ?? this.#base.terminal;
    events?.started(given, composition.batch, (listener) => composition.listen(listener));
    composition.listen(({ name, text }) => {
      if (name === 'lock_wait' && !this.#flags.quiet) terminal.err(fitted(text, terminal.width));
    });
    return composition;
  }
}
