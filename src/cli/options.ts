import { UsageError } from '../domain/errors.ts';
import type { Env } from './environment.ts';

type Kind = 'string' | 'boolean' | 'number' | 'array';

interface Flag {
  readonly type: Kind;
  readonly describe: string;
  readonly default?: string | number;
  /** False for the few flags that a forgotten environment variable must never set. */
  readonly twin?: false;
}

/** Every flag, with one meaning everywhere. */
export const FLAGS = {
  aliases: { type: 'array', describe: 'A sheet of aliases, joined to the domains by domain.' },
  delimiter: { type: 'string', describe: 'The delimiter, when it is not found by itself: , ; | or tab.' },
  sheet: { type: 'string', describe: 'The worksheet of a workbook; the first one when left out.' },
  'hidden-rows': { type: 'string', describe: 'What to do with hidden rows of a workbook: refuse, include or skip.' },
  encoding: {
    type: 'string',
    describe: 'The encoding, when it is not found by itself: utf-8, utf-16le, utf-16be, windows-1252.',
  },
  'header-row': { type: 'number', describe: 'The row that names the columns, as a spreadsheet shows it.' },
  pack: { type: 'string', describe: 'What to do with rows that name no order: orders (default), quantity or off.' },
  map: { type: 'array', describe: 'HEADER=COLUMN: says what a header means; HEADER=- ignores it.' },
  set: { type: 'array', describe: 'COLUMN=VALUE: fills empty cells of a column.' },
  vendor: { type: 'string', default: 'scaledmail', describe: 'The vendor, where no vendor column says.' },
  operation: { type: 'string', describe: 'The operation, where no operation column says.' },
  online: { type: 'boolean', describe: 'Asks the vendors too whether each order can be placed; needs the key.' },
  save: {
    type: 'boolean',
    twin: false,
    describe: 'Keeps the names with their ids in sheetorder.json, so that a sheet may name a workspace.',
  },
  sandbox: { type: 'boolean', describe: 'Orders from a stand-in vendor inside this process: no account, no money.' },
  fault: { type: 'array', describe: 'How the sandbox misbehaves; several joined with commas, or "all".' },
  'fault-rate': { type: 'number', describe: 'Share of orders that meet a fault, 0 to 1.' },
  seed: { type: 'number', default: 1, describe: 'Which orders meet which fault; the same seed, the same faults.' },
  crashes: { type: 'number', describe: 'How often the run is killed.' },
  port: { type: 'number', default: 0, describe: 'The port to listen on; 0 takes any free one.' },
  record: { type: 'string', describe: 'Where the sandbox writes what it sold, one JSON line each.' },
  'base-url': { type: 'string', describe: "The vendor's base URL." },
  'env-file': { type: 'string', describe: 'Reads further environment variables from this file.' },
  concurrency: { type: 'number', default: 4, describe: 'Orders in flight at once.' },
  rate: {
    type: 'string',
    describe: "Requests a second, like 2/s; the vendor's own limit is the ceiling; none on loopback.",
  },
  timeout: { type: 'string', describe: 'How long a spend may take to answer, like 180s.' },
  wait: { type: 'string', describe: 'Repeats until nothing is open, for at most this long, like 10m.' },
  watch: { type: 'boolean', twin: false, describe: 'Looks again, with growing pauses, until all is delivered.' },
  rebuild: {
    type: 'boolean',
    twin: false,
    describe: 'After the ledger was lost: finds the orders of a sheet at the vendor, and writes them down again.',
  },
  strict: { type: 'boolean', describe: 'One error finding stops the batch.' },
  'max-orders': { type: 'number', describe: 'Refuses to send more orders than this.' },
  'max-spend': {
    type: 'string',
    describe: 'AMOUNT, like 499.50: orders that would cost more than that together are skipped.',
  },
  canary: {
    type: 'boolean',
    describe: 'Sends one order by itself first; the others follow when it is placed and paid.',
  },
  'stop-after': { type: 'number', describe: 'Starts nothing new after this many orders were not placed.' },
  'keep-going-on-unknown': { type: 'boolean', describe: 'Goes on although an order may or may not have been placed.' },
  'retry-refused': { type: 'boolean', twin: false, describe: 'Sends orders again that the vendor refused.' },
  'allow-claimed': { type: 'array', twin: false, describe: 'KEY: lets domains be ordered that this order holds.' },
  'fail-on-payment-due': { type: 'boolean', describe: 'Exit 10 when an order waits for a person to pay.' },
  yes: { type: 'boolean', twin: false, describe: 'Sends without asking; needed without a terminal.' },
  placed: {
    type: 'string',
    twin: false,
    describe: 'ORDER_ID: the vendor has it under this id, and nothing of it is left to pay.',
  },
  'not-placed': { type: 'boolean', twin: false, describe: 'The vendor does not have it; it may be sent again.' },
  cancelled: { type: 'boolean', twin: false, describe: 'It was cancelled at the vendor; its domains are free again.' },
  note: { type: 'string', twin: false, describe: 'How you know; kept in the ledger.' },
  fix: { type: 'string', describe: 'Writes a copy of the sheet in which what is certain is corrected.' },
  package: { type: 'string', describe: 'PRICE_ID of the catalogue: rows for a whole package.' },
  mailboxes: {
    type: 'number',
    describe: 'How many mailboxes each such row gets, which is a person on a domain: 1 to 100; 2 when left out.',
  },
  xlsx: { type: 'boolean', describe: 'Writes a workbook with notes and values to choose from; with --output.' },
  output: { type: 'string', describe: 'Writes to this file instead of standard output.' },
  plan: { type: 'string', describe: 'Saves the plan to this file, for `submit FILE`.' },
  results: { type: 'string', describe: 'Writes the results CSV to this file.' },
  annotated: {
    type: 'string',
    describe:
      'Writes the sheets back with status, order_id, error and fix: FILE.csv, or FILE.xlsx with marked cells and notes.',
  },
  report: { type: 'array', describe: 'Writes a report; the ending chooses: .html, .json, .md or .xml (JUnit).' },
  'no-bom': { type: 'boolean', describe: 'Leaves the byte order mark out of CSV files.' },
  json: {
    type: 'boolean',
    describe: 'Prints one JSON document on standard output, and what happens as JSON lines on standard error.',
  },
  quiet: { type: 'boolean', describe: 'Prints only what needs a person.' },
  verbose: { type: 'boolean', describe: 'Says more: every order, every place, every step.' },
  progress: {
    type: 'string',
    default: 'auto',
    describe:
      'How progress is shown: auto, bar, lines or none; auto draws a bar on a screen, and writes lines elsewhere.',
  },
  'no-color': { type: 'boolean', describe: 'Prints without colours.' },
  'log-file': { type: 'string', describe: 'Adds a line for each step to this file.' },
  'log-format': { type: 'string', default: 'text', describe: 'How the log file is written: text or json.' },
  ledger: { type: 'string', describe: 'The ledger file.' },
  'lock-wait': { type: 'string', default: '0s', describe: 'How long to wait for another run to end.' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;

/** Flags that decide what sheets mean: a plan keeps them, and the next command needs them again. */
export const MEANING = [
  'sheet',
  'hidden-rows',
  'delimiter',
  'encoding',
  'header-row',
  'pack',
  'map',
  'set',
  'vendor',
  'operation',
] as const satisfies readonly FlagName[];

interface Values {
  string: string;
  boolean: boolean;
  number: number;
  array: readonly string[];
}

/** What a command is given: its flags as typed, and what it names without a flag. */
export type Flags = { readonly [Name in FlagName]?: Values[(typeof FLAGS)[Name]['type']] | undefined } & {
  readonly sheets?: readonly string[] | undefined;
  readonly key?: string | undefined;
  readonly code?: string | undefined;
  readonly action?: string | undefined;
  readonly file?: string | undefined;
  readonly id?: string | undefined;
  readonly shell?: string | undefined;
  /** What variables of the environment said; a next command in the same shell is told it anyway. */
  readonly inherited?: Readonly<Record<string, unknown>> | undefined;
};

/** yargs options for some flags, each with its twin SHEETORDER_<FLAG> as the default where that is set. */
export function optionsFor(names: readonly FlagName[], env: Env): Record<string, Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, optionFor(name, FLAGS[name], env)]));
}

