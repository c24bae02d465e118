const GUARDED = /^'*[=+\-@\t\r]/;
const HAS_GUARD = /^'+[=+\-@\t\r]/;

/** Puts a `'` before text that a spreadsheet would run as a formula, and before text that already looks guarded. */
export function guardCell(text: string): string {
  return GUARDED.test(text) ? `'${text}` : text;
}

/** Takes off exactly one guard: `unguardCell(guardCell(text))` is `text`, whatever the text. */
export function unguardCell(text: string): string {
  return HAS_GUARD.test(text) ? text.slice(1) : text;
}
