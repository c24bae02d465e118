import { extname } from 'node:path';

/** Names that programs use for files which are not whole yet, or are no sheets at all. */
const NO_SHEETS = [
  /^\./,
  /^~\$/,
  /~$/,
  /\.(part|partial|filepart|crdownload|download|tmp|temp|swp|lock|upload)$/i,
  /^(thumbs\.db|desktop\.ini)$/i,
];
/** What a run writes beside a sheet; the longest endings first. */
export const COMPANION_ENDINGS = [
  '.results.csv',
  '.annotated.csv',
  '.annotated.xlsx',
  '.report.html',
  '.report.json',
  '.report.md',
  '.what-to-do.txt',
  '.log',
] as const;
/** What lies beside such a sheet would be taken for the text that holds an account. */
const LIKE_A_HOLD = /^payment-[a-z]+-[0-9a-f]{8}$/i;
const DIGEST_SHOWN = 8;
/** The longest name that file systems take, bytes. */
const LONGEST_NAME = 255;
const LONGEST_COMPANION = Math.max(...COMPANION_ENDINGS.map((ending) => ending.length));
const LONGEST_ENDING = 20;

/** False for what a run leaves alone: hidden files, half-finished uploads, what a file manager keeps for itself. */
export function mayBeSheet(name: string): boolean {
  return NO_SHEETS.every((pattern) => !pattern.test(name));
}

/** The name without its ending, under which everything that belongs to a sheet is filed. */
export function baseOf(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}

/** The base of the sheet that a file was written for; null for a file that is no companion. */
export function companionBase(name: string): string | null {
  const ending = COMPANION_ENDINGS.find((one) => name.toLowerCase().endsWith(one) && name.length > one.length);
  return ending ? name.slice(0, -ending.length) : null;
}

/** False for a name that is a companion's, or so long that nothing could be written beside the sheet. */
export function leavesRoom(name: string): boolean {
  if (companionBase(name) !== null || LIKE_A_HOLD.test(baseOf(name))) return false;
  return Buffer.byteLength(baseOf(name)) + LONGEST_COMPANION <= LONGEST_NAME;
}

/** `may.csv` → `may-1a2b3c4d.csv`: a name that no other content has, shortened where it leaves no room. */
export function nameByContent(name: string, sha256: string): string {
  const ending = cutTo(LONGEST_ENDING, extname(name));
  const base = cutTo(LONGEST_NAME - LONGEST_COMPANION - LONGEST_ENDING - DIGEST_SHOWN, baseOf(name));
  const named = `${base}-${sha256.slice(0, DIGEST_SHOWN)}${ending}`;
  return companionBase(named) === null ? named : `${named}.txt`;
}

function cutTo(bytes: number, text: string): string {
  let kept = '';
  for (const letter of text)
    if (Buffer.byteLength(kept + letter) <= bytes) kept += letter;
    else break;
  return kept;
}

/** Files that office programs keep beside a sheet for as long as they have it open. */
export function openMarksOf(name: string): readonly string[] {
  return [`~$${name}`, `~$${name.slice(2)}`, `.~lock.${name}#`];
}
