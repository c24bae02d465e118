import { IS_PLACED } from '../../domain/status.ts';
import { visibleText } from '../../domain/visible-text.ts';
import type { NextStep } from '../../steps/story-next.ts';
import type { Story } from '../../steps/tell-story.ts';
import { wrapped } from '../terminal/wrap.ts';
import type { PayloadAgain } from './payload-again.ts';
import { BLANK, happened, type Line, type StoryStyle, sayMoney, some } from './say-story-steps.ts';

const WIDEST = 120;
const LABEL = 11;

/** The story for a person: who it is, what happened and when, what it means now and what to do. */
export function sayStory(story: Story, style: StoryStyle, payload: readonly Line[] = []): string {
  const lines: readonly Line[] = [
    { text: [story.status, story.order, story.key].filter(Boolean).map(visibleText).join('  '), indent: 0 },
    ...heading(story, style),
    ...happened(story, style),
    ...payload,
    BLANK,
    labelled('Now', story.meaning),
    ...(story.next.length > 1 ? [BLANK] : []),
    ...sayNext(story.next),
    ...sayLookFor(story, style),
  ];
  return saidLines(lines, style);
}

/** Lines for a screen: covered first, then broken. */
export function saidLines(lines: readonly Line[], { cover, width }: StoryStyle): string {
  return lines
    .map(({ text, indent, unbroken }) => {
      const covered = cover(text).trimEnd();
      return unbroken || width === null ? covered : wrapped(covered, Math.min(width, WIDEST), indent);
    })
    .join('\n');
}

/** A line with its label in front. */
export function labelled(label: string, text: string): Line {
  return { text: label.padEnd(LABEL) + visibleText(text), indent: LABEL };
}

function heading(story: Story, { whole }: StoryStyle): readonly Line[] {
  const fields: readonly (readonly [string, string | null])[] = [
    ['Code', story.code && `${story.code} (\`sheetorder explain ${story.code}\` tells about it)`],
    ['Order id', sayOrderId(story)],
    ['Vendor', `${story.vendor}, ${story.operation}`],
    ['Account', story.account],
    ['Client', story.client],
    ['Domains', `${story.domains.length}: ${some(story.domains, whole)}`],
    ['Mailboxes', String(story.mailboxes)],
    ['Rows', story.rows],
    ['Amount', story.amount && sayMoney(story.amount)],
    ['Reserved', story.reservation && `${sayMoney(story.reservation)}, for the latest attempt`],
  ];
  return fields.flatMap(([label, text]) => (text ? [labelled(label, text)] : []));
}

function sayOrderId({ orderId, cancelledIds, status }: Story): string {
  if (orderId) return orderId;
  if (cancelledIds.length > 0) return `none; ${cancelledIds.join(', ')} was cancelled`;
  return status === 'unknown' || IS_PLACED.has(status) ? 'not known' : 'none';
}

function sayNext(next: readonly NextStep[]): readonly Line[] {
  if (next.length === 0) return [labelled('Next', 'Nothing.')];
  return next.flatMap(({ text, command }, index) => {
    const number = next.length > 1 ? `${index + 1}. ` : '';
    const said = labelled(index === 0 ? 'Next' : '', `${number}${text}`);
    const line = { text: `    ${visibleText(command ?? '')}`, indent: 0, unbroken: true };
    return [{ ...said, indent: LABEL + number.length }, ...(command ? [line] : [])];
  });
}

function sayLookFor({ lookFor, amount, reservation }: Story, { whole }: StoryStyle): readonly Line[] {
  if (!lookFor) return [];
  const { domains, marker, tag, from, until } = lookFor;
  const money = amount ?? reservation;
  const time = (text: string) => text.slice(0, 19).replace('T', ' ');
  const end = until.slice(0, 10) === from.slice(0, 10) ? time(until).slice(11) : time(until);
  const marks = [
    `domains ${some(domains, whole)}`,
    marker ? `tag ${marker}, which only this order has` : [],
    tag ? `tag ${tag}, which other orders may have too` : [],
    from ? `ordered ${time(from)}${end === time(from).slice(11) ? '' : ` to ${end}`} UTC, or some minutes later` : [],
    money ? `amount ${sayMoney(money)}` : [],
  ].flat();
  return [BLANK, ...marks.map((mark, index) => labelled(index === 0 ? 'Look for' : '', mark))];
}

/** The story as data, in the words of the other JSON reports. */
export function storyJson(story: Story, again: PayloadAgain): string {
  const { key, wholeKey, ...rest } = story;
  const payload =
    again.kind === 'made'
      ? { payload: { digest: again.payload.digest, request: again.payload.request }, same_as_sent: again.sameAsSent }
      : { payload: null, same_as_sent: null };
  return JSON.stringify({ ...snakeObject({ key, wholeKey, ...rest }), ...payload }, null, 2);
}

/** An object's own fields, and those below it, in the way of the other JSON reports. */
export function snakeObject(value: object): Record<string, unknown> {
  return snakeCased(value) as Record<string, unknown>;
}

function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCased(one),
    ]),
  );
}
