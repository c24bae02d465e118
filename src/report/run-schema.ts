import { z } from 'zod';
import { DROP_PLACES } from '../domain/drop.ts';
import { STATUSES } from '../domain/status.ts';
import { MONEY, published } from './json-schema.ts';

const text = (description: string) => z.string().describe(description);
const count = z.int().min(0);
const EXIT = {
  exit: z.int().describe('The exit code.'),
  exit_name: text('Its name in the table of exit codes, such as "some_not_placed".'),
};

const SHEET = z
  .object({
    dropped_as: text('The name under which it was dropped.'),
    name: text('The name that it has now.'),
    sha256: text('The digest of its bytes, by which it is known again.'),
    folder: z.enum(DROP_PLACES).describe('Where it lies now.'),
    goes_on: z.boolean().describe('The next run goes on with it by itself.'),
    repeated: z.boolean().describe('An earlier run finished this very content, so nothing was bought for it.'),
    ...EXIT,
    by_status: z.record(z.enum(STATUSES), count).describe('Its orders by status.'),
    placed_now: z.array(MONEY).describe('What the orders cost that this run placed, one sum a currency.'),
    files: z.array(z.string()).describe('Names of the files beside it.'),
    error: z
      .object({ code: text('What ended it.'), message: text('In a sentence.'), hint: text('What to do.') })
      .nullable()
      .describe('Null where its orders were told.'),
  })
  .meta({ id: 'sheet', description: 'What became of one sheet.' });

export const RUN_SCHEMA = z
  .object({
    $schema: text('Where this is described.').optional(),
    sheetorder_run: z.literal(1).describe('Goes up when a field changes its meaning or goes away.'),
    inbox: text('The folder in which sheets are dropped.'),
    profile: z.string().nullable().describe('The profile of the configuration; null for none.'),
    started_at: z.iso.datetime().describe('When it began, RFC 3339 in UTC.'),
    ended_at: z.iso.datetime().describe('When it ended, RFC 3339 in UTC.'),
    ...EXIT,
    folders: z.record(z.enum(DROP_PLACES), count).describe('How many sheets lie in each folder now.'),
    sheets: z.array(SHEET).describe('Each sheet that was worked on, in that order.'),
    held: z
      .array(z.object({ name: text('A file.'), why: text('Why it was left where it is.') }))
      .describe('Files that were not taken.'),
    notes: z
      .array(z.string())
      .describe('Sentences about what happened beside the work; one that begins with a code needs a person.'),
    next: text('What a person should do; empty when there is nothing.'),
  })
  .describe('The document of `sheetorder run --json`.');

export type RunJson = z.infer<typeof RUN_SCHEMA>;

/** The published form of the document: JSON Schema, draft 2020-12. */
export function runJsonSchema(): Record<string, unknown> {
  return published(RUN_SCHEMA, 'urn:sheetorder:schema:run:1', 'sheetorder run');
}
