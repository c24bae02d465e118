import { shortKey } from '../domain/identity.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import { parseRowsText } from '../domain/rows-text.ts';
import type { StoryInput } from './tell-story.ts';

export interface NextStep {
  readonly text: string;
  readonly command: string | null;
}

/** How to know the order in the vendor's app. */
export interface LookFor {
  readonly domains: readonly string[];
  /** Our own tag, which no other order has. */
  readonly marker: string | null;
  /** A person's own tag. */
  readonly tag: string | null;
  /** When it was sent, RFC 3339 UTC. */
  readonly from: string;
  readonly until: string;
}

/** Out of doubt: the vendor tells, or a person does. */
export function waysOut(input: StoryInput): readonly NextStep[] {
  const asked = input.findable ? reconcile(input, 'Read it back from the vendor; nothing is bought:') : null;
  return [
    asked ?? { text: 'No read-back can tell: the vendor lists no such orders. Look in its app.', command: null },
    say(input, `${asked ? 'If it stays unknown and the' : 'If the'} vendor's app shows it, say so with its id:`, [
      '--placed',
      'ORDER_ID',
      '--note',
      'seen in the app',
    ]),
    say(input, 'If the app does not show it and the vendor says so too, let it be sent again:', [
      '--not-placed',
      '--note',
      'support says no',
    ]),
  ];
}

/** Said beside a command that sends an order which was in doubt before. */
export function afterReadBack({ record, findable }: StoryInput): string {
  return record.everInDoubt && findable ? ' (it is read back first)' : '';
}

/** What was said last of how the order stands. */
export function lastWord({ entries }: OrderRecord) {
  return entries.findLast(({ type }) => type === 'spend_finished' || type === 'withheld' || type === 'resolved');
}

/** The order that the vendor holds may be this very one. */
export function adoption(input: StoryInput): readonly NextStep[] {
  const last = lastWord(input.record);
  if (last?.type !== 'withheld') return [];
  const id = last.foundOrderId ?? 'ORDER_ID';
  return [say(input, 'If that order is this one, adopt it:', ['--placed', id, '--note', 'bought elsewhere'])];
}

/** The command that reads back. */
export function reconcile(input: StoryInput, text: string): NextStep {
  return { text, command: input.line('reconcile', [], ['--wait', '10m']) };
}

/** How the id of a placed order is found: without a list of orders only a person can tell it. */
export function idBack(input: StoryInput): NextStep {
  if (input.findable) return reconcile(input, 'Read its id back; nothing is bought:');
  const more = ['--placed', 'ORDER_ID', '--note', 'seen in the app'];
  return say(input, 'The vendor lists no such orders. When its app shows the id, say so:', more);
}

/** The command with which a person says what became of the order. */
export function say(input: StoryInput, text: string, more: readonly string[]): NextStep {
  return { text, command: input.line('resolve', [], [shortKey(input.record.key), ...more]) };
}

/** What to say of an order that a person has cancelled in the vendor's app. */
export function cancelledThere(input: StoryInput): NextStep {
  const more = ['--cancelled', '--note', 'cancelled in the app'];
  return say(input, 'When you have cancelled it there, say so, and its domains are free again:', more);
}

/** A command over the sheets that the order came from, as far as the ledger tells. */
export function again(input: StoryInput, command: string, text: string, more: readonly string[] = []): NextStep {
  const places = parseRowsText(input.record.note?.rows ?? '');
  const files = [...new Set(places.map(({ file }) => (file.startsWith('-') ? `./${file}` : file)))];
  const sheet = files.length === 1 ? places[0]?.sheet : undefined;
  const sheets = files.length > 0 ? files : ['SHEET'];
  return { text, command: input.line(command, sheets, [...(sheet ? ['--sheet', sheet] : []), ...more]) };
}

/** For an order of another account than these commands would speak to. */
export function farAway({ note }: OrderRecord): string {
  return `The order is on the account "${note?.account ?? ''}": give these commands the --base-url or --sandbox that it was ordered with.`;
}

/** How to know it in the vendor's app. The latest attempt is the one in question; what came before it is proven not placed. */
export function lookFor({ note, claim, entries, lastAttemptAt }: OrderRecord): LookFor {
  const left = entries.findLast(({ type }) => type === 'spend_started')?.at ?? lastAttemptAt ?? '';
  const heard = entries.findLast(({ type, at }) => type === 'answered' && at >= left)?.at ?? left;
  return {
    domains: note?.domains ?? [],
    marker: claim?.marker ?? null,
    tag: claim?.tag && claim.tag !== claim.marker ? claim.tag : null,
    from: left,
    until: heard,
  };
}
