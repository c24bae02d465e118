/** Text broken at spaces to fit the screen, further lines set in; a word that fits on no line is broken as well. */
export function wrapped(text: string, width: number, indent: number): string {
  const room = Math.max(width - indent, 20);
  const lines: string[] = [];
  let rest = text;
  let limit = Math.max(width, indent + 20);
  while (rest.length > limit) {
    const space = rest.lastIndexOf(' ', limit);
    const least = lines.length === 0 ? indent : 0;
    const at = space > least ? space : beforePair(rest, limit);
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
    limit = room;
  }
  return [...lines, rest].join(`\n${' '.repeat(indent)}`);
}

/** The two halves of one character stay together. */
function beforePair(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
}
