import { shortKey } from '../domain/identity.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Status } from '../domain/status.ts';
import { ORDER_DIFFERS } from '../domain/verdict.ts';
import {
  adoption,
  afterReadBack,
  again,
  cancelledThere,
  farAway,
  idBack,
  type LookFor,
  lastWord,
  lookFor,
  type NextStep,
  say,
  waysOut,
} from './story-next.ts';
import type { StoryInput } from './tell-story.ts';

/** What an order's story comes to: the words of results, what they mean, and what to do. */
export interface StoryEnding {
  readonly status: Status;
  readonly code: string | null;
  readonly meaning: string;
  /** What to do, in turn; empty when nothing is left to do. */
  readonly next: readonly NextStep[];
  readonly lookFor: LookFor | null;
}

type Draft = Omit<StoryEnding, 'lookFor'> & {
  readonly look?: boolean;
  /** False when no command that comes next needs the vendor's address. */
  readonly speaks?: boolean;
};

/** Where an order stands, in the words of results, and the way on from there. */
export function endingOf(input: StoryInput): StoryEnding {
  const { look = false, speaks = true, next, ...draft } = draftOf(input);
  const elsewhere = speaks && !input.reachable && next.some(({ command }) => command !== null);
  return {
    ...draft,
    next: elsewhere ? [{ text: farAway(input.record), command: null }, ...next] : next,
    lookFor: look ? lookFor(input.record) : null,
  };
}

function draftOf(input: StoryInput): Draft {
  const { record } = input;
  switch (record.state) {
    case 'placed':
      return placed(input);
    case 'unknown':
      return inDoubt(input);
    case 'claimed':
      return input.live
        ? sending(input, 'A run holds this account now and is about to send this order.')
        : unsent(input);
    case 'in_flight':
    case 'answered':
      return input.live
        ? sending(input, 'This order has left, and a run holds this account now: it has not written down how it ended.')
        : leftOpen(input);
    case 'refused':
      return refused(input);
    case 'retryable':
    case 'pending':
      return free(input);
  }
}

function placed(input: StoryInput): Draft {
  const { receipt } = input.record;
  const code = receipt?.code ?? null;
  const id = receipt?.orderId ?? null;
  const named = id ? `The vendor has it as order ${id}` : 'The vendor took it, and its order id is not known yet';
  const readBack = id ? [] : [idBack(input)];
  if (receipt && code === ORDER_DIFFERS && receipt.payment !== 'taken')
    return {
      status: receipt.payment === 'checkout' ? 'awaiting_payment' : 'payment_pending',
      code,
      meaning: `${named}, and shows another order than was asked for. It is not sent again.`,
      next: [
        { text: "Do not pay it yet. Compare it in the vendor's app with the sheet.", command: null },
        cancelledThere(input),
      ],
    };
  if (receipt?.payment === 'checkout')
    return {
      status: 'awaiting_payment',
      code,
      meaning: `${named}, and waits for you to pay. It is not sent again.`,
      next: [
        ...readBack,
        again(input, 'results', 'Pay at the link in checkout_url of the results:', ['--results', RESULTS]),
        ...(id
          ? [{ text: 'Once it is paid, read that back; nothing is bought:', command: input.line('reconcile', [], []) }]
          : []),
      ],
    };
  if (receipt?.payment === 'pending')
    return {
      status: 'payment_pending',
      code,
      meaning: `${named}, but the payment failed or is not confirmed. It is not sent again.`,
      next: [
        ...readBack,
        { text: "Pay, confirm or cancel it in the vendor's app.", command: null },
        say(input, 'When it is paid, say so:', ['--placed', id ?? 'ORDER_ID', '--note', 'paid in the app']),
        cancelledThere(input),
      ],
      look: id === null,
    };
  if (code === 'FORM-PENDING')
    return {
      status: 'placed',
      code,
      meaning: `${named}. It is paid but not configured.`,
      next: [...readBack, { text: 'Fill in its form with a submit-form order.', command: null }],
    };
  return { status: 'placed', code, meaning: `${named}. It is not sent again.`, next: readBack, look: id === null };
}

const LONGEST_REASON = 200;
const RESULTS = 'pay-results.csv';

function inDoubt(input: StoryInput): Draft {
  const { lastVerdict, entries } = input.record;
  const rounds = entries.slice(entries.findLastIndex(({ type }) => type === 'spend_finished') + 1);
  const misses = rounds.filter(({ type }) => type === 'looked_up').length;
  const since =
    misses === 0 ? 'Nobody has looked since' : `${misses} read-back${misses > 1 ? 's' : ''} did not find it`;
  return {
    status: 'unknown',
    code: lastVerdict?.kind === 'unknown' ? lastVerdict.code : 'UNKNOWN',
    meaning: `It was sent, and may or may not have been placed${because(input)}. ${since}, which proves nothing. It is never sent again by itself.`,
    next: waysOut(input),
    look: true,
  };
}