/** The environment variable that stands for a flag. */
export function twinOf(name: string): string {
  return `SHEETORDER_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** What variables say of these flags; throws UsageError on what a flag cannot be. */
export function inheritedBy(names: readonly FlagName[], env: Env): Readonly<Record<string, unknown>> {
  const options = optionsFor(names, env);
  return Object.fromEntries(
    names.filter((name) => options[name]?.defaultDescription).map((name) => [name, options[name]?.default]),
  );
}

function optionFor(name: string, flag: Flag, env: Env): Record<string, unknown> {
  const { twin, type, ...rest } = flag;
  const shape =
    type === 'array' ? { array: true, string: true, nargs: 1 } : { type, ...(type === 'boolean' ? {} : { nargs: 1 }) };
  const text = twin === false ? undefined : env[twinOf(name)];
  return {
    ...rest,
    ...shape,
    ...(text ? { default: fromText(text, type, name), defaultDescription: `from ${twinOf(name)}` } : {}),
  };
}

function fromText(text: string, type: Kind, name: string): unknown {
  if (type === 'array') return [text];
  if (type === 'string') return text;
  if (type === 'number' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean' && /^(1|true|yes)$/i.test(text)) return true;
  if (type === 'boolean' && /^(0|false|no)$/i.test(text)) return false;
  throw new UsageError(
    `The variable ${twinOf(name)} is "${text}", which --${name} cannot be.`,
    type === 'number' ? 'Set it to a number, or to nothing.' : 'Set it to 1 or 0, or to nothing.',
    'USAGE-VARIABLE',
  );
}

/** Throws UsageError when a flag that takes one value was given several. */
export function assertOnce(flags: Flags): void {
  for (const [name, flag] of Object.entries(FLAGS)) {
    if (flag.type === 'array' || !Array.isArray(flags[name as FlagName])) continue;
    throw new UsageError(`--${name} was given more than once.`, 'Give it once.', 'USAGE-TWICE');
  }
}

const FROM_ONE = new Set(['concurrency', 'stop-after', 'header-row']);

/** Throws UsageError on numbers that a flag cannot mean. */
export function assertNumbers(flags: Flags): void {
  const whole = ['concurrency', 'crashes', 'max-orders', 'stop-after', 'port', 'seed', 'header-row'] as const;
  for (const name of whole) {
    const value = flags[name];
    const least = FROM_ONE.has(name) ? 1 : 0;
    if (value === undefined || (Number.isInteger(value) && value >= least)) continue;
    throw new UsageError(
      `--${name} is not a number it can be.`,
      `Give a whole number of at least ${least}.`,
      'USAGE-FLAG-VALUE',
    );
  }
  const share = flags['fault-rate'];
  if (share !== undefined && !(share >= 0 && share <= 1))
    throw new UsageError('--fault-rate is not a share.', 'Give a number from 0 to 1, such as 0.3.', 'USAGE-FLAG-VALUE');
}

const LONGEST_MS = 24 * 3_600_000;

/** `500ms`, `5s`, `2m`, `1h` to milliseconds; a bare number is a usage error. */
export function durationMs(text: string, flag: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
  const ms = Number(match?.[1]) * (unit ?? Number.NaN);
  if (ms >= 0 && ms <= LONGEST_MS) return ms;
  throw new UsageError(
    `--${flag} "${text}" is not a duration.`,
    'Write a number with its unit: 500ms, 5s, 2m or 1h; 24h at most.',
    'USAGE-FLAG-VALUE',
  );
}
