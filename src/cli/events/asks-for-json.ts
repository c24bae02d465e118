/** True where the words of a command line ask for JSON, before they are understood. */
export function asksForJson(words: readonly string[], twin: string | undefined): boolean {
  const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  return own.some((word) => word === '--json' || word === '--json=true') || /^(1|true|yes)$/i.test(twin ?? '');
}
