/** The words without `--`: what follows it names files and the like, also where it begins as a flag would. */
export function withoutEndOfOptions(words: readonly string[]): readonly string[] {
  const at = words.indexOf('--');
  if (at < 0) return words;
  return [...words.slice(0, at), ...words.slice(at + 1).map((word) => (word.startsWith('-') ? `./${word}` : word))];
}
