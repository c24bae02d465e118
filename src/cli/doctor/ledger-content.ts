import { existsSync, statSync } from 'node:fs';
import type { OrderEntry } from '../../domain/ledger-entry.ts';
import { type LedgerLook, lookAtLedger } from '../../io/sqlite/look-at-ledger.ts';
import { witnessPath } from '../../io/sqlite/witness.ts';
import { replayLedger } from '../../steps/replay-ledger.ts';
import type { Flags } from '../options.ts';
import { IN_SANDBOX } from '../sandbox-session.ts';
import { commandLine, placeOf } from '../say-command.ts';
import type { Checks } from './check.ts';
import { allOpen, type OpenOrders, openOrders } from './open-orders.ts';

/** What the ledger holds, read without changing it; null where nothing could be read. */
export function checkLedger(checks: Checks, path: string, clock: { now(): number }, flags: Flags): LedgerLook | null {
  if (!existsSync(path)) {
    if (!existsSync(witnessPath(path)))
      checks.ok('content', `There is no ledger at ${path} yet; the first order makes it.`);
    else
      checks.problem(
        'content',
        'ledger',
        `LEDGER-LOST: The ledger ${path} is gone, but its witness is still there.`,
        `Build it anew: ${commandLine('ledger restore', placeOf(flags))}`,
      );
    return null;
  }
  const open: OpenOrders[] = [];
  const count = (entries: readonly OrderEntry[]) => open.push(openOrders(replayLedger(entries).values()));
  const seen = checks.attempt('content', () => lookAtLedger(path, count))?.value;
  if (seen === undefined) return null;
  if (seen === 'empty') checks.note('content', `${path} is empty; the first order makes a ledger of it.`);
  if (seen === 'unfinished')
    checks.note(
      'content',
      `${path} holds a step that a process which died did not finish, so it was not read.`,
      `The next command that opens it puts that right: ${commandLine('ledger verify', placeOf(flags))}`,
    );
  if (typeof seen === 'string') return null;
  checkSound(checks, path, seen, flags);
  checkClock(checks, seen, clock.now());
  checkSandbox(checks, path, seen, flags);
  checkOpen(checks, allOpen(open), flags);
  return seen;
}

function checkSound(checks: Checks, path: string, seen: LedgerLook, flags: Flags): void {
  const verify = commandLine('ledger verify', placeOf(flags));
  const size = (statSync(path).size / 1_000_000).toFixed(1);
  if (seen.problems.length > 0)
    checks.problem(
      'content',
      'ledger',
      `LEDGER-DAMAGED: ${path}: ${seen.problems.slice(0, 3).join(' ')}`,
      `Nothing is sent until it is whole. All that is wrong: ${verify}`,
    );
  else if (seen.witness === 'missing')
    checks.note(
      'content',
      `${path} is sound, and has no witness beside it.`,
      `The next command that opens it makes one: ${verify}`,
    );
  else checks.ok('content', `${path}: sound, agrees with its witness, ${seen.entries} entries, ${size} MB.`);
  if (seen.isOlder)
    checks.note(
      'version',
      'The ledger was written by an older version; the next run brings it up to date and keeps a copy.',
    );
}

/** Budgets of the day and the month count by the clock, and so do pauses. */
function checkClock(checks: Checks, { newestAt }: LedgerLook, now: number): void {
  if (newestAt === null) return;
  const here = new Date(now).toISOString();
  if (Date.parse(newestAt) > now)
    checks.problem(
      'clock',
      'usage',
      `This machine's clock says ${here}, and the newest entry of the ledger is from ${newestAt}.`,
      'Set the clock (timedatectl set-ntp true); with a wrong one, budgets of the day and the month count wrongly.',
    );
  else checks.ok('clock', `The clock (${here}) is past the newest entry (${newestAt}).`);
}

/** A stand-in's orders among real ones would count in budgets, and the other way round nothing real would be remembered. */
function checkSandbox(checks: Checks, path: string, { accounts }: LedgerLook, flags: Flags): void {
  const isPlayed = (account: string) => account.split(' ')[1] === IN_SANDBOX;
  const wrong = accounts.filter((account) => isPlayed(account) !== (flags.sandbox ?? false));
  const [one] = wrong;
  if (one === undefined) {
    if (path.endsWith('.sandbox') && !flags.sandbox)
      checks.note(
        'sandbox',
        `${path} is named like a ledger of the sandbox.`,
        'Name the real one with --ledger PATH, or add --sandbox.',
      );
    return;
  }
  const says = flags.sandbox ? `holds real orders, of "${one}"` : `holds orders of the sandbox, of "${one}"`;
  checks.problem(
    'sandbox',
    'usage',
    `${path} ${says}.`,
    'Name another ledger with --ledger PATH: each keeps to its own kind.',
  );
}

function checkOpen(checks: Checks, { unknown, begun, nameless, unpaid }: OpenOrders, flags: Flags): void {
  const reconcile = commandLine('reconcile', placeOf(flags), ['--wait', '10m']);
  if (unknown > 0)
    checks.note(
      'unknown',
      `${many(unknown)} may or may not have been placed; nothing new is sent on that account until that is clear.`,
      reconcile,
    );
  if (begun > 0)
    checks.note('begun', `${many(begun)} begun, and not known to be finished; a run may be at it now.`, reconcile);
  if (nameless > 0) checks.note('without-id', `${many(nameless)} placed, and without an id of the vendor.`, reconcile);
  if (unpaid > 0)
    checks.note(
      'unpaid',
      `${many(unpaid)} placed, and waiting to be paid.`,
      `Pay, then: ${commandLine('reconcile', placeOf(flags))}`,
    );
  if (unknown + begun + nameless + unpaid === 0)
    checks.ok('open', 'No order is in doubt, without an id, or waiting to be paid.');
}

function many(count: number): string {
  return count === 1 ? '1 order' : `${count} orders`;
}
