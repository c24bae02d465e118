import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One system call that succeeded, as strace wrote it down. Strings in `words` are still in hex. */
export interface Call {
  readonly name: string;
  readonly words: string;
  readonly result: number;
}

const CALLS = [
  'openat,open,creat,close,write,pwrite64,writev,pwritev,pwritev2,lseek,ftruncate,truncate,fallocate,copy_file_range',
  'fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat,mmap,dup,dup2,dup3',
]
  .join(',')
  .split(',')
  // Not every machine has every one of them.
  .map((name) => `?${name}`)
  .join(',');
const LONGEST_STRING = 10_000_000;
const LONGEST_RUN_MS = 60_000;
const HEX = /\\x([0-9a-f]{2})/g;

/** Why nothing can be traced on this machine, or null. */
export function whyNoTrace(): string | null {
  const tried = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', `trace=${CALLS}`, process.execPath, '--version'], {
    timeout: LONGEST_RUN_MS,
  });
  if (tried.error) return `strace cannot be started (${tried.error.message})`;
  return tried.status === 0 ? null : `strace may not trace here (${String(tried.stderr).trim()})`;
}

/** Runs a Node program to its end and gives its file calls in the order in which they ended. */
export function traceProgram(words: readonly string[]): readonly Call[] {
  const folder = mkdtempSync(join(tmpdir(), 'sheetorder-trace-'));
  const trace = join(folder, 'trace');
  const options = ['-f', '-xx', '-s', String(LONGEST_STRING), '-e', `trace=${CALLS}`, '-e', 'signal=none', '-o', trace];
  try {
    const run = spawnSync('strace', [...options, process.execPath, ...words], { timeout: LONGEST_RUN_MS });
    if (run.status !== 0) throw new Error(`The traced program ended with ${run.status}: ${run.stderr}`);
    return parseTrace(readFileSync(trace, 'latin1'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The calls that succeeded; one that another thread interrupted on paper is put together again. */
export function parseTrace(text: string): readonly Call[] {
  const begun = new Map<string, string>();
  const calls: Call[] = [];
  for (const line of text.split('\n')) {
    const whole = wholeLine(line, begun);
    const call = whole === null ? null : callIn(whole);
    if (call && call.result >= 0) calls.push(call);
  }
  return calls;
}

function wholeLine(line: string, begun: Map<string, string>): string | null {
  const [, pid, rest] = /^(\d+) +(.*)$/.exec(line) ?? [];
  if (!pid || !rest || /^(\+\+\+|---)/.test(rest)) return null;
  const start = /^(.*?) *<unfinished \.\.\.>$/.exec(rest)?.[1];
  if (start !== undefined) {
    begun.set(pid, start);
    return null;
  }
  const end = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)?.[1];
  return end === undefined ? rest : `${begun.get(pid) ?? ''}${end}`;
}

function callIn(line: string): Call | null {
  const open = line.indexOf('(');
  const close = line.lastIndexOf(')', line.lastIndexOf(' = '));
  const [, result] = /^\) *= (-?\d+|0x[0-9a-f]+)/.exec(line.slice(close)) ?? [];
  if (result === undefined) {
    // The last call of a process has no result.
    if (line.includes(' = ?') || /^exit/.test(line)) return null;
    throw new Error(`A line of the trace cannot be read: ${line.slice(0, 200)}`);
  }
  return { name: line.slice(0, open), words: line.slice(open + 1, close), result: Number(result) };
}

/** Every string in the words of a call, put one after another: the data of a write, or of a vector of them. */
export function bytesIn(words: string): Buffer {
  return Buffer.concat(stringsIn(words));
}

/** The strings in the words of a call. Throws when strace cut one short. */
export function stringsIn(words: string): readonly Buffer[] {
  if (words.includes('"...')) throw new Error('The trace holds a string that was cut short.');
  return [...words.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) =>
    Buffer.from((match[1] ?? '').replace(HEX, '$1'), 'hex'),
  );
}
