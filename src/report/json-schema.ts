import { z } from 'zod';
import { CHANGES } from '../domain/comparison.ts';
import { STATUSES } from '../domain/status.ts';

const count = (description: string) => z.int().min(0).describe(description);
const text = (description: string) => z.string().describe(description);

export const MONEY = z
  .object({
    amount: z
      .string()
      .regex(/^\d+\.\d{2}$/)
      .describe('In major units with two decimals, such as "1400.00"; text, so that no reader rounds it.'),
    currency: text('ISO 4217, such as "USD".'),
  })
  .meta({ id: 'money', description: 'An amount of money.' });

export const SUMS = {
  orders: count('How many orders.'),
  domains: count('How many domains they hold.'),
  mailboxes: count('How many mailboxes they hold.'),
  amounts: z.array(MONEY).describe('What they cost, one sum a currency.'),
  orders_without_amount: count('How many of the orders cost something that is not known, and are in none of the sums.'),
};

const TOTALS = z.object(SUMS).meta({ id: 'sums', description: 'Sums over some orders.' });

const FINDING = z
  .object({
    code: text('The rule; `sheetorder explain CODE` has its page.'),
    severity: z.enum(['error', 'warning', 'info']).describe('An error keeps the order from being sent.'),
    at: z
      .object({
        file: text('The sheet.'),
        sheet: text('The worksheet of a workbook.').optional(),
        line: z
          .int()
          .min(0)
          .describe('The line as a spreadsheet shows it, the header included; 0 for the file as a whole.'),
        column: text('The header as it is written in the sheet.').optional(),
        cell: text('The cell, such as "C14".').optional(),
      })
      .describe('Where it is.'),
    value: text('What the cell holds; covered where the column holds a secret.'),
    message: text('What is wrong, in a sentence.'),
    fix: text('What to do, in a sentence.').optional(),
    fixed: text('The corrected value, only where the correction is certain.').optional(),
  })
  .meta({ id: 'finding', description: 'One result of a rule.' });

const STATUS = z
  .enum(STATUSES)
  .meta({ id: 'status', description: 'How the order stands; the words of the results file.' });

const ORDER = z
  .object({
    order: text('The name of the order in the sheet; empty for rows that belong to no order.'),
    status: STATUS,
    order_id: text("The vendor's id; empty until it is known."),
    vendor: text('The vendor; empty for rows that belong to no order.'),
    operation: text("The vendor's operation; empty where none is known."),
    client: text('Whom the order is for, as the sheet says; empty where it does not.'),
    domains: count('How many domains.'),
    domain_names: z.array(z.string()).describe('The domains.'),
    mailboxes: count('How many mailboxes.'),
    amount: MONEY.nullable().describe('What it costs; null where nobody knows.'),
    ceiling: MONEY.nullable().describe('What it costs at most, where the price is asked only right before it is sent.'),
    renewal: z
      .object({
        every: z.enum(['month', 'quarter', 'year']).describe('How often.'),
        amount: MONEY.nullable().describe('How much each time; null where nobody knows.'),
      })
      .nullable()
      .describe('What it goes on to cost; null where it does not renew, or nobody knows.'),
    has_checkout_url: z
      .boolean()
      .describe('A person must pay at a link, which stands in results files alone (`checkout_url`).'),
    error_codes: z.array(z.string()).describe('The codes of the rules, or the cause that the vendor gave.'),
    errors: z.array(z.string()).describe('What is wrong, or what the vendor said, in sentences.'),
    fix: text('What to do; empty where there is nothing to do.'),
    rows: text('Where it stands in the sheets, such as "may.csv:2-5,9; june.xlsx#Sheet1:3".'),
    attempts: count('How often it was sent.'),
    submitted_at: text('The last attempt, RFC 3339 in UTC; empty when it was never sent.'),
    key: text("The order's identity, 16 characters; empty for rows that belong to no order."),
    findings: z.array(FINDING).describe('What the rules found in its rows.'),
  })
  .meta({ id: 'order', description: 'One order, or rows that belong to no order (`order` and `key` are empty then).' });

const SHEET = z
  .object({
    file: text('The sheet.'),
    rows: count('Rows that hold something, without the header.'),
    blank_rows: count('Rows that hold nothing.'),
    delimiter: text('What parts the cells; empty for a workbook.'),
    unknown_columns: z.array(z.string()).describe('Headers that mean nothing to the program.'),
  })
  .meta({ id: 'sheet', description: 'One sheet that was read.' });

