import { visibleText } from '../../domain/visible-text.ts';
import type { Story, StoryMoney, StoryReceipt, StoryStep } from '../../steps/tell-story.ts';

export interface StoryStyle {
  /** Covers secrets; used before lines are broken, or one could hide in two halves. */
  readonly cover: (text: string) => string;
  /** Columns of the screen; null leaves lines whole. */
  readonly width: number | null;
  /** All domains and whole digests. */
  readonly whole: boolean;
}

/** A line and how far its further lines stand in; a command is never broken. */
export interface Line {
  readonly text: string;
  readonly indent: number;
  readonly unbroken?: boolean;
}

export const BLANK: Line = { text: '', indent: 0 };

const TIME = 26;
const SHOWN_DOMAINS = 6;
const SHOWN_WORDS = 500;

/** What happened, entry by entry, each with its time and how long after the one before. */
export function happened(story: Story, style: StoryStyle): readonly Line[] {
  let day = '';
  // What a further attempt has in common with the one before is not said again.
  const known = new Set<string>();
  return alike(story.steps).flatMap((steps): readonly Line[] => {
    const [step] = steps;
    if (!step) return [];
    const date = step.at.slice(0, 10);
    const time = `${step.at.slice(11, 23)}  ${since(step.sinceMs).padStart(TIME - 16)}  `;
    const [first = '', ...more] = sayStep(step, steps, story, style);
    const fresh = step.what === 'claimed' ? more.filter((text) => !known.has(text)) : more;
    for (const text of fresh) known.add(text);
    const lines = [time + visibleText(first), ...fresh.map((text) => ' '.repeat(TIME) + visibleText(text))];
    const head = date === day ? [] : [BLANK, { text: `${date} UTC`, indent: 0 }];
    day = date;
    return [...head, ...lines.map((text) => ({ text, indent: TIME }))];
  });
}

