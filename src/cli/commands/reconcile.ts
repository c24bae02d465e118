import { UsageError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { OrderRecord } from '../../domain/order-book.ts';
import type { Ledger } from '../../domain/ports.ts';
import type { Vendor } from '../../domain/vendor.ts';
import type { PreparedBatch } from '../../run/prepare-batch.ts';
import { rebuildOrders } from '../../run/rebuild-orders.ts';
import { awaitsForm, awaitsPayment } from '../../run/reconcile-account.ts';
import { reconcileOrders } from '../../run/reconcile-orders.ts';
import { replayLedger } from '../../steps/replay-ledger.ts';
import { assertSheetsToChooseFrom } from '../choice.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-codes.ts';
import { afterReconcile, sayResolve } from '../next-steps.ts';
import { durationMs, type Flags } from '../options.ts';
import { conclude, settle } from '../outputs/conclude.ts';
import { assertTargets } from '../outputs/finish.ts';
import { ReadBacks, showReads } from '../read-backs.ts';
import { commandLine } from '../say-command.ts';
import { type SaidRecords, sayRecords } from '../say-records.ts';
import { portsFor, runOptions, vendorOf } from '../speak.ts';
import { PaceWatch } from '../terminal/pace-watch.ts';
import { paint } from '../terminal/paint.ts';
import { fitted } from '../terminal/wrap.ts';
import type { Host } from './command.ts';

const NOTHING_OPEN = 'Nothing to read back: no order is in doubt, without an id, or waiting to be paid.';

/** Reads orders in doubt, placed ones without an id, and those that wait to be paid, back from their vendor. Never spends. */
export async function runReconcile(flags: Flags, host: Host): Promise<ExitCode> {
  const sheets = flags.sheets ?? [];
  assertOutputs(flags);
  assertTargets(flags, [...sheets, ...(flags.aliases ?? [])]);
  assertSheetsToChooseFrom(flags);
  const waitMs = flags.wait ? durationMs(flags.wait, 'wait') : 0;
  const composition = host.compose(flags);
  const batch = sheets.length > 0 ? composition.prepare() : null;
  if (flags.rebuild && !batch)
    throw new UsageError(
      '--rebuild looks for the orders of a sheet, and none is named.',
      'Name every sheet that was ordered.',
      'USAGE-MISSING',
    );
  const ledger = flags.rebuild ? composition.ledger() : composition.existingLedger();
  if (!ledger && !batch) {
    if (flags.json) host.terminal.out('[]');
    else if (!flags.quiet)
      host.terminal.out(`Nothing to read back: there is no ledger at ${composition.ledgerPath} yet.`);
    return EXIT.done;
  }
  const wanted = batch ? new Set(batch.orders(ledger).map((order) => order.key)) : null;
  const work = ledger ? openWork(ledger, wanted, composition) : new Map();
  const notes: string[] = [];
  const reads = new ReadBacks();
  if (flags.rebuild && batch && ledger) notes.push(...(await rebuild(batch, ledger, flags, composition, host)));
  for (const [account, keys] of work) {
    const vendor = vendorOf(account, composition);
    if (!ledger || !vendor)
      notes.push(`${keys.length} open orders are at "${account}", which this command does not speak to.`);
    else await reconcileAccount({ account, vendor, keys, waitMs }, reads, ledger, flags, composition, host);
  }
  const unread = reads.failed((key) => isOpen(key, ledger));
  if (unread) notes.push(unread);
  if (!batch) return sayOpen(work, ledger, { notes, isUnread: unread !== '' }, flags, composition, host);
  const plan = batch.plan(ledger);
  const outcomes = settle(batch, plan, ledger, composition, { mode: 'rebuilt', skips: new Map(), found: new Map() });
  const next = unread ? commandLine('reconcile', flags) : afterReconcile(outcomes, flags);
  const thrown = unread ? (['try_later'] as const) : [];
  const interrupted = host.drain.signal.aborted ? (host.drain.signal.reason as 'SIGINT') : null;
  return conclude(
    { command: 'reconcile', batch, plan, outcomes, notes, events: { interrupted, thrown }, next },
    flags,
    composition,
    host,
  ).code;
}

function assertOutputs(flags: Flags): void {
  if ((flags.sheets ?? []).length > 0 || !(flags.results || flags.annotated || flags.report)) return;
  throw new UsageError(
    'Results, annotated sheets and reports follow a sheet, and none is named.',
    'Name the sheet: sheetorder reconcile may.csv --results may-results.csv.',
    'USAGE-MISSING',
  );
}

/** Finds orders that a new ledger does not know; returns what a person should know about those that stay unknown. */
async function rebuild(
  batch: PreparedBatch,
  ledger: Ledger,
  flags: Flags,
  composition: Composition,
  host: Host,
): Promise<string[]> {
  const orders = batch.orders(ledger).filter((order) => order.vendor && order.key !== '');
  const notes: string[] = [];
  let found = 0;
  for (const account of new Set(orders.map((order) => order.account))) {
    const own = orders.filter((order) => order.account === account);
    const vendor = own[0]?.vendor;
    if (!vendor) continue;
    const ports = portsFor(new Map([[vendor.id, await composition.transport(vendor)]]), ledger, composition, host);
    const rebuilt = await rebuildOrders(own, account, vendor, ports, runOptions(flags, composition, ledger));
    found += [...rebuilt.values()].filter(({ kind }) => kind === 'found').length;
    for (const order of own) {
      const result = rebuilt.get(order.key);
      if (result?.kind === 'inconclusive') notes.push(`Order "${order.name}" could not be told: ${result.note}`);
    }
  }
  return [
    `${found} orders were found at the vendor and written down. Budgets do not count them: when they were bought is not known.`,
    ...notes,
  ];
}

/**
 * Account → keys that are open or wait to be paid, of the wanted orders or of all; of the wanted ones also those that await
 * their form.
 */
function openWork(
  ledger: Ledger,
  wanted: ReadonlySet<string> | null,
  composition: Composition,
): Map<AccountId, readonly string[]> {
  const work = new Map<AccountId, readonly string[]>();
  for (const account of ledger.accounts()) {
    const open = ledger.openKeys(account).filter((key) => !wanted || wanted.has(key));
    const vendor = vendorOf(account, composition);
    const waits = (record: OrderRecord) =>
      (wanted !== null && awaitsForm(record)) || (vendor !== null && awaitsPayment(record, vendor));
    const waiting = placedOn(account, vendor, ledger, wanted).filter(waits);
    const all = new Set([...open, ...waiting.map(({ key }) => key)]);
    if (all.size > 0) work.set(account, [...all]);
  }
  return work;
}

/** Orders that may wait for something. Without a sheet all of an account are replayed, where any can wait to be paid. */
function placedOn(
  account: AccountId,
  vendor: Vendor | null,
  ledger: Ledger,
  wanted: ReadonlySet<string> | null,
): readonly OrderRecord[] {
  const operations = Object.values(vendor?.operations ?? {});
  const mayWait = operations.some(({ capabilities }) => capabilities.payment === 'checkout');
  const known = mayWait ? [...new Set(ledger.orderIds(account).values())] : [];
  const keys = wanted ? [...wanted].filter((key) => key !== '') : known;
  return [...replayLedger(ledger.entriesFor(keys)).values()].filter(({ note }) => note?.account === account);
}

interface Work {
  readonly account: AccountId;
  readonly vendor: Vendor;
  readonly keys: readonly string[];
  readonly waitMs: number;
}

async function reconcileAccount(
  work: Work,
  reads: ReadBacks,
  ledger: Ledger,
  flags: Flags,
  composition: Composition,
  host: Host,
): Promise<void> {
  const pace = new PaceWatch(flags, composition.clock);
  const transports = pace.on(new Map([[work.vendor.id, await composition.transport(work.vendor)]]));
  const shown = showReads(reads.begin(work.keys.length), pace, flags, host);
  composition.listen((event) => {
    reads.note(event);
    if (event.name === 'waiting' && !flags.quiet) host.terminal.err(event.text);
    shown.now();
  });
  await reconcileOrders(
    work,
    portsFor(transports, ledger, composition, host),
    runOptions(flags, composition, ledger),
  ).finally(() => shown.end());
}

function isOpen(key: string, ledger: Ledger | null): boolean {
  return replayLedger(ledger?.entriesFor([key]) ?? []).get(key)?.state !== 'placed';
}

interface Ended {
  readonly notes: readonly string[];
  /** Something that waits for a person could not be read, so that nothing is known of it. */
  readonly isUnread: boolean;
}

/** Without a sheet: how each order stands that was open when the command began. */
function sayOpen(
  work: ReadonlyMap<AccountId, readonly string[]>,
  ledger: Ledger | null,
  { notes, isUnread }: Ended,
  flags: Flags,
  composition: Composition,
  host: Host,
): ExitCode {
  const { terminal, drain } = host;
  const keys = [...work.values()].flat();
  const said = sayRecords(ledger, keys, flags.json ?? false, terminal.outWidth);
  const isSaid = !flags.quiet || flags.json || said.unknown.length > 0;
  const text = keys.length > 0 || flags.json ? said.text : NOTHING_OPEN;
  if (isSaid) terminal.out(paint(composition.redactor.cover(text), flags, host));
  const told = notes.map((note) => fitted(`note: ${note}`, terminal.width));
  if (!flags.quiet) terminal.err(composition.redactor.cover(told.join('\n')));
  const next = nextOf(said, isUnread, flags);
  if (next) terminal.err(`Next: ${next}`);
  return exitCodeFor([], {
    thrown: isUnread ? ['try_later'] : [],
    interrupted: drain.signal.aborted ? (drain.signal.reason as 'SIGINT') : null,
    unknown: said.unknown.length > 0,
  });
}

function nextOf({ unknown, unseen }: SaidRecords, isUnread: boolean, flags: Flags): string {
  const [first] = unknown;
  if (!first) return isUnread ? `wait, then ${commandLine('reconcile', flags)}` : '';
  const look = `look in the vendor's app, then ${sayResolve(first, flags)}`;
  if (unknown.length === unseen.length) return `${look}; reading back is in vain, as the vendor shows no such orders`;
  return `${commandLine('reconcile', flags, ['--wait', '10m'])}; or ${look}`;
}
