import type { OrderDelivery } from '../../domain/delivery.ts';
import type { Transport } from '../../domain/ports.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { csvText } from '../../io/write-results.ts';
import { followOrders, type ToFollow } from '../../run/follow-orders.ts';
import { DELIVERY_COLUMNS, deliveryRows } from '../../steps/delivery-rows.ts';
import { assertSheetsToChooseFrom } from '../choice.ts';
import type { Composition } from '../compose.ts';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-codes.ts';
import { durationMs, type Flags } from '../options.ts';
import { assertTargets } from '../outputs/finish.ts';
import { commandLine } from '../say-command.ts';
import { deliveriesJson, progressText, sayDeliveries, sumText } from '../say-deliveries.ts';
import { ordersOfLedger, ordersOfSheets } from '../select-orders.ts';
import { PaceWatch } from '../terminal/pace-watch.ts';
import { paint } from '../terminal/paint.ts';
import { liveLine } from '../terminal/progress.ts';
import { durationText, readLine } from '../terminal/progress-line.ts';
import { cutTo } from '../terminal/text-width.ts';
import { fitted } from '../terminal/wrap.ts';
import type { Host } from './command.ts';

/** Where placed orders stand at the vendor. Reads only, and appends nothing to the ledger. */
export async function runStatus(flags: Flags, host: Host): Promise<ExitCode> {
  const sheets = flags.sheets ?? [];
  assertTargets(flags, [...sheets, ...(flags.aliases ?? [])]);
  assertSheetsToChooseFrom(flags);
  const waitMs = waitOf(flags);
  const composition = host.compose(flags);
  const batch = sheets.length > 0 ? composition.prepare() : null;
  const ledger = composition.existingLedger();
  if (!ledger && !batch) {
    const at = new Date(composition.clock.now()).toISOString();
    const words = `Nothing to follow: there is no ledger at ${composition.ledgerPath} yet.`;
    host.terminal.out(flags.json ? deliveriesJson([], at) : words);
    return EXIT.done;
  }
  const { orders, notes } = batch ? ordersOfSheets(batch, ledger, flags) : ordersOfLedger(ledger, composition, flags);
  const transports = await transportsFor(orders, composition);
  const { clock, redactor } = composition;
  const pace = new PaceWatch(flags, clock);
  let reads = { done: 0, total: orders.length };
  let nextLookAt: number | null = null;
  const shown = liveLine(flags, host, (width) => {
    if (nextLookAt === null) return readLine(reads, pace.waiting(), width);
    const left = durationText(nextLookAt - clock.now());
    return width === null ? '' : cutTo(`The next look comes in ${left}; Ctrl-C ends it.`, width);
  });
  const tell = tellRounds(flags, composition, host);
  const watched = pace.on(transports);
  const followed = await followOrders(
    {
      orders,
      waitMs,
      onRound: (told, pauseMs) => {
        nextLookAt = pauseMs === null ? null : clock.now() + pauseMs;
        tell(told, pauseMs);
      },
      onOrder: (done, total) => {
        reads = { done, total };
        nextLookAt = null;
        shown.now();
      },
    },
    { clock, redactor, drain: host.drain.signal, transport: (vendor) => transportIn(watched, vendor) },
  ).finally(() => shown.end());
  return conclude(followed, notes, flags, composition, host);
}

/** `--wait` alone also repeats, as it does elsewhere. */
function waitOf(flags: Flags): number {
  if (flags.wait !== undefined) return durationMs(flags.wait, 'wait');
  return flags.watch ? Number.POSITIVE_INFINITY : 0;
}

async function transportsFor(orders: readonly ToFollow[], composition: Composition): Promise<Map<string, Transport>> {
  const transports = new Map<string, Transport>();
  for (const { vendor, record } of orders)
    if (vendor && record?.state === 'placed' && !transports.has(vendor.id))
      transports.set(vendor.id, await composition.transport(vendor));
  return transports;
}

function transportIn(transports: ReadonlyMap<string, Transport>, { id }: Vendor): Transport {
  const known = transports.get(id);
  if (known) return known;
  throw new Error(`no transport was made for ${id}`);
}

/** What is said and written while it watches: a line for each order that moved, and the file anew after each round. */
function tellRounds(
  flags: Flags,
  composition: Composition,
  host: Host,
): (orders: readonly OrderDelivery[], pauseMs: number | null) => void {
  const before = new Map<number, string>();
  return (orders, pauseMs) => {
    const isFirst = before.size === 0;
    const lines = orders.flatMap((order, index) => {
      const text = `${visibleText(order.name)}: ${progressText(order)}`;
      const moved = before.get(index) !== text;
      before.set(index, text);
      return moved && !isFirst ? [text] : [];
    });
    const isLast = pauseMs === null;
    if (!isLast) writeResults(flags, composition, orders);
    if (flags.quiet || (isFirst && isLast)) return;
    const at = `${new Date(composition.clock.now()).toISOString().slice(0, 19)}Z`;
    for (const line of isFirst ? [sumText(orders)] : lines)
      host.terminal.err(fitted(composition.redactor.cover(`${at}  ${line}`), host.terminal.width));
  };
}

/** Returns why the file could not be written; empty when it was, or none was asked for. */
function writeResults(flags: Flags, { redactor }: Composition, orders: readonly OrderDelivery[]): string {
  if (!flags.results) return '';
  const rows = deliveryRows(orders).map((cells) => cells.map((cell) => redactor.cover(cell)));
  try {
    writeAtomic(flags.results, csvText([[...DELIVERY_COLUMNS], ...rows], { bom: !flags['no-bom'] }));
    return '';
  } catch (error) {
    return `OUTPUT-NOT-WRITTEN: ${flags.results} could not be written (${error instanceof Error ? error.message : String(error)}).`;
  }
}

function conclude(
  orders: readonly OrderDelivery[],
  notes: readonly string[],
  flags: Flags,
  composition: Composition,
  host: Host,
): ExitCode {
  const cover = (text: string) => composition.redactor.cover(text);
  const unwritten = writeResults(flags, composition, orders);
  const at = new Date(composition.clock.now()).toISOString();
  const how = { width: host.terminal.outWidth, whole: flags.verbose ?? false, quiet: flags.quiet ?? false };
  host.terminal.out(paint(cover(flags.json ? deliveriesJson(orders, at) : sayDeliveries(orders, how)), flags, host));
  const said = notes.map((note) => fitted(`note: ${note}`, host.terminal.width));
  if (!flags.quiet) host.terminal.err(cover(said.join('\n')));
  if (unwritten) host.terminal.err(cover(unwritten));
  const stands = new Set(orders.map(({ stand }) => stand));
  const isWatching = flags.watch || flags.wait !== undefined;
  const next = stands.has('under_way')
    ? commandLine('status', flags, ['--watch'])
    : stands.has('not_placed') && (flags.sheets ?? []).length > 0
      ? commandLine('check', flags)
      : '';
  if (next && !(stands.has('under_way') && isWatching) && !flags.quiet && !flags.json)
    host.terminal.err(cover(`Next: ${next}`));
  return exitCodeFor([], {
    thrown: [...(unwritten ? (['usage'] as const) : []), ...(stands.has('unread') ? (['try_later'] as const) : [])],
    interrupted: host.drain.signal.aborted ? (host.drain.signal.reason as 'SIGINT') : null,
    // Its code is that of orders which are not as they should be.
    strictStopped: stands.has('odd') || stands.has('not_placed'),
  });
}
