import { z } from 'zod';
import { minorFromText } from '../../domain/money.ts';
import { REGISTRANT_COLUMNS } from '../../domain/registrant.ts';
import { flagValues } from './flag-values.ts';
import { runPolicy } from './run-policy.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** Everything in here is made when the first configuration is read: making it takes longer than many a command. */
function build() {
  const reference = z.string().regex(/^(env|file):./);
  const text = z.string().trim().min(1);

  const login = z
    .strictObject({
      provider: z.string().min(1).describe('As the vendor knows it.'),
      username: z.string().min(1).describe('The login itself, env:NAME or file:PATH.'),
      password: reference.describe('env:NAME or file:PATH; a password never stands in this file.'),
      link: z.string().min(1).optional().describe('Where one logs in.'),
      workspace: z.string().min(1).optional().describe('The workspace there.'),
      tag: z.string().min(1).optional().describe('The tag that mailboxes get there.'),
    })
    .describe('A login by name.');

  const registrant = z
    .partialRecord(z.enum(REGISTRANT_COLUMNS), text)
    .describe('Whom domains are registered for: columns and their values.');

  /** Written as text, so that no amount is rounded. */
  const amount = z
    .string()
    .regex(/^\s*\d{1,10}(\.\d{1,2})?\s*$/, 'write an amount as text, like "499.50"')
    .transform((written) => minorFromText(written) ?? 0);

  const budget = z
    .strictObject({
      run: amount.optional().describe('What one run may cost, like "499.50".'),
      day: amount.optional().describe('What one day (UTC) may cost.'),
      month: amount.optional().describe('What one month (UTC) may cost.'),
    })
    .describe('Ceilings; what is left out is not limited. They count what the ledger holds.');

  const client = z
    .strictObject({
      primary: z
        .array(z.string().min(1))
        .default([])
        .describe('Domains that the client uses itself; they are never ordered.'),
      budget: budget.default({}),
    })
    .describe('One client.');

  /** What a file and each of its profiles may hold alike. */
  const shared = {
    hosting: z.record(z.string(), login).default({}).describe('Logins of registrars, by the name that sheets use.'),
    sequencer: z.record(z.string(), login).default({}).describe('Logins of sequencers, by the name that sheets use.'),
    registrant: z.record(z.string(), registrant).default({}).describe('Whom domains are registered for, by name.'),
    columns: z
      .record(z.string(), z.string())
      .default({})
      .describe('Header as written in your sheets → what it means; "-" ignores the column.'),
    budgets: budget.default({}),
    clients: z.record(z.string(), client).default({}).describe('Your clients, by the name in the client column.'),
  };

  const profileName = z.string().regex(NAME, 'a profile is named with letters, digits, ".", "_" and "-", 40 at most');

  const ofVendor = z
    .looseObject({
      key: reference.optional().describe('Where the key is: env:NAME or file:PATH; it never stands in this file.'),
      organization: text.optional().describe('The organization, by id or by a name of workspaces.'),
      baseUrl: text.optional().describe("Another address of the vendor's API."),
      account: z
        .string()
        .regex(/^[A-Za-z0-9._-]{1,40}$/, 'a short name of letters, digits, ".", "_" and "-"')
        .optional()
        .describe(
          'Where the vendor has no organizations: which account the key is of. The name of the profile otherwise.',
        ),
    })
    .describe("The account at one vendor; the vendor's own settings may stand here as well.");

  const profile = z
    .strictObject({
      defaults: flagValues(['profile']).default({}).describe('Flags and the values that they have under this profile.'),
      vendors: z.record(z.string(), ofVendor).default({}).describe('Vendor → the account of this profile.'),
      ...shared,
    })
    .describe('One agency or account; what it says outranks the same setting of the file.');

  const whole = z
    .strictObject({
      $schema: z.string().optional().describe('Where the schema is, for editors that complete and check this file.'),
      defaults: flagValues().default({}).describe('Flags and the values that they have unless something outranks it.'),
      profiles: z
        .record(profileName, profile)
        .default({})
        .describe('Agencies or accounts, chosen with --profile NAME.'),
      run: runPolicy(),
      ...shared,
      vendors: z
        .record(z.string(), z.unknown())
        .default({})
        .describe('Vendor → its own settings, as its README lists them.'),
    })
    .describe('Settings of sheetorder; every one may be left out.');
  return { budget, client, ofVendor, profile, whole };
}

type Built = ReturnType<typeof build>;

/** Ceilings in the smallest unit; what is left out is not limited. */
export type BudgetConfig = z.output<Built['budget']>;
export type ClientConfig = z.output<Built['client']>;
export type ProfileVendor = z.output<Built['ofVendor']>;
export type ProfileConfig = z.output<Built['profile']>;
export type ConfigFile = z.output<Built['whole']>;

let built: Built | undefined;

/** `sheetorder.json`, whole. */
export function configSchema(): Built['whole'] {
  built ??= build();
  return built.whole;
}

/** A file that says nothing; so that where there is none, no schema is made to read it. */
export const EMPTY: ConfigFile = {
  defaults: {},
  profiles: {},
  run: { folders: {} },
  hosting: {},
  sequencer: {},
  registrant: {},
  columns: {},
  budgets: {},
  clients: {},
  vendors: {},
};

/** The published form: JSON Schema, draft 7, which editors know best. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(configSchema(), { io: 'input', target: 'draft-7' });
  return { $schema, $id: 'urn:sheetorder:schema:config:1', title: 'sheetorder configuration', ...rest };
}
