import { z } from 'zod';
import { once } from '../../domain/once.ts';
import type { VendorSettings } from '../../domain/vendor.ts';

const settingsSchema = once(() => {
  const fieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,49}$/);

  /**
   * How a domain and a mailbox are named inside the body's `domains`. The vendor's public page stops before them, so these are
   * the most likely names; null leaves a field out.
   */
  const fieldsSchema = z
    .strictObject({
      domain: fieldName.default('domain'),
      redirect: fieldName.default('redirectUrl'),
      mailboxes: fieldName.default('mailboxes'),
      firstName: fieldName.default('firstName'),
      lastName: fieldName.default('lastName'),
      /** Holds the whole address, ada@alpha.example. */
      email: fieldName.nullable().default('email'),
      /** Holds the part before the @. */
      localPart: fieldName.nullable().default(null),
    })
    .refine((fields) => fields.email !== null || fields.localPart !== null)
    .refine((fields) => isDistinct([fields.domain, fields.redirect, fields.mailboxes]))
    .refine((fields) => isDistinct([fields.firstName, fields.lastName, fields.email, fields.localPart]));

  return z.strictObject({
    fields: fieldsSchema.prefault({}),
    /** True once the operator compared `fields` with the vendor's own description, or with an answer of it. */
    schemaVerified: z.boolean().default(false),
    maxDomains: z.int().min(1).max(1000).default(50),
    /** The query parameter of `GET /domain/search`, once the operator knows it: the vendor's pages name the search only. */
    searchParameter: fieldName.optional(),
    /** Tells two accounts apart that are used in turn with different keys. */
    account: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,40}$/)
      .optional(),
  });
});

export type Settings = z.infer<ReturnType<typeof settingsSchema>>;
export type FieldNames = Settings['fields'];

const EXPECTED: Readonly<Record<string, string>> = {
  fields:
    'names like { "domain": "domain", "redirect": "redirectUrl", "mailboxes": "mailboxes", "firstName": "firstName", "lastName": "lastName", "email": "email", "localPart": null }, none of them twice and not both of the last two null',
  schemaVerified: 'true or false',
  maxDomains: 'a whole number from 1 to 1000',
  searchParameter: 'the name of a query parameter, like "domain"',
  account: 'a short name of letters, digits, ".", "_" and "-"',
};

/** Reads the configuration's Saleshandy settings, or says in sentences what does not fit. */
export function readSettings(
  raw: unknown,
): { readonly settings: VendorSettings } | { readonly problems: readonly string[] } {
  const parsed = settingsSchema().safeParse(raw ?? {});
  if (parsed.success) return { settings: parsed.data };
  return { problems: [...new Set(parsed.error.issues.flatMap(sayProblem))] };
}

/** What was read of each, since every order of a batch asks again. */
const READ = new WeakMap<VendorSettings, Settings>();

/** The settings with their defaults; settings that do not fit count as none, so that nothing counts as verified. */
export function settingsOf(raw: VendorSettings): Settings {
  const known = READ.get(raw);
  if (known) return known;
  const parsed = settingsSchema().safeParse(raw);
  const settings = parsed.success ? parsed.data : settingsSchema().parse({});
  READ.set(raw, settings);
  return settings;
}

function isDistinct(names: readonly (string | null)[]): boolean {
  const given = names.filter((name) => name !== null);
  return new Set(given).size === given.length;
}

function sayProblem(issue: z.core.$ZodIssue): string[] {
  const name = String(issue.path[0] ?? '');
  if (issue.code === 'unrecognized_keys') {
    const whole = issue.keys.map((key) => [...issue.path, key].join('.'));
    return whole.map((key) => `The Saleshandy setting "${key}" is not known; the settings are ${known(name)}.`);
  }
  return [
    name
      ? `The Saleshandy setting "${name}" must be ${EXPECTED[name] ?? 'something else'}.`
      : 'The Saleshandy settings must be an object with names and values.',
  ];
}

function known(name: string): string {
  return name === 'fields'
    ? 'domain, redirect, mailboxes, firstName, lastName, email and localPart'
    : Object.keys(EXPECTED).join(', ');
}
