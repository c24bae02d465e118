import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../domain/errors.ts';
import { minorFromText } from '../domain/money.ts';
import { REGISTRANT_COLUMNS } from '../domain/registrant.ts';
import type { Profiles } from '../steps/resolve-profiles.ts';
import { vendors } from '../vendors/index.ts';
import { type Env, variable } from './environment.ts';

const NAME = 'sheetorder.json';
const reference = z.string().regex(/^(env|file):./);

const profile = z.strictObject({
  provider: z.string().min(1),
  username: z.string().min(1),
  password: reference,
  link: z.string().min(1).optional(),
  workspace: z.string().min(1).optional(),
  tag: z.string().min(1).optional(),
});

const registrant = z.partialRecord(z.enum(REGISTRANT_COLUMNS), z.string().trim().min(1));

/** Written as text, so that no amount is rounded. */
const amount = z
  .string()
  .transform((text) => minorFromText(text))
  .refine((minor) => minor !== null, 'write an amount as text, like "499.50"')
  .transform((minor) => minor ?? 0);
const budget = z.strictObject({ run: amount.optional(), day: amount.optional(), month: amount.optional() });

/** Ceilings in the smallest unit; what is left out is not limited. */
export type BudgetConfig = z.output<typeof budget>;

const schema = z.strictObject({
  $schema: z.string().optional(),
  hosting: z.record(z.string(), profile).default({}),
  sequencer: z.record(z.string(), profile).default({}),
  /** Whom domains are registered for, by name. */
  registrant: z.record(z.string(), registrant).default({}),
  /** Header as written in people's sheets → canonical column; `-` to ignore it. */
  columns: z.record(z.string(), z.string()).default({}),
  /** What may be spent in one run, one day, one month (UTC), over all accounts. */
  budgets: budget.default({}),
  clients: z
    .record(z.string(), z.strictObject({ primary: z.array(z.string().min(1)).default([]), budget: budget.default({}) }))
    .default({}),
  vendors: z.record(z.string(), z.unknown()).default({}),
});

export interface Config {
  /** Where it was read; null when there is none. */
  readonly path: string | null;
  readonly profiles: Profiles;
  /** Header → canonical column, for every sheet. */
  readonly columns: Readonly<Record<string, string>>;
  /** Domain that a client uses itself → the client. */
  readonly primary: Readonly<Record<string, string>>;
  readonly budgets: BudgetConfig;
  /** Client → its own ceilings. */
  readonly clientBudgets: Readonly<Record<string, BudgetConfig>>;
  /** Vendor → its own settings, as written. */
  readonly vendors: Readonly<Record<string, unknown>>;
}

/** `sheetorder.json`, found upwards from the working folder, then in the user's configuration folder. */
export function readConfig(env: Env, folder: string): Config {
  const path = findUp(folder) ?? ofUser(env);
  const parsed = schema.safeParse(path === null ? {} : json(path));
  if (!parsed.success) throw wrong(path ?? NAME, parsed.error.issues.map(sayIssue).join(' '));
  const unknown = Object.keys(parsed.data.vendors).find((id) => !Object.hasOwn(vendors, id));
  if (unknown)
    throw wrong(path ?? NAME, `There is no vendor "${unknown}"; there is ${Object.keys(vendors).join(', ')}.`);
  const { hosting, sequencer, registrant, columns, clients } = parsed.data;
  const primary = Object.fromEntries(
    Object.entries(clients).flatMap(([client, own]) => own.primary.map((domain) => [domain.toLowerCase(), client])),
  );
  const clientBudgets = Object.fromEntries(Object.entries(clients).map(([client, own]) => [client, own.budget]));
  const profiles = { hosting, sequencer, registrant } as Profiles;
  return {
    path,
    profiles,
    columns,
    primary,
    budgets: parsed.data.budgets,
    clientBudgets,
    vendors: parsed.data.vendors,
  };
}

/** Throws UsageError: what in the configuration does not fit, and what to do. */
export function wrong(path: string, problems: string): UsageError {
  return new UsageError(
    `${path} does not fit. ${problems}`,
    'Correct the file, then run the same command again.',
    'CONFIG-WRONG',
  );
}

function findUp(folder: string): string | null {
  const path = join(folder, NAME);
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? null : findUp(dirname(folder));
}

function ofUser(env: Env): string | null {
  const path = join(variable(env, 'XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'sheetorder', NAME);
  return existsSync(path) ? path : null;
}

function json(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong(path, `It cannot be read as JSON${placeIn(error)}.`);
  }
}

/** Where the mistake is, and nothing of what stands there: that may be a password. */
function placeIn(error: unknown): string {
  const words = error instanceof Error ? error.message : '';
  const place = /at position \d+(?: \(line \d+ column \d+\))?/.exec(words)?.[0];
  return place ? ` (the mistake is ${place})` : '';
}

function sayIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join('.') || 'The file';
  if (issue.code === 'unrecognized_keys') return `${where} has no setting named ${issue.keys.join(', ')}.`;
  if (where.endsWith('password'))
    return `${where} must be env:NAME or file:PATH, so that no password stands in the file.`;
  return `${where}: ${issue.message}.`;
}
