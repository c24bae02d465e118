import { visibleText } from '../domain/visible-text.ts';

/**
 * What Markdown, HTML, mathematics, templates and mentions are made of; as entities these mean themselves in every reader.
 * An underscore between letters and a colon before anything but a slash mean nothing, and stay readable.
 */
const MARKS = /[&<>`*[\]{}|\\~#$@^]|:(?=\/)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|(?<=www)\./gi;
/** Words that a web site would turn into a person, an issue, a commit, a picture or a link. */
const LINKED = /[@#!$%&~^]\w|:\/\/|:[\w+-]+:|www\.|^[0-9a-f]{7,40}$|\bgh-\d/i;
/** What would begin a list inside a list, or a line across. */
const BULLET = /^[-+=]|^\d+[.)](?=\s|$)/;
const LONGEST = 300;

/** A value from a sheet or a vendor, shown as it is: no reader finds marks, links or people in it. */
export function code(text: string, longest = LONGEST): string {
  const plain = cut(visibleText(text).trim(), longest);
  return plain === '' ? '' : `<code>${entities(plain)}</code>`;
}

/** A sentence that repeats words from a sheet: plain, but for `names` and what a web site would make a link of. */
export function prose(text: string, longest = LONGEST): string {
  const parts = cut(visibleText(text).trim(), longest).split(/(`[^`]+`)/);
  const safe = parts.map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : words(part))).join('');
  return safe.replace(BULLET, (bullet) => [...bullet].map(entity).join(''));
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

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function words(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => {
      const [, before = '', bare = '', after = ''] = /^([("'“]*)(.*?)([.,;:!?)"'”]*)$/s.exec(word) ?? [];
      return LINKED.test(bare) ? `${entities(before)}${code(bare)}${entities(after)}` : entities(word);
    })
    .join('');
}

function entities(text: string): string {
  return text.replace(MARKS, entity);
}

function entity(mark: string): string {
  return `&#${mark.charCodeAt(0)};`;
}

/** Never cuts a character in two. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
