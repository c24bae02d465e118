import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { simulateMarket } from './market.ts';
import { MARKET_KINDS, type MarketKind } from './market-kinds.ts';
import { memoryShelf, type Shelf } from './memory-ledger.ts';
import { simulate, type Verdict } from './simulate.ts';
import { sqliteShelf } from './sqlite-shelf.ts';

const REPORT_EVERY = 500;

interface Sums {
  readonly runs: number;
  readonly sold: number;
  readonly kills: number;
  readonly doubts: number;
  readonly failing: readonly number[];
}

const NOTHING: Sums = { runs: 0, sold: 0, kills: 0, doubts: 0, failing: [] };

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    from: { type: 'string', default: '1' },
    /** `memory`: the ledger's definition. `sqlite`: the real one, slower. */
    ledger: { type: 'string', default: 'memory' },
    /** `orders`: the first kind, whose seeds mean what they always meant. `purchases`, `checkout`, `online`; `new`: these three in turn. */
    kind: { type: 'string', default: 'orders' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    /** Tells the story of one seed and ends. */
    seed: { type: 'string' },
    /** Ends at the first violation. */
    first: { type: 'boolean', default: false },
  },
});

const KINDS = ['orders', 'new', ...MARKET_KINDS];
if (!KINDS.includes(values.kind)) throw new Error(`--kind is one of ${KINDS.join(', ')}`);
const shelf = values.ledger === 'sqlite' ? sqliteShelf : memoryShelf;

if (values.seed !== undefined) {
  const verdict = await runOf(Number(values.seed), shelf());
  process.stdout.write(`${[...verdict.story, '', ...sayViolations(verdict)].join('\n')}\n`);
  process.exitCode = verdict.violations.length === 0 ? 0 : 1;
} else if (process.send) {
  await work(Number(values.from), Number(values.runs));
} else {
  await lead();
}

/** One run of the kind that is asked for. */
function runOf(seed: number, on: Shelf): Promise<Verdict> {
  if (values.kind === 'orders') return simulate(seed, on);
  const kind = MARKET_KINDS.find((name) => name === values.kind) ?? MARKET_KINDS[seed % MARKET_KINDS.length];
  return simulateMarket(kind as MarketKind, seed, on);
}

/** One worker: its range of seeds, told to the leader from time to time. */
async function work(from: number, runs: number): Promise<void> {
  let sums = NOTHING;
  for (let seed = from; seed < from + runs; seed += 1) {
    sums = added(sums, await runOf(seed, shelf()));
    const last = seed === from + runs - 1 || (values.first && sums.failing.length > 0);
    if (sums.runs < REPORT_EVERY && !last) continue;
    process.send?.(sums);
    sums = NOTHING;
    if (last) break;
  }
  process.disconnect();
}

function added(sums: Sums, verdict: Verdict): Sums {
  const failed = verdict.violations.length > 0 ? [verdict.seed] : [];
  return {
    runs: sums.runs + 1,
    sold: sums.sold + verdict.sold,
    kills: sums.kills + verdict.kills,
    doubts: sums.doubts + verdict.doubts,
    failing: [...sums.failing, ...failed],
  };
}

async function lead(): Promise<void> {
  const runs = Number(values.runs);
  const from = Number(values.from);
  const jobs = Math.min(Number(values.jobs), runs);
  const share = Math.ceil(runs / jobs);
  const started = Date.now();
  let total = NOTHING;
  const take = (sums: Sums) => {
    total = {
      runs: total.runs + sums.runs,
      sold: total.sold + sums.sold,
      kills: total.kills + sums.kills,
      doubts: total.doubts + sums.doubts,
      failing: [...total.failing, ...sums.failing],
    };
  };
  const workers = Array.from({ length: jobs }, (_, job) => {
    const first = from + job * share;
    const count = Math.min(share, from + runs - first);
    const words = ['--from', `${first}`, '--runs', `${count}`, '--ledger', `${values.ledger}`, '--kind', values.kind];
    const child = fork(fileURLToPath(import.meta.url), values.first ? [...words, '--first'] : words);
    child.on('message', (sums) => {
      take(sums as Sums);
      if (values.first && total.failing.length > 0) for (const worker of workers) worker.kill();
    });
    return child;
  });
  const codes = await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve))));
  const seconds = (Date.now() - started) / 1000;
  process.stdout.write(
    `seeds ${from} to ${from + runs - 1}${values.kind === 'orders' ? '' : `, ${values.kind}`}, ${values.ledger} ledger: ${total.runs} runs, ${total.sold} orders sold, ` +
      `${total.kills} processes killed, ${total.doubts} doubts, ${total.failing.length} violations, ${seconds.toFixed(0)} s\n`,
  );
  for (const seed of total.failing.slice(0, 20))
    process.stdout.write(`violated by seed ${seed}; its story: --kind ${values.kind} --seed ${seed}\n`);
  const whole = total.runs === runs || (values.first && total.failing.length > 0);
  if (!whole) process.stdout.write(`a worker ended early (${codes.join(', ')})\n`);
  process.exitCode = total.failing.length === 0 && whole ? 0 : 1;
}

function sayViolations(verdict: Verdict): readonly string[] {
  if (verdict.violations.length === 0) return ['every promise was kept'];
  return verdict.violations.map((text) => `VIOLATED: ${text}`);
}
