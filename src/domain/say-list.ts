const MOST = 5;

/** Names in a sentence: `may.csv, june.csv and 3 more`. */
export function sayList(names: readonly string[]): string {
  const shown = names.slice(0, MOST);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
