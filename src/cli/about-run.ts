import { basename } from 'node:path';
import { sayList } from '../domain/say-list.ts';
import type { LockSelf } from '../io/sqlite/path-lock.ts';
import { VERSION } from './version.ts';

/** What a run tells other runs of itself, as long as it holds a lock. */
export interface AboutRun {
  /** `submit orders.csv`, for people. */
  readonly doing: string;
  /** The command line without what could be a secret. */
  readonly command: string;
}

/** Their values may be somebody's data, or an address that whoever knows it may use. */
const UNTOLD: ReadonlySet<string> = new Set(['--set', '--note', '--ping', '--where', '--map']);

/** What locks tell of this process, covered as late as it is written down. */
export function lockSelf({ command }: AboutRun, cover: (text: string) => string): LockSelf {
  return {
    version: VERSION,
    get command() {
      return cover(command);
    },
  };
}

/** `name` is the command's first word. */
export function aboutRun(name: string, sheets: readonly string[], words: readonly string[]): AboutRun {
  const doing = [name, sayList(sheets.map((sheet) => basename(sheet)))].filter(Boolean).join(' ');
  return { doing, command: toldWords(words).join(' ') };
}

function toldWords(words: readonly string[]): readonly string[] {
  return words.map((word, index) => {
    const [flag = '', value] = word.startsWith('--') ? splitOnce(word) : [];
    if (value !== undefined) return UNTOLD.has(flag) ? `${flag}=…` : `${flag}=${withoutAddress(value)}`;
    return UNTOLD.has(words[index - 1] ?? '') ? '…' : withoutAddress(word);
  });
}

function splitOnce(word: string): readonly [string, string?] {
  const at = word.indexOf('=');
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

/** Names and keys may stand in an address, so only its host is told. */
function withoutAddress(word: string): string {
  if (!word.includes('://')) return word;
  return URL.canParse(word) ? `${new URL(word).protocol}//${new URL(word).host}` : '…';
}
