import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { Bench } from '../support/command.ts';

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;
const bench = new Bench();
const folder = mkdtempSync(join(tmpdir(), 'completion-'));
const scripts: Record<string, string> = {};

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { out, exit } = await bench.run('completion', shell);
    expect(exit).toBe(0);
    scripts[shell] = join(folder, `script.${shell}`);
    writeFileSync(scripts[shell], out);
  }
  writeFileSync(join(folder, 'may orders.csv'), '');
});
afterAll(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a shell offers for the last of these words. */
type Offer = (...words: readonly string[]) => readonly string[];

function ran(shell: string, words: readonly string[]): readonly string[] {
  const { stdout, stderr, status } = spawnSync(shell, words, { cwd: folder, encoding: 'utf8', timeout: 20_000 });
  expect([stderr, status]).toEqual(['', 0]);
  return stdout.split('\n').filter(Boolean);
}

const inBash: Offer = (...words) => {
  const list = words.map((word) => `'${word}'`).join(' ');
  const script = `. "${scripts.bash}"; COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _sheetorder; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return ran('bash', ['--norc', '-c', script]);
};

const inFish: Offer = (...words) =>
  ran('fish', ['--no-config', '-c', `source ${scripts.fish}; complete -C '${words.join(' ')}'`]).map(
    (line) => line.split('\t')[0]?.replaceAll('\\ ', ' ') ?? '',
  );

/** Types the line into a real zsh, and asks for all that is offered; what it adds by itself is offered too. */
const inZsh: Offer = (...words) => {
  const line = words.join(' ');
  const script = `
    zmodload zsh/zpty
    zpty z zsh -f -i
    zpty -w z 'PS1= PS2= ; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D; source ${scripts.zsh}'
    zpty -w z 'zstyle ":completion:*" list-prompt ""; LISTMAX=10000; COLUMNS=400; print READY-$((6*7))'
    zpty -r z out '*READY-42*'
    zpty -w -n z "${line}"$'\\C-d\\C-d'
    sleep 1.5
    zpty -r -t z out; print -r -- "$out"
    while zpty -r -t z out; do print -r -- "$out"; done
    zpty -d z`;
  const { stdout } = spawnSync('zsh', ['-f', '-c', script], { cwd: folder, encoding: 'utf8', timeout: 20_000 });
  return stripVTControlCharacters(stdout).split(/\s{2,}|[\r\n]+/);
};

const offers: readonly (readonly [string, Offer])[] = [
  ['bash', inBash],
  ['fish', inFish],
];

describe.each(offers)('%s', (shell, offer) => {
  const there = has(shell);
  const it = test.skipIf(!there);
  const why = there ? '' : ` (${shell} is not installed)`;

  it(`every command${why}`, () => {
    const names = COMMANDS.map(({ usage }) => usage.split(' ')[0] ?? '');
    expect(
      offer('sheetorder', '')
        .filter((word) => !word.startsWith('-'))
        .sort(),
    ).toEqual([...names].sort());
    expect(offer('sheetorder', 'recon')).toEqual(['reconcile']);
  });

  it(`the flags of the command, and no others${why}`, () => {
    expect(offer('sheetorder', 'submit', '--max-').toSorted()).toEqual(['--max-orders', '--max-spend']);
    expect(offer('sheetorder', 'check', '--max-')).toEqual(['--max-spend']);
    expect(offer('sheetorder', 'check', '--pack', 'quantity', '--hid')).toEqual(['--hidden-rows']);
  });

  it(`the values of a flag that has some${why}`, () => {
    expect(offer('sheetorder', 'submit', '--progress', '').toSorted()).toEqual(['auto', 'bar', 'lines', 'none']);
    expect(offer('sheetorder', 'check', '--vendor', 's')).toEqual(expect.arrayContaining(['scaledmail', 'saleshandy']));
    expect(offer('sheetorder', 'check', '--operation', 'buy-p')).toEqual(['buy-pre-warm']);
    expect(offer('sheetorder', 'check', '--hidden-rows', 'sk')).toEqual(['skip']);
  });

  it(`names of files, with spaces too, for sheets and for flags${why}`, () => {
    expect(offer('sheetorder', 'check', 'may')).toEqual(['may orders.csv']);
    expect(offer('sheetorder', 'check', '--report', 'may')).toEqual(['may orders.csv']);
  });

  it(`codes, actions and shells${why}`, () => {
    expect(offer('sheetorder', 'explain', 'SM-ALIAS-C')).toContain('SM-ALIAS-COUNT');
    expect(offer('sheetorder', 'ledger', 'ver')).toEqual(['verify']);
    expect(offer('sheetorder', 'completion', 'z')).toEqual(['zsh']);
  });
});

describe('bash alone', () => {
  test.skipIf(!has('bash'))('a value behind an equals sign', () => {
    expect(inBash('sheetorder', 'submit', '--progress', '=', 'li')).toEqual(['lines']);
    expect(inBash('sheetorder', 'submit', '--progress', '=')).toHaveLength(4);
    expect(inBash('sheetorder', 'submit', '--progress', '=', 'lines', '--max-o')).toEqual(['--max-orders']);
  });
});

describe('zsh', () => {
  const there = has('zsh');
  const why = there ? '' : ' (zsh is not installed)';
  test.skipIf(!there)(`commands, flags, values, files${why}`, () => {
    const shown = (...words: readonly string[]) => inZsh(...words).join('\n');
    expect(shown('sheetorder', '')).toMatch(/^reconcile\b[\s\S]*Reads orders in doubt/m);
    expect(shown('sheetorder', 'check', '--hid')).toMatch(/hidden-rows/);
    expect(shown('sheetorder', 'submit', '--progress', '')).toMatch(/auto\s+bar\s+lines\s+none/);
    expect(shown('sheetorder', 'check', '')).toMatch(/may\\? orders\.csv/);
    expect(shown('sheetorder', 'explain', 'SM-ALIAS-')).toMatch(/SM-ALIAS-COUNT/);
  });
});

test('a shell that is not known is a usage error', async () => {
  expect(await bench.run('completion', 'tcsh')).toMatchObject({ exit: 2, out: '' });
});
