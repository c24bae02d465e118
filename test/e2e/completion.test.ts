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

/** Types the line into a real zsh, asks for all that is offered, and reads until the wanted text stands there, or too long. */
function inZsh(wanted: string, ...words: readonly string[]): string {
  const script = `
    zmodload zsh/zpty
    zpty z zsh -f -i
    zpty -w z 'PS1= PS2= ; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D; source ${scripts.zsh}'
    zpty -w z 'LISTMAX=10000; COLUMNS=400; print READY-$((6*7))'
    zpty -r z out '*READY-42*'
    sleep 0.3
    zpty -w -n z "${words.join(' ')}"$'\\C-d\\C-d'
    repeat 100; do
      while zpty -r -t z out; do all+="$out"; done
      [[ $all == *"${wanted}"* ]] && break
      sleep 0.1
    done
    print -r -- "$all"
    zpty -d z`;
  const { stdout } = spawnSync('zsh', ['-f', '-c', script], { cwd: folder, encoding: 'utf8', timeout: 25_000 });
  return stripVTControlCharacters(stdout);
}

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
    expect(offer('sheetorder', 'submit', '--max-').toSorted()).toEqual([
      '--max-duration',
      '--max-orders',
      '--max-spend',
    ]);
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
  test.skipIf(!there).each([
    ['commands', 'Reads orders in doubt', ['sheetorder', '']],
    ['flags', 'hidden-rows', ['sheetorder', 'check', '--hid']],
    ['values', 'lines', ['sheetorder', 'submit', '--progress', '']],
    ['files', 'orders.csv', ['sheetorder', 'check', '']],
    ['codes', 'SM-ALIAS-COUNT', ['sheetorder', 'explain', 'SM-ALIAS-']],
  ])(`%s${why}`, (_, wanted, words) => {
    expect(inZsh(wanted, ...words)).toContain(wanted);
  });
});

test('a shell that is not known is a usage error', async () => {
  expect(await bench.run('completion', 'tcsh')).toMatchObject({ exit: 2, out: '' });
});
