import { describe, expect, test } from 'vitest';
import { nextLines } from '../../src/cli/next-lines.ts';
import { commandLine } from '../../src/cli/say-command.ts';

describe('the next command on a screen', () => {
  test('stays on its line where there is room', () => {
    expect(nextLines('note: x\nNext: sheetorder check may.csv', 80)).toBe('note: x\nNext: sheetorder check may.csv');
  });

  test('stands on a line of its own where there is none, words around it on others', () => {
    const text =
      "Next: correct the 3 invalid, or send the 9 ready with: sheetorder submit 'o'\\''brien; or (b).csv' --results r.csv; or look, then sheetorder resolve 0123 --note 'seen, then' (or --not-placed)";
    expect(nextLines(text, 60)).toBe(
      [
        'Next: correct the 3 invalid, or send the 9 ready with:',
        "  sheetorder submit 'o'\\''brien; or (b).csv' --results r.csv",
        'or look, then',
        "  sheetorder resolve 0123 --note 'seen, then'",
        '(or --not-placed)',
      ].join('\n'),
    );
  });

  test.each([
    'Next: add this line to ~/.zshrc, after compinit: eval "$(sheetorder completion zsh)"',
    'Next: see `sheetorder status` and its page',
  ])('what only holds a command is left as it is: %s', (text) => {
    expect(nextLines(text, 30)).toBe(text);
  });

  test('a command that writes to a file keeps it', () => {
    const command = 'sheetorder completion fish > ~/.config/fish/completions/sheetorder.fish';
    expect(nextLines(`Next: ${command}`, 60)).toBe(`Next:\n  ${command}`);
  });

  test('has a line for each command, where there are several', () => {
    expect(nextLines('Next: save it with sheetorder stock, then sheetorder submit stock.csv', 120)).toBe(
      'Next: save it with\n  sheetorder stock\nthen\n  sheetorder submit stock.csv',
    );
  });

  test('a stop behind it is no part of it', () => {
    expect(nextLines('Next: sheetorder status may.csv, and so on for 3 more.', 30)).toBe(
      'Next:\n  sheetorder status may.csv\nand so on for 3 more.',
    );
  });

  test.each(['may.csv', 'two words.csv', "it's.csv", 'a, b (c); d.csv', '.hidden', 'x.', 'ä.csv', '$(x) `y`.csv'])(
    'a file called %s goes with it whole',
    (file) => {
      const command = commandLine('check', { sheets: [file], ledger: file });
      expect(nextLines(`Next: correct the sheet, then ${command}`, 10).split('\n').at(-1)).toBe(`  ${command}`);
    },
  );
});
