import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountId } from '../src/domain/identity.ts';
import { googleOrder, sheetOf } from '../test/support/sheets-of-orders.ts';
import { used } from './command.ts';
import { growLedger } from './grown-ledger.ts';
import { ORGANIZATION, type SendingJob, type Sent } from './sending.ts';
import { startVendor } from './vendor.ts';

/** Where the ledger of a run is kept, and how many entries it has already; or in its process alone. */
export type Keeping = { readonly folder: string; readonly history?: number } | 'memory';

export interface OneRun extends Omit<Sent, 'calls'> {
  readonly calls: ReadonlyMap<string, { readonly count: number; readonly ms: number }>;
  readonly peakBytes: number;
}

const SENDER = fileURLToPath(new URL('./send-orders.js', import.meta.url));
const POSTER = fileURLToPath(new URL('./post-orders.js', import.meta.url));

/** Places every order of one sheet with a fresh sandbox, in a process of its own. Throws when one was not placed. */
export async function oneRun(scratch: string, keeping: Keeping, orders: number, concurrency: number): Promise<OneRun> {
  return await withJob(scratch, keeping, orders, concurrency, (job) => {
    const account = accountId('scaledmail', new URL(job.url).origin, ORGANIZATION);
    if (keeping !== 'memory' && keeping.history && job.ledger)
      growLedger(job.ledger, keeping.history, Date.now(), account);
    const { out, peakBytes } = used({ words: [SENDER, JSON.stringify(job)], cwd: job.folder });
    const sent = JSON.parse(out) as Sent;
    if (sent.account !== account) throw new Error(`the history is of ${account}, and the run of ${sent.account}`);
    if (job.ledger && sent.flushed.count === 0) throw new Error('no commit of the ledger was seen');
    return { ...sent, calls: new Map(sent.calls), peakBytes };
  });
}

/** Milliseconds in which the HTTP client alone posts the same bodies, its connections kept or one for each request. */
export async function bareClient(scratch: string, orders: number, concurrency: number, kept: boolean): Promise<number> {
  return await withJob(scratch, 'memory', orders, concurrency, (job) => {
    const { out } = used({ words: [POSTER, JSON.stringify({ ...job, kept })], cwd: job.folder });
    return (JSON.parse(out) as { readonly ms: number }).ms;
  });
}

async function withJob<T>(
  scratch: string,
  keeping: Keeping,
  orders: number,
  concurrency: number,
  work: (job: SendingJob) => T,
): Promise<T> {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const shelf = keeping === 'memory' ? folder : mkdtempSync(join(keeping.folder, 'ledger-'));
  const vendor = await startVendor();
  const sheet = join(folder, 'may.csv');
  const rows = Array.from({ length: orders }, (_, at) => googleOrder(`may-${at}`, `may-${at}.example`));
  writeFileSync(sheet, sheetOf(...rows));
  const ledger = keeping === 'memory' ? null : join(shelf, 'ledger.sqlite');
  try {
    return work({ url: vendor.url, sheet, orders, concurrency, ledger, folder });
  } finally {
    await vendor.close();
    for (const made of new Set([folder, shelf])) rmSync(made, { recursive: true });
  }
}
