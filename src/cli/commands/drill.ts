import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckedOrder } from '../../domain/checked-order.ts';
import { UsageError } from '../../domain/errors.ts';
import type { OrderBook } from '../../domain/order-book.ts';
import { mayBeSent } from '../../domain/plan.ts';
import { openLedger } from '../../io/sqlite/ledger.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { replayLedger } from '../../steps/replay-ledger.ts';
import { vendors } from '../../vendors/index.ts';
import { addressesOf, type Place, run, runAndKill } from '../drill/runs.ts';
import { openStand } from '../drill/stand.ts';
import { type Tally, tallyOf, unsent, type Wanted } from '../drill/tally.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Flags, MEANING } from '../options.ts';
import { faultsOf } from '../sandbox-session.ts';
import { table } from '../terminal/table.ts';
import type { Host } from './command.ts';

const CRASHES = 5;
const FAULT_RATE = 0.3;
const MOST_RUNS = 20;

/** Runs the operator's own sheet against the stand-in vendors, kills it again and again, and counts what came of it. */
export async function runDrill(flags: Flags, host: Host): Promise<ExitCode> {
  const faults = faultsOf(flags.fault ?? []);
  const composition = host.compose(flags);
  const catalogues = Object.values(vendors).flatMap(
    (vendor) => composition.catalogue(vendor, composition.organization(vendor)) ?? [],
  );
  const seed = flags.seed ?? 1;
  const faultRate = flags['fault-rate'] ?? FAULT_RATE;
  const stand = await openStand({
    faults,
    faultRate,
    seed,
    clock: host.clock,
    catalogues,
  });
  const folder = mkdtempSync(join(tmpdir(), 'sheetorder-drill-'));
  const place: Place = { urls: stand.urls, ledger: join(folder, 'ledger.sqlite'), env: host.env };
  try {
    const wanted = await wantedIn(flags, place, host);
    const crashes = await crash(flags, place, stand, host);
    await settle(wanted, flags, place, host);
    const tally = tallyOf(wanted, stand.sold(), recordsOf(wanted, place, host));
    say(tally, { crashes, seed }, flags, host);
    if (host.drain.signal.aborted) return host.drain.signal.reason === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    return tally.doubled === 0 && tally.lost === 0 ? EXIT.done : EXIT.bug;
  } finally {
    await stand.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The orders that a run would send; the packages are fetched first, as counts and prices need them. */
async function wantedIn(flags: Flags, place: Place, host: Host): Promise<readonly Wanted[]> {
  const env = { ...host.env, ...addressesOf(place.urls, host.env) };
  const checked = { ...flags, ledger: place.ledger };
  const orders = () => host.compose(checked, env).prepare().plan(null).orders;
  for (const organization of organizationsIn(orders().map(({ order }) => order)))
    await run(['catalog', 'pull'], { ...place, env: { ...env, SCALEDMAIL_ORGANIZATION_ID: organization } });
  // Budgets of the configuration hold for each run of the drill, which has many.
  const wanted = orders().filter((one) => mayBeSent(one) || one.action.do === 'skip');
  if (wanted.length === 0)
    throw new UsageError(
      'None of the orders in these sheets could be sent, so there is nothing to drill.',
      'Run `sheetorder check` on them, and correct what it names.',
      'DRILL-NOTHING',
    );
  return wanted.map(({ order }) => ({
    key: order.key,
    operation: order.operation?.id ?? '',
    domains: order.checked?.domains ?? [],
  }));
}

/** Of the vendors that have organizations, each with packages of its own. */
function organizationsIn(orders: readonly CheckedOrder[]): ReadonlySet<string> {
  const own = orders.filter(({ vendor }) => vendor?.auth.organizationVariable);
  return new Set(own.flatMap(({ checked }) => checked?.organization ?? []));
}

function submitWords(flags: Flags): string[] {
  const meaning = [...MEANING, 'aliases', 'where', 'concurrency', 'profile'] as const;
  const given = meaning.flatMap((name) => [flags[name] ?? []].flat().flatMap((value) => [`--${name}`, String(value)]));
  return ['submit', ...(flags.sheets ?? []), ...given, '--yes', '--keep-going-on-unknown', '--timeout', '10s'];
}

/** Starts the run anew after each kill, until it ends by itself or has been killed often enough. */
async function crash(flags: Flags, place: Place, stand: Sandbox, host: Host): Promise<number> {
  let crashes = 0;
  for (let life = 1; life <= (flags.crashes ?? CRASHES) && !host.drain.signal.aborted; life += 1) {
    const { exit } = await runAndKill(submitWords(flags), place, stand, `${flags.seed ?? 1} life ${life}`);
    if (exit !== null) break;
    crashes += 1;
    if (!flags.quiet) host.terminal.err(`Run ${life} was killed; ${stand.sold().length} orders are sold by now.`);
  }
  return crashes;
}

/** Goes on as an operator would: the same command until nothing is left to send, or no run sends more, and doubts read back. */
async function settle(wanted: readonly Wanted[], flags: Flags, place: Place, host: Host): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let again = 1; again <= MOST_RUNS && !host.drain.signal.aborted; again += 1) {
    const { exit, err } = await run(submitWords(flags), place);
    if (exit === EXIT.bug || exit === EXIT.ledger || exit === EXIT.usage || exit === null)
      throw new Error(`a run of the drill ended with exit code ${exit}: ${err}`);
    await run(['reconcile', '--wait', '10s'], place);
    const left = unsent(wanted, recordsOf(wanted, place, host));
    const isPutOff = exit === EXIT.try_later || exit === EXIT.halted;
    if (left === 0 || (left === before && !isPutOff)) return;
    before = left;
    if (!flags.quiet && again === 1) host.terminal.err('The vendor refuses for now; the run is tried again.');
  }
}

