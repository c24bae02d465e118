const LONGEST = 31;
/** Spreadsheet programs keep this name for themselves. */
const KEPT = new Set(['history']);

/** A name for each worksheet that every spreadsheet program takes: at most 31 characters, no two alike but for case. */
export function nameWorksheets(wanted: readonly string[]): readonly string[] {
  const taken = new Set(KEPT);
  return wanted.map((text) => {
    const plain = cut(cleaned(text), LONGEST);
    let name = plain;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) {
      const suffix = ` (${number})`;
      name = `${cut(plain, LONGEST - suffix.length)}${suffix}`;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

function cleaned(text: string): string {
  const allowed = text
    .replace(/[[\]:*?/\\\p{Cc}\p{Cs}\ufffe\uffff]/gu, '-')
    .trim()
    .replace(/^'+|'+$/g, '');
  return allowed.trim() === '' ? 'Sheet' : allowed.trim();
}

/** Never cuts a character in two, nor leaves an apostrophe or a space at the end. */
function cut(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/['\s]+$/, '');
}
