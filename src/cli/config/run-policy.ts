import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { UNIT_MS } from '../units.ts';
import { type FlagValues, flagValues, placedIn, withoutUndefined } from './flag-values.ts';

/** What `run --inbox` does on its own, and what it leaves to a person. */
export function runPolicy() {
  const duration = z
    .string()
    .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'write a number with its unit, like "2s", "15m" or "1d"');

  const folder = z
    .strictObject({
      profile: z.string().min(1).optional().describe('Counts like --profile for the sheets of this folder.'),
      defaults: flagValues(['profile', 'inbox']).default({}).describe('Flags and their values for this folder.'),
      columns: z.record(z.string(), z.string()).default({}).describe('Header → what it means, in this folder.'),
    })
    .describe('What holds for the sheets of one folder.');

  const onAttention = z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe('Told of every sheet that needs a person.'),
      command: z.array(z.string().min(1)).min(1).optional().describe('Run for every sheet that needs a person.'),
    })
    .describe('How a person is told.');

  return z
    .strictObject({
      strict: z.boolean().optional().describe('One error finding stops a sheet.'),
      settle: duration
        .optional()
        .meta({ default: '2s' })
        .describe('How long a sheet must have been left alone before it is taken.'),
      giveUpAfter: duration
        .optional()
        .meta({ default: '24h' })
        .describe('How long a sheet is tried again before a person must look at it.'),
      report: z
        .enum(['html', 'md', 'json', 'none'])
        .optional()
        .meta({ default: 'html' })
        .describe('Which report stands beside a sheet.'),
      annotated: z
        .enum(['csv', 'xlsx', 'none'])
        .optional()
        .meta({ default: 'csv' })
        .describe('Which annotated sheet stands beside a sheet.'),
      shared: z
        .boolean()
        .optional()
        .meta({ default: false })
        .describe(
          'Files beside a sheet can be read by the group of the folder too (mode 0640), not by their owner alone.',
        ),
      onAttention: onAttention.optional(),
      folders: z
        .record(z.string().min(1), folder)
        .default({})
        .describe('Folder, relative to this file → what holds in it.'),
    })
    .prefault({})
    .describe('What `run --inbox` does on its own, and what it leaves to a person.');
}

type Written = z.output<ReturnType<typeof runPolicy>>;

const DEFAULTS = { settle: '2s', giveUpAfter: '24h', report: 'html', annotated: 'csv', shared: false } as const;

/** The policy of the drop folder, with what was left out filled in. */
export interface RunPolicy {
  readonly strict?: boolean | undefined;
  /** As written, like `2s`; `settleMs` is the same. */
  readonly settle: string;
  readonly settleMs: number;
  readonly giveUpAfter: string;
  readonly giveUpAfterMs: number;
  readonly report: 'html' | 'md' | 'json' | 'none';
  readonly annotated: 'csv' | 'xlsx' | 'none';
  readonly shared: boolean;
  readonly onAttention: { readonly url?: string | undefined; readonly command?: readonly string[] | undefined } | null;
  /** Absolute path of a folder → what holds in it. */
  readonly folders: Readonly<Record<string, FolderPolicy>>;
  /** Names of what the file leaves out. */
  readonly defaulted: readonly string[];
}

export interface FolderPolicy {
  /** Counts like `--profile`; null where the folder names none. */
  readonly profile: string | null;
  /** Outranked by flags and variables; outranks profile and file. */
  readonly defaults: FlagValues;
  readonly columns: Readonly<Record<string, string>>;
}

export function policyFrom(written: Written, path: string | null): RunPolicy {
  const at = path ?? resolve('sheetorder.json');
  const folders = Object.entries(written.folders).map(([name, { profile, defaults, columns }]) => [
    resolve(dirname(at), name),
    { profile: profile ?? null, defaults: placedIn(at, defaults as FlagValues), columns },
  ]);
  const whole = { ...DEFAULTS, ...withoutUndefined(written) };
  return {
    ...whole,
    settleMs: longMs(whole.settle),
    giveUpAfterMs: longMs(whole.giveUpAfter),
    defaulted: Object.keys(DEFAULTS).filter((name) => written[name as keyof typeof DEFAULTS] === undefined),
    onAttention: written.onAttention ?? null,
    folders: Object.fromEntries(folders),
  };
}

/** What holds in the folder that `--inbox` names, as its path is seen from the working folder; null where nothing is said. */
export function folderPolicy({ run }: { readonly run: RunPolicy }, inboxPath: string): FolderPolicy | null {
  const asked = rootOf(inboxPath);
  const [, policy] = Object.entries(run.folders).find(([path]) => rootOf(path) === asked) ?? [];
  return policy ?? null;
}

/** `orders` and `orders/inbox` name one drop folder, and so do all links to it: its sheets must not go to another account. */
function rootOf(path: string): string {
  const whole = existsSync(path) ? realpathSync(path) : resolve(path);
  const root = basename(whole) === 'inbox' ? dirname(whole) : whole;
  // The inbox may be a link to a folder that is called otherwise.
  const inbox = join(root, 'inbox');
  return existsSync(inbox) ? realpathSync(inbox) : root;
}

function longMs(text: string): number {
  const [, number = '', unit = ''] = /^([\d.]+)([a-z]+)$/.exec(text) ?? [];
  return Number(number) * (UNIT_MS[unit] ?? 0);
}
