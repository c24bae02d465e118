import type { Change } from '../../domain/comparison.ts';
import type { Severity } from '../../domain/finding.ts';
import { shortKey } from '../../domain/identity.ts';
import { type Money, majorText } from '../../domain/money.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Status } from '../../domain/status.ts';
import { Html, type HtmlPart, html } from './html.ts';

/** How a status looks (never by colour alone: the word stands beside it), and what it means to somebody new. */
export const STATUS_WORDS = {
  ready: { look: 'good', means: 'Checked, and would be sent.', next: 'Run submit with the same sheets.' },
  placed: { look: 'good', means: 'The vendor took it.', next: '' },
  already_placed: { look: 'good', means: 'An earlier run placed exactly this order.', next: '' },
  awaiting_payment: {
    look: 'wait',
    means: 'Taken; a person has to pay.',
    next: 'Pay at its checkout_url, which stands in the results file alone, then reconcile.',
  },
  payment_pending: {
    look: 'wait',
    means: 'Taken; the card was not charged yet.',
    next: 'Pay or cancel it at the vendor.',
  },
  invalid: { look: 'bad', means: 'Has an error; it is not sent.', next: 'Correct the sheet.' },
  refused: { look: 'bad', means: 'The vendor refused it.', next: 'Correct the sheet or the account.' },
  not_sent: { look: 'wait', means: 'It never reached the vendor.', next: 'Run the same command again.' },
  unknown: { look: 'doubt', means: 'It may have been placed.', next: 'Run reconcile first.' },
  skipped: { look: 'plain', means: 'It was not attempted.', next: 'Its code says why.' },
} satisfies Record<Status, { readonly look: string; readonly means: string; readonly next: string }>;

export const SEVERITY_LOOKS = { error: 'bad', warning: 'wait', info: 'plain' } satisfies Record<Severity, string>;

export const CHANGE_WORDS = {
  new: 'New: no earlier run sent it',
  changed: 'Changed: sent before under this name with other content',
  already_placed: 'The same, and placed',
  in_doubt: 'The same, and in doubt: it may have been placed',
  not_placed_yet: 'The same, and not placed yet',
  gone: 'Gone: sent by an earlier run, and in these sheets no more',
} satisfies Record<Change, string>;

export const LOOSE_NAME = 'rows in no order';

/** What a person calls the order. */
export function nameOf({ name, key }: Outcome): string {
  return name || shortKey(key) || LOOSE_NAME;
}

/** `1,234`: grouped, as people read numbers. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function counted(count: number, noun: string): string {
  const many = noun.endsWith('x') ? `${noun}es` : `${noun}s`;
  return `${number(count)} ${count === 1 ? noun : many}`;
}

/** `1,400.00 USD`. */
export function moneyText(money: Money): string {
  const [whole = '', part = ''] = majorText(money).split('.');
  return `${number(Number(whole))}.${part} ${money.currency}`;
}

export function badge(look: string, text: string): Html {
  return html`<span class="badge ${look}">${text}</span>`;
}

/** `2026-05-04 10:00 UTC`; what is no such time stays as it is. */
export function timeText(at: string): string {
  const [, day, minute] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*Z$/.exec(at) ?? [];
  return day ? `${day} ${minute ?? ''} UTC` : at;
}

/** A part of the page with a heading; the list of contents names it. */
export class Section extends Html {
  readonly id: string;
  /** The heading, or a shorter word for it. */
  readonly short: string;

  constructor(id: string, title: string, body: HtmlPart, short: string) {
    super(
      html`<section aria-labelledby="${id}-title" id="${id}"><h2 id="${id}-title" tabindex="-1">${title}</h2>\n${body}</section>\n`
        .text,
    );
    this.id = id;
    this.short = short;
  }
}

export function section(id: string, title: string, body: HtmlPart, short = title): Section {
  return new Section(id, title, body, short);
}

/** A wide table scrolls in its own box, which the keyboard can reach. */
export function scrolling(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>\n`;
}

/** A sentence of ours, in which `a command` stands between backticks. */
export function prose(text: string): HtmlPart {
  const parts = text.split('`');
  return parts.length % 2 === 0
    ? text
    : parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

/** A text that the script offers to copy; without script it is the text alone. */
export function copyable(text: string, what: string): Html {
  return html`<span class="copyable"><code>${text}</code><button type="button" class="copy" data-copy="${text}" aria-label="Copy ${what}: ${text}">Copy</button></span>`;
}

type Filter = Readonly<Record<string, string>>;

/** A text that the script turns into a link to the orders it names, such as `status=invalid`. */
export function filterLink(filter: Filter, text: HtmlPart): Html {
  return html`<span data-go="${queryOf(filter)}">${text}</span>`;
}

/** The same for words that say nothing but what the link does; without script they are not there. */
export function filterAction(filter: Filter, words: string): Html {
  return html`<span class="action" data-go="${queryOf(filter)}">${words}</span>`;
}

function queryOf(filter: Filter): string {
  return Object.entries(filter)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}
