import { headOf, widthOf } from './text-width.ts';

const LEAST_ROOM = 20;

/** Text broken at spaces to fit the screen, further lines set in; a word that fits on no line is broken as well. */
export function wrapped(text: string, width: number, indent: number): string {
  const first = Math.max(width, indent + LEAST_ROOM);
  return broken(text, first, Math.max(width - indent, LEAST_ROOM), indent).join(`\n${' '.repeat(indent)}`);
}

/** The lines of a text in a column so wide; never empty. */
export function linesIn(text: string, width: number): readonly string[] {
  return broken(text, width, width, 0);
}

/** Each line of a text that is too long for the screen goes on under itself, set in a little more. */
export function fitted(text: string, width: number | null): string {
  if (width === null) return text;
  const lines = text.split('\n').map((line) => {
    const own = line.search(/\S/);
    const indent = Math.max(0, own) + (/^(?:→|-) /.test(line.slice(own)) ? 2 : 4);
    return widthOf(line) <= width ? line : wrapped(line, width, width - indent < LEAST_ROOM ? 0 : indent);
  });
  return lines.join('\n');
}

/** `least` of the first line is its own indent, at which it is not broken. */
function broken(text: string, firstWidth: number, width: number, least: number): string[] {
  const lines: string[] = [];
  let rest = text;
  for (let limit = firstWidth; widthOf(rest) > limit; limit = width) {
    const head = headOf(rest, limit) || firstLetter(rest);
    if (head.length >= rest.length) break;
    const space = rest.charAt(head.length) === ' ' ? head.length : head.lastIndexOf(' ');
    const at = space > (lines.length === 0 ? least : 0) ? space : head.length;
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/** Where not even one letter fits, it stands there all the same. */
function firstLetter(text: string): string {
  return [...new Intl.Segmenter('en').segment(text)][0]?.segment ?? text;
}
