import { editDistance } from '../domain/edit-distance.ts';
import { UsageError } from '../domain/errors.ts';
import type { Command } from './commands/command.ts';

const NEAR = 3;

/** What is wrong with a command line, in our words instead of those of the parser, and what to write. */
export function commandLineFault(said: string, words: readonly string[], commands: readonly Command[]): UsageError {
  const [first = ''] = words.filter((word) => !word.startsWith('-'));
  const command = commands.find(({ usage }) => nameOf(usage) === first);
  if (!command) return noCommand(first, commands);
  const help = `\`sheetorder ${first} --help\` tells all of it.`;
  const [, unknown] = /^Unknown arguments?: (.+)$/s.exec(said) ?? [];
  if (unknown !== undefined) return unknownWords(unknown.split(', '), words, command, help);
  const strange = strangeFlags(words, command);
  if (strange.length > 0) return unknownWords(strange, words, command, help);
  const [, flag] = /^Not enough arguments following: (.+)$/s.exec(said) ?? [];
  if (flag !== undefined)
    return new UsageError(`--${flag} needs a value.`, `Write it like --${flag} VALUE. ${help}`, 'USAGE-MISSING');
  if (/^Not enough non-option arguments/.test(said))
    return new UsageError(
      `${first} needs ${neededBy(command)}.`,
      `Write it like \`${exampleOf(command)}\`. ${help}`,
      'USAGE-MISSING',
    );
  return new UsageError(said, help, 'USAGE-COMMAND-LINE');
}

function noCommand(written: string, commands: readonly Command[]): UsageError {
  if (written === '')
    return new UsageError(
      'No command is named.',
      'Begin with `sheetorder check SHEET`, which buys nothing; `sheetorder --help` lists every command.',
      'USAGE-COMMAND',
    );
  const near = nearest(
    written,
    commands.map(({ usage }) => nameOf(usage)),
  );
  const hint = near ? `Did you mean ${near}? ` : '';
  return new UsageError(
    `There is no command "${written}".`,
    `${hint}\`sheetorder --help\` lists them.`,
    'USAGE-COMMAND',
  );
}

function unknownWords(
  unknown: readonly string[],
  words: readonly string[],
  command: Command,
  help: string,
): UsageError {
  const name = nameOf(command.usage);
  const flags = unknown.filter((one) => words.some((word) => new RegExp(`^--?${escaped(one)}(=|$)`, 's').test(word)));
  const [flag] = flags;
  if (flag === undefined)
    return new UsageError(
      `${name} does not know what to do with ${unknown.map((one) => `"${one}"`).join(', ')}.`,
      `Leave it out, or put quotes around a name that has spaces in it. ${help}`,
      'USAGE-UNKNOWN',
    );
  const near = nearest(flag, command.flags);
  return new UsageError(
    `${name} has no flag ${flags.map((one) => `--${one}`).join(', ')}.`,
    `${near ? `Did you mean --${near}? ` : ''}${help}`,
    'USAGE-UNKNOWN',
  );
}

/** The parser may take a word behind an unknown flag for its value, and then miss that word. */
function strangeFlags(words: readonly string[], { flags }: Command): readonly string[] {
  const own = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined);
  const names = own.flatMap((word) => /^--?([a-z][^=]*)/i.exec(word)?.[1] ?? []);
  return names.filter((name) => !flags.some((flag) => flag === name));
}

function nearest(written: string, known: readonly string[]): string | null {
  const [best] = known
    .map((one) => ({ one, distance: one.startsWith(written) ? 1 : editDistance(one, written, NEAR) }))
    .filter(({ one, distance }) => distance <= Math.min(NEAR, Math.ceil(one.length / 2)))
    .toSorted((a, b) => a.distance - b.distance);
  return best?.one ?? null;
}

function nameOf(usage: string): string {
  return usage.split(' ')[0] ?? '';
}

function neededBy({ usage }: Command): string {
  const [, needed = ''] = /<(\w+)(?:\.\.)?>/.exec(usage) ?? [];
  return { sheets: 'a sheet', action: 'to be told what to do', key: 'the key of an order' }[needed] ?? `a ${needed}`;
}

function exampleOf({ examples, usage }: Command): string {
  return (examples[0]?.[0] ?? `$0 ${usage}`).replace('$0', 'sheetorder');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
