import { ORDER_BY } from '../../domain/order-by.ts';
import { FAULTS } from '../../sandbox/fault-names.ts';
import { vendors } from '../../vendors/index.ts';
import type { Command } from '../commands/command.ts';
import { PAGES } from '../explain/code-families.ts';
import { FLAGS, type FlagName } from '../options.ts';
import { PROGRESS_MODES } from '../terminal/progress-mode.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What may follow: one of a few words, the name of a file, or a text that nobody can guess. */
export type Value = { readonly kind: 'words'; readonly words: readonly string[] } | { readonly kind: 'file' | 'text' };

export interface FlagModel {
  readonly name: string;
  readonly describe: string;
  /** Null for a flag that takes nothing. */
  readonly value: Value | null;
  readonly isRepeated: boolean;
}

export interface CommandModel {
  readonly name: string;
  readonly describe: string;
  readonly flags: readonly FlagModel[];
  /** What stands without a flag, one after the other. */
  readonly places: readonly Value[];
  /** The last place may be filled again and again. */
  readonly isOpen: boolean;
}

const FILES: ReadonlySet<string> = new Set<FlagName>([
  'aliases',
  'env-file',
  'fix',
  'output',
  'plan',
  'results',
  'annotated',
  'report',
  'log-file',
  'ledger',
  'record',
  'metrics',
]);

const OPERATIONS = Object.values(vendors).flatMap(({ operations }) => Object.keys(operations));

const WORDS: Readonly<Partial<Record<FlagName, readonly string[]>>> = {
  vendor: Object.keys(vendors),
  operation: [...new Set(OPERATIONS)],
  pack: ['orders', 'quantity', 'off'],
  'hidden-rows': ['refuse', 'include', 'skip'],
  encoding: ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'],
  progress: PROGRESS_MODES,
  'order-by': ORDER_BY,
  'log-format': ['text', 'json'],
  fault: [...FAULTS.map(({ name }) => name), 'all'],
};

/** Words that some commands take without a flag. */
const PLACES: Readonly<Record<string, readonly Value[]>> = {
  catalog: [words(['pull', 'show', 'diff'])],
  ledger: [words(['list', 'verify', 'export', 'backup', 'restore']), { kind: 'file' }],
  vendors: [words(Object.keys(vendors))],
  explain: [words(PAGES.map(({ code }) => code).filter((code) => /^[A-Z0-9-]+$/.test(code)))],
  completion: [words(SHELLS)],
};

/** Everything a shell can complete, from the same tables that the command line is read by. */
export function modelOf(commands: readonly Command[]): readonly CommandModel[] {
  return commands.map(({ usage, describe, flags }) => {
    const [name = ''] = usage.split(' ');
    const isOfSheets = /[<[]sheets\.\./.test(usage);
    return {
      name,
      describe,
      flags: [...flags.map(flagOf), { name: 'help', describe: 'Says how it is used.', value: null, isRepeated: false }],
      places: isOfSheets
        ? [...(PLACES[name] ?? []), { kind: 'file' }]
        : (PLACES[name] ?? (/ [<[]/.test(usage) ? [{ kind: 'text' }] : [])),
      isOpen: isOfSheets,
    };
  });
}

function flagOf(name: FlagName): FlagModel {
  const { type, describe } = FLAGS[name];
  const own = WORDS[name];
  const value: Value = own ? words(own) : { kind: FILES.has(name) ? 'file' : 'text' };
  return { name, describe, value: type === 'boolean' ? null : value, isRepeated: type === 'array' };
}

function words(list: readonly string[]): Value {
  return { kind: 'words', words: list };
}