/** Read-backs in a row that say the same are told once. */
function alike(steps: readonly StoryStep[]): readonly (readonly StoryStep[])[] {
  const groups: StoryStep[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const same =
      step.what === 'read_back' && last?.[0]?.what === 'read_back' && sayReadBack(last[0]) === sayReadBack(step);
    if (last && same) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function since(ms: number | null): string {
  if (ms === null) return '';
  const size = Math.abs(ms);
  const sign = ms < 0 ? '-' : '+';
  if (size < 100_000) return `${sign}${size} ms`;
  const minutes = Math.round(size / 60_000);
  if (minutes < 120) return `${sign}${minutes} min`;
  return minutes < 48 * 60 ? `${sign}${Math.round(minutes / 60)} h` : `${sign}${Math.round(minutes / 1_440)} days`;
}

function sayStep(step: StoryStep, alikes: readonly StoryStep[], story: Story, style: StoryStyle): readonly string[] {
  switch (step.what) {
    case 'account_read':
      return [
        `The account was read: it lists ${count(step.orders, 'order')}${step.forms > 0 ? ` and ${count(step.forms, 'form')} to fill in` : ''}.`,
      ];
    case 'claimed':
      return sayClaim(step, story, style);
    case 'leaving':
      return [`Attempt ${step.attempt} leaves: its first byte goes out.`];
    case 'answered':
      return sayReply(step);
    case 'judged':
      return sayVerdict(step);
    case 'read_back':
      return [`Read back${sayTimes(step, alikes)}: ${sayReadBack(step)}`];
    case 'withheld':
      return [
        `Not sent: the vendor has its domains already${step.foundOrderId ? `, in order ${step.foundOrderId}` : ''}.`,
        `rows ${step.rows}; batch ${step.batch}`,
      ];
    case 'said':
      return [`${step.who} said: ${SAID[step.as]}${step.orderId ? ` as ${step.orderId}` : ''}.`, `note: ${step.note}`];
  }
}

function sayTimes(first: StoryStep, alikes: readonly StoryStep[]): string {
  const last = alikes.at(-1)?.at ?? first.at;
  const [date, time] = [last.slice(0, 10), last.slice(11, 23)];
  if (alikes.length < 2) return '';
  const times = alikes.length === 2 ? 'twice' : `${alikes.length} times`;
  return ` ${times}, last at ${first.at.startsWith(date) ? time : `${time} on ${date}`}`;
}

const SAID = { placed: 'placed', not_placed: 'not placed', cancelled: 'cancelled at the vendor' } as const;

function sayClaim(
  step: Extract<StoryStep, { what: 'claimed' }>,
  { domains }: Story,
  { whole }: StoryStyle,
): readonly string[] {
  const own = step.claims.toSorted().join() === domains.toSorted().join();
  const { tag, marker, reservation } = step;
  const tags = [marker ? `our tag ${marker}` : [], tag && tag !== marker ? `your tag ${tag}` : []].flat();
  return [
    `Attempt ${step.attempt} is written down; nothing is sent yet.`,
    `rows ${step.rows}; batch ${step.batch}`,
    [`digest ${whole ? step.digest : step.digest.slice(0, 16)}`, ...tags].join('; '),
    `holds ${own ? `its ${count(domains.length, 'domain')}` : some(step.claims, whole)}; ${reservation ? `reserves ${sayMoney(reservation)}` : 'its price is not known, so none is reserved'}`,
    ...(step.allowed.length > 0
      ? [`may share what it holds with ${step.allowed.map((key) => key.slice(0, 16)).join(', ')}`]
      : []),
  ];
}

const REACHED = {
  nothing: 'no connection',
  connected: 'connected, nothing sent',
  started: 'the first byte was about to leave',
  headers_sent: 'its headers were sent',
  body_sent: 'all of it was sent',
  status_seen: 'a status came, the reply did not end',
  body_read: 'the whole reply was read',
} as const;

function sayReply(step: Extract<StoryStep, { what: 'answered' }>): readonly string[] {
  const how = `${REACHED[step.reached]} (${step.ms} ms${step.errorCode ? `, ${step.errorCode}` : ''})`;
  const status = step.httpStatus === null ? '' : `HTTP ${step.httpStatus}: `;
  if (step.reply !== 'answer') {
    const head = step.reply === 'lost' ? 'No whole reply' : 'Not sent';
    return [`${head}: ${status}${how}.`, step.reason ?? ''].filter(Boolean);
  }
  const seen = visibleText(step.words);
  const words = seen.slice(0, SHOWN_WORDS);
  const cut = words.length < seen.length || step.wordsLength > step.words.length;
  return [
    `Reply ${status}${how}.`,
    words ? `its words: ${words}${cut ? `… (${step.wordsLength} characters)` : ''}` : 'it has no words',
  ];
}

function sayVerdict(step: Extract<StoryStep, { what: 'judged' }>): readonly string[] {
  const code = step.code ? ` (${step.code})` : '';
  const wait = step.retryAfterMs === null ? '' : ` It asked to wait ${step.retryAfterMs} ms.`;
  const receipt = step.receipt ? ` ${sayReceipt(step.receipt)}` : '';
  return [`Verdict: ${VERDICTS[step.verdict]}${receipt}${code}. ${sentence(step.reason)}${wait}`];
}

const VERDICTS = { placed: 'placed', refused: 'refused', not_placed: 'not placed', unknown: 'in doubt' } as const;
const PAYMENTS = { taken: 'paid', pending: 'payment not settled', checkout: 'waits for payment' } as const;

/** The words of others, ended like a sentence. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function sayReceipt({ orderId, payment, amount }: StoryReceipt): string {
  const money = amount ? `, ${sayMoney(amount)}` : '';
  return `${orderId ? `as ${orderId}` : 'without an id'}, ${PAYMENTS[payment]}${money}`;
}

function sayReadBack({ result, by, note, receipt }: Extract<StoryStep, { what: 'read_back' }>): string {
  if (receipt) return `found ${sayReceipt(receipt)}, by ${by}.`;
  return `${result === 'inconclusive' ? 'no clear answer' : 'not found yet'}. ${note ?? ''}`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** An amount with its currency. */
export function sayMoney({ amount, currency }: StoryMoney): string {
  return `${amount} ${currency}`.trim();
}

/** The first few of many names. */
export function some(names: readonly string[], whole: boolean): string {
  const more = names.length - SHOWN_DOMAINS;
  return whole || more <= 1 ? names.join(', ') : `${names.slice(0, SHOWN_DOMAINS).join(', ')} and ${more} more`;
}
