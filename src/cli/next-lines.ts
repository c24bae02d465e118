import { widthOf } from './terminal/text-width.ts';
import { fitted } from './terminal/wrap.ts';

/** A shell's word as `commandLine` writes it; punctuation that a space follows belongs to the sentence. */
const WORD = String.raw`(?:'[^']*'|\\'|[\w@%+=:./~>-]|,(?!\s|$))+`;
const COMMAND = new RegExp(String.raw`(?<=\s)sheetorder(?: ${WORD})+`, 'g');

/**
 * `Next:` as a screen shows it. Where it is too long for one line, or names several commands, each stands on a line of its
 * own, whole, so that it can be copied as it is; one that is longer than the screen is left to the screen, which knows how
 * to copy it. Words that follow a command must begin with a stop or a bracket, or they would be taken for words of it.
 */
export function nextLines(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith('Next: ') && isCrowded(line, width) ? spread(line, width) : line))
    .join('\n');
}

function isCrowded(line: string, width: number): boolean {
  return widthOf(line) > width || [...line.matchAll(COMMAND)].length > 1;
}

function spread(line: string, width: number): string {
  const lines: string[] = [];
  let end = 0;
  for (const { 0: command, index } of line.matchAll(COMMAND)) {
    lines.push(sentence(line.slice(end, index), width), `  ${command}`);
    end = index + command.length;
  }
  if (lines.length === 0) return line;
  return [...lines, sentence(line.slice(end), width)].filter(Boolean).join('\n');
}

/** Words between commands, without the stop that tied them to the command before. */
function sentence(text: string, width: number): string {
  return fitted(text.trim().replace(/^[;,.] ?/, ''), width);
}
