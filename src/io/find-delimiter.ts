import { columnOf } from '../domain/columns.ts';
import { UsageError } from '../domain/errors.ts';

type Records = readonly (readonly string[])[];

const DELIMITERS: readonly string[] = [',', ';', '\t', '|'];

/**
 * Known column names decide, then how many rows are as wide as the header, then the number of columns. Only `candidates`
 * are looked at, and the comma stands where none of them tells cells apart.
 */
export function findDelimiter(sample: (delimiter: string) => Records, candidates = DELIMITERS): string {
  let best: { readonly delimiter: string; readonly score: readonly number[] } = { delimiter: ',', score: [0, 0, 0] };
  if (candidates.every((one) => one === best.delimiter)) return best.delimiter;
  for (const delimiter of candidates) {
    const score = scoreOf(sample(delimiter));
    if (isHigher(score, best.score)) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Those that stand in the bytes at all: no other tells cells apart, and to see that takes no parser. */
export function delimitersIn(bytes: Buffer): readonly string[] {
  return DELIMITERS.filter((one) => bytes.includes(one));
}

/** What `--delimiter` means; throws UsageError when it cannot be one. */
export function checkedDelimiter(delimiter: string | undefined): string | undefined {
  if (delimiter === undefined) return undefined;
  const character = /^(\\t|tab)$/i.test(delimiter) ? '\t' : delimiter;
  if (character.length === 1 && !/["\r\n]/.test(character)) return character;
  throw new UsageError(
    'The delimiter must be one character, and neither a quote nor a line end.',
    'Write for example --delimiter ";" or --delimiter tab.',
    'USAGE-FLAG-VALUE',
  );
}

/** The widest row counts as the header: lines above it may be a title. */
function scoreOf(records: Records): readonly number[] {
  const filled = records.filter((cells) => cells.some((cell) => cell.trim() !== ''));
  const known = filled.map((cells) => cells.filter((cell) => columnOf(cell) !== undefined).length);
  const at = Math.max(known.indexOf(Math.max(...known, 0)), 0);
  const header = filled[at] ?? [];
  if (header.length < 2) return [0, 0, 0];
  const below = filled.slice(at);
  const alike = below.filter((cells) => cells.length === header.length).length / below.length;
  return [known[at] ?? 0, alike, header.length];
}

function isHigher(score: readonly number[], than: readonly number[]): boolean {
  const index = score.findIndex((value, at) => value !== than[at]);
  return (score[index] ?? 0) > (than[index] ?? 0);
}
