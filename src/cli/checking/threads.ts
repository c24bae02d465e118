import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { FlatRows } from '../../io/flat-csv/flat-rows.ts';
import { briefsIn } from '../../run/brief-text.ts';
import type { CheckJob } from '../../run/check-rows.ts';
import type { OrderBrief } from '../../run/order-view.ts';
import type { FactSources } from './facts.ts';
import type { FromThread, PostedJob, PostedSheet } from './job.ts';

/** Each thread takes some hundred megabytes. */
const MOST_THREADS = 4;
const WORKER = fileURLToPath(new URL('../check-worker.js', import.meta.url));

/**
 * Checks the orders of a large batch in as many threads as the machine has cores, by the same steps that would check them
 * here. Null when that cannot be done, whatever the reason: then they are checked here.
 */
export async function checkInThreads(job: CheckJob, sources: FactSources): Promise<readonly OrderBrief[] | null> {
  const threads = Math.min(MOST_THREADS, availableParallelism());
  const posted = threads > 1 && existsSync(WORKER) ? postedJob(job, sources) : null;
  if (!posted) return null;
  const parts: (readonly OrderBrief[])[] = [];
  const workers: Worker[] = [];
  try {
    const ends = Array.from({ length: threads }, () => {
      const worker = new Worker(WORKER, { workerData: posted, resourceLimits: { maxYoungGenerationSizeMb: 64 } });
      workers.push(worker);
      return partsOf(worker, parts);
    });
    const catalogues = new Set((await Promise.all(ends)).flatMap((read) => Object.entries(read).map(String)));
    const accounts = new Set([...catalogues].map((text) => text.slice(0, text.lastIndexOf(','))));
    // A catalogue that was pulled meanwhile may have priced one part and not the other.
    return catalogues.size === accounts.size ? parts.flat() : null;
  } catch {
    return null;
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

/** Puts each part where it belongs; ends with the catalogues that the thread has read. */
function partsOf(worker: Worker, parts: (readonly OrderBrief[])[]): Promise<Readonly<Record<string, string>>> {
  return new Promise((resolve, reject) => {
    worker.on('message', (said: FromThread) => {
      if ('part' in said) parts[said.part] = briefsIn(said.briefs);
      else resolve(said.catalogues);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('A thread ended before its work was done.')));
  });
}

/** Only what can be shared is handed over: rows of a workbook would have to be copied. */
function postedJob(job: CheckJob, sources: FactSources): PostedJob | null {
  const sheets: PostedSheet[] = [];
  for (const { table, columns } of job.sheets) {
    const { rows, ...rest } = table;
    if (!(rows instanceof FlatRows)) return null;
    sheets.push({ table: { ...rest, findings: [], unread: [] }, rows: rows.share(), columns });
  }
  const { starts, members } = job.numbered;
  return {
    sources: { ...sources, env: { ...sources.env } },
    sheets,
    starts,
    members,
    next: new Int32Array(new SharedArrayBuffer(4)),
    columns: job.columns,
    findings: job.findings,
  };
}