const COMPARISON = z
  .object({
    last: text('When an order of these sheets was last sent, RFC 3339 in UTC.'),
    newest: count('How many.')
      .nullable()
      .describe('Of each sheet only so many of the newest orders that it no longer holds were compared; null for all.'),
    orders: z
      .array(
        z.object({
          change: z.enum(CHANGES).describe('What became of the order since an earlier run, or that it is new.'),
          order: text('The name of the order.'),
          key: text('Its key as it is now, 16 characters; of one that is gone, as it was.'),
          before: z
            .object({
              key: text('Its key as it was sent.'),
              order_id: text("The vendor's id; empty where none is known."),
              rows: text('Where it stood.'),
            })
            .nullable()
            .describe('The order as an earlier run sent it; null for one that is new.'),
          differences: z.array(z.string()).describe('What is different, in sentences; empty unless it changed.'),
        }),
      )
      .describe('Each order of these sheets, and those that are in them no more.'),
  })
  .meta({ id: 'comparison', description: 'These sheets against what earlier runs did with sheets of the same names.' });

/** What `--report FILE.json` and `--json` hold. Whoever reads it should leave aside what it does not know. */
export const REPORT_SCHEMA = z
  .object({
    sheetorder_report: z
      .literal(1)
      .describe(
        'The version of this form: goes up when a field changes its meaning or goes away. New fields may come at any time.',
      ),
    batch: text('The run that made the report.'),
    command: z
      .enum(['check', 'submit', 'results', 'reconcile'])
      .describe('The command that made it; check is the dry run.'),
    at: z.iso.datetime().describe('When it was made, RFC 3339 in UTC.'),
    version: text('The version of the program.'),
    totals: TOTALS.extend({
      by_status: z
        .partialRecord(z.enum(STATUSES), TOTALS)
        .describe('The orders by status; a status that no order has is left out.'),
      cost: TOTALS.describe(
        'The orders that cost money: in a dry run those that are ready, otherwise those that the vendor has.',
      ),
      by_client: z
        .array(z.object({ client: text('As the sheet writes it; empty for orders that name no client.'), ...SUMS }))
        .describe('The orders of `cost` by client, the dearest first; empty where no sheet names a client.'),
      by_vendor: z
        .array(z.object({ vendor: text('The vendor.'), ...SUMS }))
        .describe('The orders of `cost` by vendor, the dearest first.'),
      commitment: z
        .array(
          z.object({
            every: z.enum(['month', 'quarter', 'year']).describe('How often they renew.'),
            first: z.iso.date().describe('The day of the first renewal among them, UTC.'),
            ...SUMS,
          }),
        )
        .describe('What the orders of `cost` go on to cost; `amounts` is each time.'),
      rows_without_order: count('Rows that belong to no order; they are in no other number.'),
    }).describe('Sums over all orders.'),
    sheets: z.array(SHEET).describe('The sheets that were read.'),
    orders: z.array(ORDER).describe('Every order, in the order in which it first appears in the sheets.'),
    findings: z.array(FINDING).describe('What the rules found in the sheets as such.'),
    notes: z.array(z.string()).describe('What a person should know, in sentences.'),
    unchecked: z.array(z.string()).describe('What no check can tell before the orders are sent, in sentences.'),
    comparison: COMPARISON.nullable().describe('Null where no earlier run sent an order of these sheets.'),
  })
  .describe('Everything that a batch came to. No payment link and no secret stands in it.');

/** A finished batch as `--json` gives it. */
export type JsonReport = z.infer<typeof REPORT_SCHEMA>;

/** The published form of the report: JSON Schema, draft 2020-12, which lets fields through that it does not know. */
export function reportJsonSchema(): Record<string, unknown> {
  return published(REPORT_SCHEMA, 'urn:sheetorder:schema:report:1', 'sheetorder report');
}

/** JSON Schema with a name of its own. */
export function published(schema: z.ZodType, id: string, title: string): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ jsonSchema }) => {
      // The format says it; the pattern is longer than the rest of its field, and every number is a safe one.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return { $schema, $id: id, title, ...rest };
}
