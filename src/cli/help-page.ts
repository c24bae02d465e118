import type { Command } from './commands/command.ts';
import { linesIn, wrapped } from './terminal/wrap.ts';

export const USAGE =
  '$0 <command>\n\nTurns spreadsheets of domains and aliases into paid orders, each placed at most once.';
export const EPILOGUE =
  'Durations: 500ms, 5s, 2m, 1h. Every flag has a variable, SHEETORDER_<FLAG_NAME>. Words, statuses and exit codes: README.md.';

const OPTIONS = [
  ['--help', 'Show help'],
  ['--version', 'Show version number'],
] as const;
const INDENT = 2;
const GAP = 2;

/** What `--help` alone says, laid out as yargs does it; loading yargs and its layout takes longer than all the rest of it. */
export function helpPage(commands: readonly Command[], columns: number): string {
  const [usage = '', , does = ''] = USAGE.replace('$0', 'sheetorder').split('\n');
  const named = commands.map(({ usage, describe }) => ({ name: `sheetorder ${usage}`, describe }));
  const left = INDENT + Math.max(...named.map(({ name }) => name.length)) + GAP;
  const lines = named.flatMap(({ name, describe }) => entry(name, describe, left, columns));
  const parts = [
    [usage],
    [wrapped(does, columns, 0)],
    ['Commands:', ...lines],
    ['Options:', ...OPTIONS.map(([flag, says]) => option(flag, says, columns))],
    [wrapped(EPILOGUE, columns, 0)],
  ];
  return parts.map((part) => part.join('\n')).join('\n\n');
}

/** Side by side; on a narrow screen, one below the other. */
function entry(name: string, describe: string, left: number, columns: number): readonly string[] {
  const below = left > columns / 2;
  const indent = below ? INDENT + GAP : left;
  const [first = '', ...more] = linesIn(describe, Math.max(1, columns - indent)).map((line) => line.trimEnd());
  const head = `${' '.repeat(INDENT)}${name}`;
  const rest = more.map((line) => `${' '.repeat(indent)}${line}`);
  return below ? [head, `${' '.repeat(indent)}${first}`, ...rest] : [`${head.padEnd(left)}${first}`, ...rest];
}

function option(flag: string, says: string, columns: number): string {
  const widest = Math.max(...OPTIONS.map(([name]) => name.length));
  const text = `${' '.repeat(INDENT)}${flag.padEnd(widest + GAP)}${says}`;
  const kind = '[boolean]';
  return `${text}${' '.repeat(Math.max(GAP, columns - text.length - kind.length))}${kind}`;
}
