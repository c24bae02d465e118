import { z } from 'zod';
import { minorFromText } from '../../domain/money.ts';
import { once } from '../../domain/once.ts';
import type { VendorSettings } from '../../domain/vendor.ts';
import { MAILBOXES_PER_DOMAIN, type MailboxType, type OperationId } from './limits.ts';

const settingsSchema = once(() => {
  /** Written as text, so that no amount is rounded. */
  const dollars = z.string().refine((text) => minorFromText(text) !== null);

  return z.strictObject({
    /** Where `create-order` puts its domains: the vendor's documents and a working client differ. */
    packageBody: z.enum(['domains', 'providers']).default('domains'),
    googleMailboxes: z.union([z.literal(2), z.literal(3), z.literal(4)]).default(2),
    waiveHosting: z.boolean().default(false),
    allowBuy: z.boolean().default(false),
    contentType: z.enum(['application/json', 'text/plain']).default('application/json'),
    /** What a custom order costs, in dollars; the vendor publishes no price list, so only the operator can say. */
    prices: z
      .strictObject({
        googleMailbox: dollars.optional(),
        outlookDomain: dollars.optional(),
        smtpDomain: dollars.optional(),
      })
      .default({}),
    /** What one domain may cost at most, in dollars; stands in for an empty `max_price`. */
    maxDomainPrice: dollars.optional(),
    /** Names of organizations → their ids, so that sheets and the environment may name one. */
    workspaces: z
      .record(z.string().trim().min(1), z.string().trim().min(1))
      .refine((map) => Object.values(map).every((id) => !Object.hasOwn(map, id) || map[id] === id))
      .optional(),
    /** Stands in for an empty `domain_source`. */
    domainSource: z.enum(['scaledmail', 'other']).optional(),
  });
});

export type Settings = z.infer<ReturnType<typeof settingsSchema>>;

const EXPECTED: Readonly<Record<string, string>> = {
  packageBody: '"domains" or "providers"',
  googleMailboxes: '2, 3 or 4',
  waiveHosting: 'true or false',
  allowBuy: 'true or false',
  contentType: '"application/json" or "text/plain"',
  prices: 'amounts as text, like { "googleMailbox": "3.50", "outlookDomain": "50.00", "smtpDomain": "3.75" }',
  maxDomainPrice: 'an amount as text, like "20.00"',
  workspaces: 'names with their ids, like { "Acme": "org_1" }, and no name that is the id of another',
  domainSource: '"scaledmail" or "other"',
};

/** Reads the configuration's ScaledMail settings, or says in sentences what does not fit. */
export function readSettings(
  raw: unknown,
): { readonly settings: VendorSettings } | { readonly problems: readonly string[] } {
  const parsed = settingsSchema().safeParse(raw ?? {});
  if (parsed.success) return { settings: parsed.data };
  return { problems: parsed.error.issues.flatMap(sayProblem) };
}

/** What was read of each, since every order of a batch asks again. */
const READ = new WeakMap<VendorSettings, Settings>();

/** The settings with their defaults; each one that does not fit counts as its default. */
export function settingsOf(raw: VendorSettings): Settings {
  const known = READ.get(raw);
  if (known) return known;
  const settings = withDefaults(raw);
  READ.set(raw, settings);
  return settings;
}

function withDefaults(raw: VendorSettings): Settings {
  const parsed = settingsSchema().safeParse(raw);
  if (parsed.success) return parsed.data;
  const wrong = new Set(
    parsed.error.issues.flatMap((issue) => ('keys' in issue ? issue.keys : [String(issue.path[0])])),
  );
  return settingsSchema().parse(Object.fromEntries(Object.entries(raw).filter(([name]) => !wrong.has(name))));
}

/** The id of an organization that may be given by its name; any other text is taken for an id. */
export function organizationId(named: string, raw: VendorSettings): string {
  const { workspaces = {} } = settingsOf(raw);
  return Object.hasOwn(workspaces, named) ? (workspaces[named] ?? named) : named;
}

/** True when the body puts domains under `providers`, by mailbox type. */
export function hasProviders(operation: OperationId, settings: Settings): boolean {
  return operation !== 'create-order' || settings.packageBody === 'providers';
}

/** Mailboxes on one domain of this type. Only a body with a google part can ask for 3 or 4. */
export function mailboxesPerDomain(type: MailboxType, operation: OperationId, settings: Settings): number {
  return type === 'google' && hasProviders(operation, settings) ? settings.googleMailboxes : MAILBOXES_PER_DOMAIN[type];
}

function sayProblem(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(
      (key) => `The ScaledMail setting "${key}" is not known; the settings are ${Object.keys(EXPECTED).join(', ')}.`,
    );
  const name = String(issue.path[0] ?? '');
  return [
    name
      ? `The ScaledMail setting "${name}" must be ${EXPECTED[name] ?? 'something else'}.`
      : 'The ScaledMail settings must be an object with names and values.',
  ];
}
