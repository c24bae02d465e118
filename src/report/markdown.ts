import { visibleText } from '../domain/visible-text.ts';

/** Marks of Markdown, HTML, mathematics and mentions; as entities they mean themselves in every reader. */
const MARKS = /[&<>"'`*_[\](){}|\\~#$@^!+:/=]/g;
/** Words that a web site would turn into a person, an issue, a commit or a link. */
const LINKED = /[@#!$%&~^]\w|:\/\/|www\.|^[0-9a-f]{7,40}$|\bgh-\d/i;
const LONGEST = 300;

/** A value from a sheet or a vendor, shown as it is: no reader finds marks, links or people in it. */
export function code(text: string, longest = LONGEST): string {
  const plain = cut(visibleText(text).trim(), longest);
  return plain === '' ? '' : `<code>${entities(plain)}</code>`;
}

/** A sentence of ours that repeats words from a sheet: plain, but for what a web site would make a link of. */
export function prose(text: string, longest = LONGEST): string {
  const words = cut(visibleText(text).trim(), longest).split(/(\s+)/);
  return words.map((word) => (LINKED.test(word) ? `<code>${entities(word)}</code>` : entities(word))).join('');
}

/** A table with its header; the columns named in `right` hold numbers. */
export function tableOf(header: readonly string[], rows: readonly string[], right: ReadonlySet<string>): string[] {
  return [cells(header), cells(header.map((name) => (right.has(name) ? '---:' : '---'))), ...rows];
}

/** One row, of cells that are safe already. */
export function cells(values: readonly (string | number)[]): string {
  return `| ${values.join(' | ')} |`;
}

/** As many lines as fit, and how many do not. */
export function fitting(
  lines: readonly string[],
  room: number,
  most = Number.POSITIVE_INFINITY,
): { readonly lines: readonly string[]; readonly rest: number } {
  let used = 0;
  let count = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > room || count >= most) break;
    count += 1;
  }
  return { lines: lines.slice(0, count), rest: lines.length - count };
}

function entities(text: string): string {
  return text.replace(MARKS, (mark) => `&#${mark.charCodeAt(0)};`).replace(/(www)\./gi, '$1&#46;');
}

/** Never cuts a character in two. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
