import { getEventListeners } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { systemClock } from '../../src/io/system-clock.ts';
import { googleOrder, sheetOf } from './sheets-of-orders.ts';

/** What one process holds after a batch, once everything that can be thrown away was. */
export interface Held {
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Open files, sockets and pipes; none are counted where there is no /proc. */
  readonly descriptors: number;
  /** Kinds of what keeps the process alive, sorted. */
  readonly handles: readonly string[];
  /** Listeners on the signal that all batches share, and on the process. */
  readonly listeners: number;
  readonly ms: number;
}

export interface ManyBatches {
  readonly folder: string;
  readonly batches: number;
  readonly orders: number;
  /** Where a stand-in of ScaledMail listens; without it each batch opens one in this process. */
  readonly vendorUrl?: string;
}

/** Batch after batch in one process, as a program that orders all day would: each a new sheet, all in one ledger. */
export async function manyBatches({ folder, batches, orders, vendorUrl }: ManyBatches): Promise<readonly Held[]> {
  const collect = collector();
  const drain = new AbortController();
  const held: Held[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    const names = Array.from({ length: orders }, (_, order) => `b${batch}-${order}`);
    const sheet = join(folder, `b${batch}.csv`);
    writeFileSync(sheet, sheetOf(...names.map((name) => googleOrder(name, `${name}.example`))));
    const began = performance.now();
    await submit(sheet, folder, drain, vendorUrl);
    const ms = performance.now() - began;
    // What was closed is gone a turn of the loop later.
    await new Promise((resolve) => setTimeout(resolve, 20));
    collect();
    held.push({ ...weigh(drain), ms });
  }
  return held;
}

async function submit(sheet: string, folder: string, drain: AbortController, vendorUrl?: string): Promise<void> {
  const said: string[] = [];
  const say = (text: string | { readonly text: string }) => void said.push(typeof text === 'string' ? text : text.text);
  const terminal = {
    out: say,
    err: say,
    live: () => {},
    interactive: false,
    colours: false,
    width: null,
    outWidth: null,
  };
  const vendor = {
    SCALEDMAIL_BASE_URL: vendorUrl,
    SCALEDMAIL_API_KEY: 'sandbox',
    SCALEDMAIL_ORGANIZATION_ID: 'sandbox',
  };
  const own = { SHEETORDER_LEDGER: join(folder, 'ledger.sqlite'), XDG_CONFIG_HOME: folder };
  const env = vendorUrl === undefined ? own : { ...own, ...vendor };
  const outputs = ['--results', `${sheet}.results.csv`, '--annotated', `${sheet}.annotated.csv`];
  const reports = ['--report', `${sheet}.html`, '--log-file', join(folder, 'all.log')];
  const where = vendorUrl === undefined ? ['--sandbox'] : [];
  const words = ['submit', sheet, ...where, '--yes', '--rate', 'none', ...outputs, ...reports];
  const exit = await runCommandLine(words, env, { terminal, drain, clock: systemClock });
  if (exit !== 0) throw new Error(`a batch ended with ${exit}: ${said.join('\n')}`);
}

function weigh({ signal }: AbortController): Omit<Held, 'ms'> {
  const { heapUsed, rss } = process.memoryUsage();
  const onProcess = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return {
    heapBytes: heapUsed,
    rssBytes: rss,
    descriptors: descriptors(),
    handles: process.getActiveResourcesInfo().toSorted(),
    listeners: getEventListeners(signal, 'abort').length + onProcess,
  };
}

function descriptors(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
}

/** The engine's own collector, whether or not the process was started for it. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('the collector cannot be called here');
  return () => void collect();
}
