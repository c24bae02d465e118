import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Files, readFiles, writeFiles } from './disk.ts';
import { type Operation, Recorder } from './operations.ts';
import { traceProgram } from './trace.ts';

/** What programs did to one folder, one after another, and what lay there in the end. */
export interface Recording {
  readonly operations: readonly Operation[];
  /** Where the programs start; what lay there before is certain. */
  readonly from: number;
  readonly files: Files;
}

/** Runs the programs under strace; each gets the folder's path and gives its own words. */
export function record(
  programs: readonly ((folder: string) => readonly string[])[],
  before: Files = new Map(),
): Recording {
  const folder = mkdtempSync(join(tmpdir(), 'sheetorder-power-'));
  try {
    writeFiles(folder, before);
    const recorder = new Recorder(folder);
    recorder.start(before);
    const from = recorder.operations.length;
    for (const program of programs) recorder.run(traceProgram(program(folder)));
    return { operations: recorder.operations, from, files: readFiles(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