function leftOpen(input: StoryInput): Draft {
  const meaning =
    input.record.state === 'answered'
      ? "The run died when the vendor's answer was kept and not yet judged. The next run judges it; nothing is sent for that."
      : 'The run died while it was sending this order: it may or may not have been placed. It is never sent again by itself.';
  return { status: 'unknown', code: 'IN-FLIGHT', meaning, next: waysOut(input), look: true };
}

function sending(input: StoryInput, meaning: string): Draft {
  const command = input.line('explain', [], [shortKey(input.record.key)]);
  return {
    status: 'unknown',
    code: 'IN-FLIGHT',
    meaning,
    next: [{ text: 'Wait for that run to end, then ask again:', command }],
    speaks: false,
  };
}

function unsent(input: StoryInput): Draft {
  return {
    status: 'ready',
    code: null,
    meaning: 'The run ended before anything of this order left, so this attempt bought nothing.',
    next: [again(input, 'submit', `Send it, with the same flags as then${afterReadBack(input)}:`)],
  };
}

function refused(input: StoryInput): Draft {
  const { lastVerdict } = input.record;
  return {
    status: 'refused',
    code: lastVerdict?.kind === 'refused' ? lastVerdict.code : null,
    meaning: `The vendor refused it${because(input)}. Nothing was bought, and its domains are free.`,
    next: [
      ...adoption(input),
      again(input, 'submit', 'Correct the sheet, then submit it again:'),
      again(input, 'submit', 'Or, when the account was at fault, send it unchanged:', ['--retry-refused']),
    ],
  };
}

/** What may be sent: it ended so, a person said so, or it was held back. */
function free(input: StoryInput): Draft {
  const { lastVerdict } = input.record;
  const last = lastWord(input.record);
  if (last?.type === 'withheld')
    return {
      status: 'invalid',
      code: 'DUP-DOMAIN-ORDERED',
      meaning: `The vendor has its domains already${last.foundOrderId ? ` in order ${last.foundOrderId}` : ''}, and that order is not in this ledger. This one was not sent, and bought nothing.`,
      next: [
        ...adoption(input),
        { text: 'If it is another order, take those domains out of the sheet.', command: null },
      ],
    };
  if (last?.type === 'resolved' && last.as === 'cancelled')
    return {
      status: 'ready',
      code: null,
      meaning: `It was placed${cancelledIds(input.record)}, and ${last.who} said that it was cancelled. Its domains are free; budgets still count its money.`,
      next: [again(input, 'submit', 'Nothing, unless you want it bought anew:')],
    };
  if (last?.type === 'resolved')
    return {
      status: 'ready',
      code: null,
      meaning: `${last.who} said that it was not placed, so it may be sent again.`,
      next: [again(input, 'submit', `Send it, with the same flags as then${afterReadBack(input)}:`)],
    };
  const verdict = lastVerdict?.kind === 'not_placed' ? lastVerdict : null;
  const { cause, code, fix } = verdict ?? { cause: 'not_sent' as const, code: null };
  const send = `${fix ? 'Then s' : BEFORE[cause]}end it, with the same flags as then${afterReadBack(input)}:`;
  return {
    status: 'not_sent',
    code,
    meaning: `${CAUSES[cause]}${cause === 'throttled' ? '' : because(input)}. Nothing was bought, and it may be sent again.`,
    next: [...(fix ? [{ text: fix, command: null }] : []), again(input, 'submit', send)],
  };
}

const CAUSES = {
  not_sent: 'Nothing of it left',
  throttled: 'The vendor did not take it, because too many requests came at once',
  unauthorised: 'The vendor did not take it, because it refused the key',
} as const;

const BEFORE = {
  not_sent: 'S',
  throttled: 'Wait a while, then s',
  unauthorised: 'Check the key and the organization, then s',
} as const;

/** In the words of the vendor, or of what failed. */
function because({ record, cover }: StoryInput): string {
  const words = cover(record.lastVerdict?.reason ?? '')
    .trim()
    .replace(/^Nothing was (bought|sent): /, '')
    .slice(0, LONGEST_REASON)
    .replace(/[.]+$/, '');
  return words ? `: ${words}` : '';
}

function cancelledIds({ cancelledIds: ids }: OrderRecord): string {
  return ids.length > 0 ? ` as ${ids.join(', ')}` : '';
}
