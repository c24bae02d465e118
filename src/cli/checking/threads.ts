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

/** Threads for the check of large sheets, started while the sheets are still read: they take a while to load. */
export class CheckThreads {
  readonly #workers: readonly Worker[];
  /** A thread that ended before it was given work will never answer. */
  #isWhole = true;

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers;
    for (const worker of workers)
      worker.once('exit', () => {
        this.#isWhole = false;
      });
  }

  /** As many as the machine has cores; none where one core would have to do all the work, or where nothing is built. */
  static start(): CheckThreads {
    const threads = Math.min(MOST_THREADS, availableParallelism());
    if (threads < 2 || !existsSync(WORKER)) return new CheckThreads([]);
    const resourceLimits = { maxYoungGenerationSizeMb: 64 };
    return new CheckThreads(
      Array.from({ length: threads }, () => {
        const worker = new Worker(WORKER, { resourceLimits });
        // What goes wrong is told to whoever waits for its work; nobody has to wait for a thread without work.
        worker.on('error', () => {});
        worker.unref();
        return worker;
      }),
    );
  }

  /**
   * Checks the orders of a batch by the same steps that would check them here. Null when that cannot be done, whatever the
   * reason: then they are checked here.
   */
  async check(job: CheckJob, sources: FactSources): Promise<readonly OrderBrief[] | null> {
    const posted = this.#workers.length > 0 && this.#isWhole ? postedJob(job, sources) : null;
    if (!posted) return null;
    const parts: (readonly OrderBrief[])[] = [];
    try {
      const ends = await Promise.all(this.#workers.map((worker) => partsOf(worker, posted, parts)));
      const read = new Set(ends.flatMap((catalogues) => Object.entries(catalogues).map(String)));
      const accounts = new Set(ends.flatMap((catalogues) => Object.keys(catalogues)));
      // A catalogue that was pulled meanwhile may have priced one part and not the other.
      return read.size === accounts.size ? parts.flat() : null;
    } catch {
      return null;
    } finally {
      this.end();
    }
  }

  end(): void {
    for (const worker of this.#workers) void worker.terminate();
  }
}

/** Hands out the work and puts each part where it belongs; ends with the catalogues that the thread has read. */
function partsOf(
  worker: Worker,
  job: PostedJob,
  parts: (readonly OrderBrief[])[],
): Promise<Readonly<Record<string, string>>> {
  return new Promise((resolve, reject) => {
    worker.on('message', (said: FromThread) => {
      try {
        if ('part' in said) parts[said.part] = briefsIn(said.briefs);
        else resolve(said.catalogues);
      } catch (error) {
        reject(error);
      }
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('A thread ended before its work was done.')));
    worker.ref();
    worker.postMessage(job);
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
