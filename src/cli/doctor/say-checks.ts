import { styleText } from 'node:util';
import type { Painted } from '../terminal/terminal.ts';
import { wrapped } from '../terminal/wrap.ts';
import { type Check, GROUPS } from './check.ts';

const TITLES = {
  program: 'Program',
  configuration: 'Configuration',
  vendors: 'Vendors',
  ledger: 'Ledger',
  locks: 'Locks',
  inbox: 'Drop folder',
} as const satisfies Record<Check['group'], string>;

const COLOURS = { ok: 'green', note: 'yellow', problem: 'red' } as const satisfies Record<Check['state'], string>;
const WIDEST = 'problem'.length;
const INDENT = ' '.repeat(WIDEST + 2);
const STATE = new RegExp(`^(${Object.keys(COLOURS).join('|')})(?= )`, 'gm');
const TITLE = new RegExp(`^(${Object.values(TITLES).join('|')})$`, 'gm');

/** One line for each check under its group, and what to do under it; `width` is the screen's, or null. */
export function sayChecks(checks: readonly Check[], width: number | null): string {
  const groups = GROUPS.map((group) => ({ group, own: checks.filter((check) => check.group === group) }));
  return groups
    .filter(({ own }) => own.length > 0)
    .map(({ group, own }) => [TITLES[group], ...own.map((check) => sayCheck(check, width))].join('\n'))
    .join('\n\n');
}

/** `2 problems, 1 note, 9 ok.` */
export function sayCounts(checks: readonly Check[]): string {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  const told = [
    [count('problem'), 'problem'],
    [count('note'), 'note'],
  ] as const;
  const words = told.map(([number, word]) => `${number || 'no'} ${word}${number === 1 ? '' : 's'}`);
  return `${words.join(', ')}, ${count('ok')} ok.`.replace(/^n/, 'N');
}

/** The words that say how things stand, in colours. */
export function painted(text: string): Painted {
  return {
    text,
    colour: (plain) =>
      plain
        .replace(TITLE, (title) => styleText('bold', title, { validateStream: false }))
        .replace(STATE, (word) => styleText(COLOURS[word as Check['state']], word, { validateStream: false })),
  };
}

function sayCheck({ state, says, fix }: Check, width: number | null): string {
  const first = hung(`${state.padEnd(WIDEST)}  ${says}`, width);
  return fix ? `${first}\n${hung(`${INDENT}→ ${fix}`, width, INDENT.length + 2)}` : first;
}

/** Further lines stand under the sentence, not under the word. */
function hung(line: string, width: number | null, indent = INDENT.length): string {
  return width === null ? line : wrapped(line, width, indent);
}
