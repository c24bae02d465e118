import { UsageError } from '../domain/errors.ts';
import type { Env } from './environment.ts';

type Flag = {
  readonly describe: string;
  readonly type: 'string' | 'boolean' | 'number' | 'array';
  readonly default?: string | number;
  readonly twin?: false;
};

/** Every flag, with one meaning everywhere. */
export const FLAGS = {
  aliases: { type: 'array', describe: 'A sheet of aliases, joined to the domains by domain.' },
  delimiter: { type: 'string', describe: 'The delimiter, when it is not found by itself: , ; | or tab.' },
  set: { type: 'array', describe: 'COLUMN=VALUE: fills empty cells of a column.' },
  vendor: { type: 'string', default: 'scaledmail', describe: 'The vendor, where no vendor column says.' },
  operation: { type: 'string', describe: 'The operation, where no operation column says.' },
  'base-url': { type: 'string', describe: "The vendor's base URL." },
  concurrency: { type: 'number', default: 4, describe: 'Orders in flight at once.' },
  rate: {
    type: 'string',
    describe: "Requests a second, like 2/s; the vendor's own limit is the ceiling; none on loopback.",
  },
  timeout: { type: 'string', describe: 'How long a spend may take to answer, like 180s.' },
  strict: { type: 'boolean', describe: 'One error finding stops the batch.' },
  'max-orders': { type: 'number', describe: 'Refuses to send more orders than this.' },
  'stop-after': { type: 'number', describe: 'Starts nothing new after this many orders were not placed.' },
  'keep-going-on-unknown': { type: 'boolean', describe: 'Goes on although an order may or may not have been placed.' },
  'retry-refused': { type: 'boolean', twin: false, describe: 'Sends orders again that the vendor refused.' },
  'allow-claimed': { type: 'array', twin: false, describe: 'KEY: lets domains be ordered that this order holds.' },
  'fail-on-payment-due': { type: 'boolean', describe: 'Exit 10 when an order waits for a person to pay.' },
  yes: { type: 'boolean', twin: false, describe: 'Sends without asking; needed without a terminal.' },
  results: { type: 'string', describe: 'Writes the results CSV to this file.' },
  annotated: { type: 'string', describe: 'Writes the sheet back with status, order_id, error and fix.' },
  report: { type: 'array', describe: 'Writes a report; the ending chooses: .json or .html.' },
  bom: { type: 'boolean', describe: '--no-bom leaves the byte order mark out of CSV files.' },
  json: { type: 'boolean', describe: 'Prints the report as JSON on standard output.' },
  quiet: { type: 'boolean', describe: 'Prints only what needs a person.' },
  ledger: { type: 'string', describe: 'The ledger file.' },
  'lock-wait': { type: 'string', default: '0s', describe: 'How long to wait for another run to end.' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;

/** yargs options for some flags, each with its twin SHEETORDER_<FLAG> as the default where that is set. */
export function optionsFor(names: readonly FlagName[], env: Env): Record<string, Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, optionFor(name, FLAGS[name], env)]));
}

function optionFor(name: string, flag: Flag, env: Env): Record<string, unknown> {
  const { twin, type, ...rest } = flag;
  const shape = type === 'array' ? { array: true, string: true, nargs: 1 } : { type };
  const text = twin === false ? undefined : env[`SHEETORDER_${name.toUpperCase().replaceAll('-', '_')}`];
  return { ...rest, ...shape, ...(text ? { default: fromText(text, type) } : {}) };
}

function fromText(text: string, type: Flag['type']): unknown {
  if (type === 'boolean') return /^(1|true|yes)$/i.test(text);
  if (type === 'number') return Number(text);
  return type === 'array' ? [text] : text;
}

/** `500ms`, `5s`, `2m`, `1h` to milliseconds; a bare number is a usage error. */
export function durationMs(text: string, flag: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
  if (match && unit) return Number(match[1]) * unit;
  throw new UsageError(`--${flag} "${text}" is not a duration.`, 'Write a number with its unit: 500ms, 5s, 2m or 1h.');
}