function recordsOf(wanted: readonly Wanted[], place: Place, host: Host): OrderBook {
  const ledger = openLedger(place.ledger, host.clock);
  try {
    return replayLedger(ledger.entriesFor(wanted.map(({ key }) => key)));
  } finally {
    ledger.close();
  }
}

function say(tally: Tally, { crashes, seed }: { crashes: number; seed: number }, flags: Flags, host: Host): void {
  const { wanted, sold, doubled, lost, refused, doubtsSettled, doubtsForAPerson } = tally;
  if (flags.json) {
    const value = { crashes, seed, wanted, sold, doubled, lost, refused };
    const doubts = { doubts_settled_by_read_back: doubtsSettled, doubts_for_a_person: doubtsForAPerson };
    host.terminal.out(JSON.stringify({ ...value, ...doubts }, null, 2));
    return;
  }
  const rows = [
    ['crashes', crashes, 'runs that were killed while orders were on their way'],
    ['orders wanted', wanted, 'orders that the sheets would buy'],
    ['sold', sold, 'orders that the vendor sold'],
    ['doubled', doubled, 'orders that were bought twice: never more than 0'],
    ['lost', lost, 'orders that the vendor sold, or not, and the ledger says otherwise: never more than 0'],
    ['refused', refused, 'orders that the vendor refused'],
    [
      'doubts settled by read-back',
      doubtsSettled,
      'orders whose reply was lost, unclear or without an id, and which were found at the vendor',
    ],
    ['doubts for a person', doubtsForAPerson, "orders that nobody but a person looking in the vendor's app can tell"],
  ] as const;
  host.terminal.out(
    table(
      ['', 'count', 'what it counts'],
      rows.map((row) => row.map(String)),
      host.terminal.outWidth,
    ),
  );
  const asked = flags.crashes ?? CRASHES;
  if (!flags.quiet && crashes < asked)
    host.terminal.err(
      `Only ${crashes} of ${asked} runs were killed: the next one had ended before. More orders leave more to kill.`,
    );
  if (!flags.quiet) host.terminal.err(`Seed ${seed}. No real account was spoken to, and nothing was spent.`);
}
