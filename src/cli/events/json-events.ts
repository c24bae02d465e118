import { SheetorderError } from '../../domain/errors.ts';
import type { BatchReport, Outcome } from '../../domain/outcome.ts';
import type { Clock, RunEvent } from '../../domain/ports.ts';
import type { JsonEvent } from '../../report/events-schema.ts';
import { jsonLine, totalsJson } from '../../report/json-report.ts';
import { sumOf } from '../../report/totals.ts';
import type { Command } from '../commands/command.ts';
import { EXIT, type ExitCode, exitCodeFor, exitName } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { VERSION } from '../version.ts';
import { coveredLeaves } from './covered-leaves.ts';
import { FollowedOrders } from './followed-orders.ts';

type Without<Event, Field extends PropertyKey> = Event extends unknown ? Omit<Event, Field> : never;
/** An event before it is stamped. */
export type NewEvent = Without<JsonEvent, 'at' | 'batch'>;

/** Words that the program itself chose, in which nothing is ever covered. */
const OWN_WORDS = new Set(['event', 'at', 'batch', 'command', 'version', 'verdict', 'exit_name', 'key', 'result']);
/** What begins a line for a person, and what it is. */
const LINES = /^(?:(?<note>note: )|(?<next>Next: )|(?<unwritten>OUTPUT-NOT-WRITTEN: ))/;

interface Hands {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly cover: (text: string) => string;
}

/** What `--json` writes to standard error: one event a line, and not a word beside them. */
export class JsonEvents {
  /** Stands in for the real one: data goes out on one line, and whatever a command says becomes an event. */
  readonly terminal: Terminal;
  readonly #hands: Hands;
  readonly #began: number;
  readonly #said = new Set<string>();
  readonly #orders: FollowedOrders;
  #batch = '';
  #command: Command | null = null;
  #quiet = false;
  #counts: Record<string, number> = {};

  constructor(hands: Hands) {
    this.#hands = hands;
    this.#began = hands.clock.now();
    this.#orders = new FollowedOrders(hands.clock);
    this.terminal = {
      ...hands.terminal,
      out: (text) => this.#out(typeof text === 'string' ? text : text.text),
      err: (text) => this.#say(text),
      live: () => {},
      interactive: false,
      colours: false,
      width: null,
      outWidth: null,
    };
  }

  /** Which command speaks from now on. `--quiet` leaves errors alone. */
  of(command: Command, quiet: boolean): void {
    this.#command = command;
    this.#quiet = quiet;
  }

  /** A run has its name; only those that end in a report are followed step by step. */
  started(flags: Flags, batch: string, listen: (listener: (event: RunEvent) => void) => void): void {
    if (!this.#isBatch() || this.#batch !== '') return;
    this.#batch = batch;
    const sheets = [...(flags.sheets ?? [])];
    const sandbox = flags.sandbox ?? false;
    this.emit({ event: 'start', sheetorder_events: 1, command: this.#name(), version: VERSION, sheets, sandbox });
    listen((event) => {
      for (const one of this.#orders.eventsOf(event)) this.emit(one);
    });
  }

  /** What is about to be bought, before the first spend. */
  plan(dry: readonly Outcome[]): void {
    const ready = dry.filter(({ status }) => status === 'ready');
    this.#orders.expect(ready);
    this.emit({ event: 'plan', ...totalsJson(sumOf(ready)), by_status: countsOf(dry) });
  }

  /** A finished batch: its report is the document, the rest are events. */
  concluded(report: BatchReport, unwritten: readonly string[], next: string): void {
    this.#counts = countsOf(report.outcomes);
    for (const text of report.notes) this.#note(text);
    for (const text of unwritten) this.#unwritten(text);
    if (next) this.emit({ event: 'next', text: next });
    this.#hands.terminal.out(jsonLine(report));
  }

  failed(error: unknown): void {
    if (error instanceof SheetorderError) {
      const exit = exitCodeFor([], { thrown: [error.exit] });
      const { code, message, hint } = error;
      this.emit({ event: 'error', code, message, hint, ...exitOf(exit) });
      return;
    }
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const hint = `This is a bug in sheetorder ${VERSION} on Node ${process.version}; nothing is lost, the ledger has every step.`;
    const where = stack === undefined ? {} : { stack };
    this.emit({ event: 'error', code: 'bug', message, hint, ...exitOf(EXIT.bug), ...where });
  }

  /** The last event of a batch, however it ended. */
  ended(exit: ExitCode): void {
    if (!this.#isBatch()) return;
    const elapsed = Math.max(0, this.#hands.clock.now() - this.#began);
    const command = this.#name();
    this.emit({ event: 'end', command, ...exitOf(exit), by_status: this.#counts, elapsed_ms: Math.round(elapsed) });
  }

  emit(event: NewEvent): void {
    if (this.#quiet && event.event !== 'error') return;
    const at = new Date(this.#hands.clock.now()).toISOString();
    const { event: name, ...rest } = event;
    const line = coveredLeaves({ event: name, at, batch: this.#batch, ...rest }, this.#hands.cover, OWN_WORDS);
    this.#hands.terminal.err(JSON.stringify(line));
  }

  #isBatch(): boolean {
    return this.#command?.flags.includes('report') ?? false;
  }

  #name(): string {
    return this.#command?.usage.split(' ')[0] ?? '';
  }

  #out(text: string): void {
    const line = onOneLine(text);
    if (line === null) this.#say(text);
    else this.#hands.terminal.out(line);
  }

  #note(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.emit({ event: 'note', text });
  }

  #unwritten(text: string): void {
    const hint = 'Make room or name another file; everything that was done stands in the ledger.';
    this.emit({ event: 'error', code: 'OUTPUT-NOT-WRITTEN', message: text, hint, ...exitOf(EXIT.usage) });
  }

  /** Words for a person become events; lines without a mark of their own stay together. */
  #say(text: string): void {
    const plain: string[] = [];
    for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
      const { note, next, unwritten } = LINES.exec(line)?.groups ?? {};
      if (note) this.#note(line.slice(note.length));
      else if (next) this.emit({ event: 'next', text: line.slice(next.length) });
      else if (unwritten) this.#unwritten(line.slice(unwritten.length));
      else if (!this.#orders.hasSaid(line)) plain.push(line);
    }
    if (plain.length > 0) this.emit({ event: 'message', text: plain.join('\n') });
  }
}

function exitOf(exit: ExitCode): { exit: number; exit_name: string } {
  return { exit, exit_name: exitName(exit) };
}

function countsOf(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, key, name } of outcomes)
    if (key !== '' || name !== '') counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** JSON on one line, so that readers of whole texts and of single lines both take it; null for what is no JSON. */
function onOneLine(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return text.trim().includes('\n') ? JSON.stringify(value) : text.trim();
  } catch {
    return null;
  }
}
