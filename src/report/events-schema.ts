import { z } from 'zod';
import { STATUSES } from '../domain/status.ts';
import { MONEY, published, SUMS } from './json-schema.ts';

const VERDICTS = ['placed', 'refused', 'not_placed', 'unknown'] as const;

const count = (description: string) => z.int().min(0).describe(description);
const text = (description: string) => z.string().describe(description);

const COMMON = {
  at: z.iso.datetime().describe('When it happened, RFC 3339 in UTC.'),
  batch: text('The run, as the report and the ledger name it; empty before it has a name.'),
};

const WHICH = {
  order: text('The name of the order in the sheet; empty where this run does not know it.'),
  key: text("The order's identity, 16 characters; empty where the event is about no single order."),
};

const SO_FAR = {
  done: count('Orders of this run that the vendor has answered.'),
  total: count('Orders that this run was to send.'),
  placed_amounts: z
    .array(MONEY)
    .describe('What the orders placed so far cost at the price of the check, one sum a currency.'),
};

const EXIT = {
  exit: z.int().describe('The exit code.'),
  exit_name: text('Its name in the table of exit codes, such as "some_not_placed".'),
};

const COUNTS = z
  .partialRecord(z.enum(STATUSES), z.int().min(1))
  .describe('Orders by status; one that no order has is left out.');

const EVENTS = {
  start: {
    sheetorder_events: z
      .literal(1)
      .describe('The version of these events: goes up when a field changes its meaning or goes away.'),
    command: text('The command.'),
    version: text('The version of the program.'),
    sheets: z.array(z.string()).describe('The sheets as the command line names them.'),
    sandbox: z.boolean().describe('True where a stand-in vendor is spoken to, and no money is spent.'),
  },
  plan: {
    ...SUMS,
    by_status: COUNTS,
  },
  send: { ...WHICH, rows: text('Where it stands in the sheets.'), attempt: count('The attempt, from 1.') },
  order: {
    ...WHICH,
    rows: text('Where it stands in the sheets.'),
    verdict: z
      .enum(VERDICTS)
      .describe(
        'What the attempt came to. Only not_placed may be sent again in the same run; unknown may have been placed.',
      ),
    order_id: text("The vendor's id; empty until it is known."),
    attempts: count('How often it was sent so far.'),
    amount: MONEY.nullable().describe('What it costs at the price of the check; null where nobody knows.'),
    text: text('What the vendor said, in a sentence.'),
    ...SO_FAR,
  },
  progress: {
    ...SO_FAR,
    by_verdict: z
      .partialRecord(z.enum(VERDICTS), z.int().min(1))
      .describe('The orders of `done` by their last verdict.'),
    elapsed_ms: count('Since the first order was sent.'),
    left_ms: z.int().min(0).nullable().describe('How long the rest may take; null where it cannot be told.'),
  },
  read_back: { ...WHICH, result: text('found, not_found_yet or inconclusive.'), text: text('How it was told.') },
  waiting: { text: text('What is waited for.') },
  step: { ...WHICH, name: text('The step.'), text: text('What was done, in a sentence.') },
  note: { text: text('Something that a person should know.') },
  message: { text: text('What the command says to a person.') },
  next: { text: text('What to run or to do next, for a person.') },
  error: {
    code: text('The code, which `sheetorder explain CODE` tells about; "bug" for what is none of them.'),
    message: text('What went wrong.'),
    hint: text('What to do.'),
    ...EXIT,
    stack: text('Where in the program it was; only of a bug.').optional(),
  },
  end: {
    command: text('The command.'),
    ...EXIT,
    by_status: COUNTS,
    elapsed_ms: count('Since the command began.'),
  },
};

const ABOUT = {
  start: 'The first event of a batch.',
  plan: 'What is about to be bought, before the first spend: sums over the orders that are ready.',
  send: 'An attempt to place an order begins.',
  order: 'An attempt has its verdict. An order that is sent again gets another one.',
  progress: 'How far the run is; at most one each second.',
  read_back: 'An order in doubt was looked up at the vendor.',
  waiting: 'The command waits before it looks again.',
  step: 'Any other step of the run.',
  note: 'A note, which stands in the report too.',
  message: 'Words for a person that have no event of their own; programs may leave them aside.',
  next: 'What a person may do next; never run it unseen.',
  error: 'Something went wrong; also under --quiet.',
  end: 'The last event of a batch. A stream that ends without it belongs to a run that died.',
} satisfies Record<keyof typeof EVENTS, string>;

function variant<Name extends keyof typeof EVENTS>(name: Name) {
  return z
    .object({ event: z.literal(name).describe('What kind of event this is.'), ...COMMON, ...EVENTS[name] })
    .describe(ABOUT[name]);
}

/** One line of standard error under `--json`. Whoever reads it should leave events and fields aside that it does not know. */
export const EVENT_SCHEMA = z
  .discriminatedUnion('event', [
    variant('start'),
    variant('plan'),
    variant('send'),
    variant('order'),
    variant('progress'),
    variant('read_back'),
    variant('waiting'),
    variant('step'),
    variant('note'),
    variant('message'),
    variant('next'),
    variant('error'),
    variant('end'),
  ])
  .describe('One line of standard error under --json. No payment link and no secret stands in it.');

export type JsonEvent = z.infer<typeof EVENT_SCHEMA>;

/** The published form of the events: JSON Schema, draft 2020-12. */
export function eventsJsonSchema(): Record<string, unknown> {
  return published(EVENT_SCHEMA, 'urn:sheetorder:schema:events:1', 'sheetorder event');
}
