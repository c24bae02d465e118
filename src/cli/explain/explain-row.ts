import type { Outcome } from '../../domain/outcome.ts';
import type { PlannedOrder } from '../../domain/plan.ts';
import type { Ledger } from '../../domain/ports.ts';
import type { Assembly } from '../../steps/find-landings.ts';
import { isSameRow } from '../../steps/row-slots.ts';
import { type RowStory, tellRow } from '../../steps/tell-row.ts';
import type { Story } from '../../steps/tell-story.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import type { Flags } from '../options.ts';
import { settle } from '../outputs/conclude.ts';
import { commandLine, placeOf } from '../say-command.ts';
import { storyOf } from './explain-order.ts';
import { keyInResults, type RowTarget, targetAmong, withTarget } from './row-target.ts';
import { rowStoryJson, sayRowStory } from './say-row-story.ts';
import { sayStrangeRow, strangeRow } from './strange-row.ts';

/** A row with the order it belongs to: what the dry run says of it, and what the ledger tells. */
export interface WholeRow {
  readonly row: RowStory;
  readonly outcome: Outcome | null;
  /** Null when the ledger has nothing of the order. */
  readonly story: Story | null;
  /** Whether what the ledger says was sent is what would be sent; null when nothing was, or nothing would be. */
  readonly sameAsSent: boolean | null;
  /** The command that tells the whole story of the order. */
  readonly storyCommand: string;
  /** The command that comes next where the ledger names none. */
  readonly next: string;
}

/** What became of one line of a sheet. Reads sheets and ledger alone: no key, no connection, and no file is made. */
export function explainRow(target: RowTarget, given: Flags, host: Host): string | { readonly key: string } {
  const key = keyInResults(target, given);
  if (key !== null) return { key };
  const flags = withTarget(target, given);
  const composition = host.compose(flags);
  const cover = (text: string) => composition.redactor.cover(text);
  const batch = composition.prepare();
  const sheet = targetAmong(target, batch.mapped, flags);
  if (!sheet) throw new Error('The sheet that was asked for is not among those that were read.');
  const strange = strangeRow(sheet, target.line);
  if (strange) return cover(sayStrangeRow(strange, sheet, flags));
  const ledger = composition.existingLedger();
  const plan = batch.plan(ledger);
  const outcomes = settle(batch, plan, ledger, composition, { mode: 'dry', skips: new Map(), found: new Map() });
  const row = tellRow({ sheet, line: target.line, plan, assembly: (planned) => assemblyOf(planned, composition) });
  const whole = { ...ofOrder(row, ledger, flags, composition), row, outcome: outcomeOf(row, outcomes) };
  const told: WholeRow = {
    ...whole,
    storyCommand: storyCommand(whole.story, flags),
    next: nextOf(whole.outcome, flags),
  };
  const { outWidth: width } = host.terminal;
  return flags.json ? cover(rowStoryJson(told)) : sayRowStory(told, { cover, width, whole: flags.verbose ?? false });
}

/** The request of any draft like this one; null while the order has an error. */
function assemblyOf({ order }: PlannedOrder, composition: Composition): Assembly | null {
  const { vendor, operation, payload, draft } = order;
  if (!vendor || !operation || !payload) return null;
  const facts = composition.facts(vendor, draft);
  return {
    draft,
    assemble: (one) => operation.assemble(one, facts, payload.marker ?? ''),
    values: operation.values,
  };
}

function ofOrder(
  { planned }: RowStory,
  ledger: Ledger | null,
  flags: Flags,
  composition: Composition,
): Pick<WholeRow, 'story' | 'sameAsSent'> {
  const record = planned?.record ?? null;
  if (!record || !ledger) return { story: null, sameAsSent: null };
  const sent = record.claim?.digest;
  const would = planned?.order.payload?.digest;
  return {
    story: storyOf(record, ledger, flags, composition),
    sameAsSent: sent && would ? sent === would : null,
  };
}

function outcomeOf({ at }: RowStory, outcomes: readonly Outcome[]): Outcome | null {
  return outcomes.find(({ rows }) => rows.some((row) => isSameRow(row, at))) ?? null;
}

function storyCommand(story: Story | null, flags: Flags): string {
  return story ? commandLine('explain', { ...placeOf(flags), sheets: [story.key] }) : '';
}

function nextOf(outcome: Outcome | null, flags: Flags): string {
  if (outcome?.status === 'ready') return commandLine('submit', flags, ['--results', 'results.csv']);
  return outcome?.status === 'invalid' ? commandLine('check', flags) : '';
}
