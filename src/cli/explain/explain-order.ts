import { UsageError } from '../../domain/errors.ts';
import { LEFT_OPEN } from '../../domain/life-cycle.ts';
import type { OrderRecord } from '../../domain/order-book.ts';
import type { Ledger } from '../../domain/ports.ts';
import { type Story, tellStory } from '../../steps/tell-story.ts';
import { vendors } from '../../vendors/index.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import { keysBeginning, keysKnownAs, recordOf } from '../find-order.ts';
import type { Flags } from '../options.ts';
import { commandLine, placeOf } from '../say-command.ts';
import { vendorOf } from '../speak.ts';
import { payloadAgain, payloadLines } from './payload-again.ts';
import { sayStory, storyJson } from './say-story.ts';
import { unknownWord } from './unknown-word.ts';

/** Reads the ledger, and sheets where they are named: no key, no connection, and no file where there is none. */
export function explainOrder(text: string, flags: Flags, host: Host): string {
  const composition = host.compose(flags);
  const ledger = composition.existingLedger();
  const keys = [...new Set([...keysBeginning(text, ledger), ...keysKnownAs(text, ledger)])];
  if (!ledger || keys.length === 0) throw unknownWord(text, flags, composition, host);
  const cover = (plain: string) => composition.redactor.cover(plain);
  const record = recordOf(text, keys, ledger);
  const story = storyOf(record, ledger, flags, composition);
  const again = payloadAgain(record, flags, composition);
  if (flags.json) return cover(storyJson(story, again));
  const whole = flags.verbose ?? false;
  return sayStory(story, { cover, width: host.terminal.outWidth, whole }, payloadLines(again, whole));
}

/** An order's story from the ledger, with the commands that come next as this command line would give them. */
export function storyOf(record: OrderRecord, ledger: Ledger, flags: Flags, composition: Composition): Story {
  const account = record.note?.account ?? '';
  return tellStory({
    record,
    snapshot: (seq) => ledger.snapshot(seq),
    live: LEFT_OPEN.has(record.state) && composition.locks.isHeld(account),
    reachable: isReachable(account, composition),
    findable: isFindable(record),
    cover: (plain) => composition.redactor.cover(plain),
    line: (command, sheets, more) => nextLine(command, sheets, more, flags),
  });
}

/** Sheets that were named are named again with all that they need; a command without sheets needs only the account. */
function nextLine(command: string, sheets: readonly string[], more: readonly string[], flags: Flags): string {
  const { sheet } = flags;
  if (sheets.length === 0) return commandLine(command, placeOf(flags), more);
  const given = flags.sheets ?? [];
  const at = sheet === undefined ? -1 : more.indexOf('--sheet');
  const rest = at < 0 ? more : more.toSpliced(at, 2);
  return commandLine(command, { ...flags, sheets: given.length > 0 ? given : sheets }, rest);
}

function isFindable({ note }: OrderRecord): boolean {
  const vendor = Object.values(vendors).find(({ id }) => id === note?.vendor);
  const operation = Object.values(vendor?.operations ?? {}).find(({ id }) => id === note?.operation);
  return operation?.capabilities.correlation !== 'none';
}

/** A base URL that cannot be used hinders the commands that come next, not the story. */
function isReachable(account: string, composition: Composition): boolean {
  try {
    return vendorOf(account, composition) !== null;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
