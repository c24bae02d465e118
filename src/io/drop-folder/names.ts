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
const DIGEST_SHOWN = 8;

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

/** `may.csv` → `may-1a2b3c4d.csv`: a name that no other content has. */
export function nameByContent(name: string, sha256: string): string {
  return `${baseOf(name)}-${sha256.slice(0, DIGEST_SHOWN)}${extname(name)}`;
}

/** Files that office programs keep beside a sheet for as long as they have it open. */
export function openMarksOf(name: string): readonly string[] {
  return [`~$${name}`, `~$${name.slice(2)}`, `.~lock.${name}#`];
}
