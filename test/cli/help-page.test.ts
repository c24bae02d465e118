import { describe, expect, test } from 'vitest';
import yargs from 'yargs';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { EPILOGUE, helpPage, USAGE } from '../../src/cli/help-page.ts';
import { VERSION } from '../../src/cli/version.ts';

/** The same page as yargs lays it out. */
async function pageOfYargs(columns: number): Promise<string> {
  const parser = yargs([]).scriptName('sheetorder').usage(USAGE).epilogue(EPILOGUE).locale('en');
  parser.wrap(columns).version(VERSION);
  for (const { usage, describe } of COMMANDS) parser.command(usage, describe);
  return parser.getHelp();
}

describe('the page of --help alone', () => {
  test.each([80, 100, 120])('is what yargs would show on %i columns', async (columns) => {
    expect(helpPage(COMMANDS, columns)).toBe(await pageOfYargs(columns));
  });

  test('tells every command on a narrow screen, and no line is wider', () => {
    const page = helpPage(COMMANDS, 44);
    for (const { usage } of COMMANDS) expect(page).toContain(`sheetorder ${usage}`);
    expect(page.split('\n').filter((line) => line.length > 44)).toEqual([]);
  });
});
