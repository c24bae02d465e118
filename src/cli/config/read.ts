import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { UsageError } from '../../domain/errors.ts';
import type { Profiles } from '../../steps/resolve-profiles.ts';
import { vendors } from '../../vendors/index.ts';
import type { Env } from '../environment.ts';
import type { FlagName } from '../flags.ts';
import { FLAGS } from '../flags.ts';
import { ACCOUNT_SETTINGS, type Config, type Profile, type ProfileAccount } from './config.ts';
import { NAME, placesOf } from './find.ts';
import { besideFile, type FlagValues, placedIn, sayUnsettable, withoutUndefined } from './flag-values.ts';
import { policyFrom } from './run-policy.ts';
import { type ConfigFile, configSchema, EMPTY, type ProfileConfig } from './schema.ts';

/** `sheetorder.json`, found upwards from the working folder, then in the user's configuration folder. No profile is chosen. */
export function readConfig(env: Env, folder: string): Config {
  const places = placesOf(env, folder);
  const path = places.find((place) => existsSync(place)) ?? null;
  const file = path === null ? EMPTY : fileAt(path);
  const at = path ?? resolve(NAME);
  const problems = vendorProblems(file);
  if (problems.length > 0) throw wrong(at, problems.join(' '));
  return {
    path,
    places,
    logins: loginsOf(file, at),
    columns: file.columns,
    ...clientsOf(file.clients),
    budgets: file.budgets,
    vendors: file.vendors,
    defaults: placedIn(at, file.defaults as FlagValues),
    profiles: Object.fromEntries(Object.entries(file.profiles).map(([name, own]) => [name, profileOf(name, own, at)])),
    chosen: null,
    run: policyFrom(file.run, path),
  };
}

function fileAt(path: string): ConfigFile {
  const parsed = configSchema().safeParse(json(path));
  if (parsed.success) return parsed.data;
  throw wrong(path, parsed.error.issues.map(sayIssue).join(' '));
}

/** What the clients of a configuration come to: whose domains are never ordered, and what each may spend. */
export function clientsOf(clients: ConfigFile['clients']): Pick<Config, 'primary' | 'clientBudgets'> {
  const named = Object.entries(clients);
  return {
    primary: Object.fromEntries(
      named.flatMap(([client, own]) => own.primary.map((domain) => [domain.toLowerCase(), client])),
    ),
    clientBudgets: Object.fromEntries(named.map(([client, own]) => [client, own.budget])),
  };
}

/** Throws UsageError: what in the configuration does not fit, and what to do. */
export function wrong(path: string, problems: string): UsageError {
  return new UsageError(
    `${path} does not fit. ${problems}`,
    'Correct the file, then run the same command again.',
    'CONFIG-WRONG',
  );
}

function profileOf(name: string, own: ProfileConfig, path: string): Profile {
  const accounts = Object.entries(own.vendors).map(([id, vendor]) => {
    const { key, organization, baseUrl, account } = vendor;
    const said = { key: key && placedReference(path, key), organization, baseUrl, account };
    return [id, withoutUndefined(said) as ProfileAccount];
  });
  const settings = Object.entries(own.vendors).map(([id, vendor]) => [
    id,
    Object.fromEntries(Object.entries(vendor).filter(([key]) => !ACCOUNT_SETTINGS.some((ours) => ours === key))),
  ]);
  return {
    name,
    defaults: placedIn(path, own.defaults as FlagValues),
    accounts: Object.fromEntries(accounts),
    settings: Object.fromEntries(settings),
    logins: loginsOf(own, path),
    columns: own.columns,
    budgets: own.budgets,
    clients: own.clients,
  };
}

/** Files of logins are beside the configuration, wherever the command is run. */
function loginsOf({ hosting, sequencer, registrant }: Pick<ConfigFile, keyof Profiles>, path: string): Profiles {
  const placed = (logins: ConfigFile['hosting']) =>
    Object.fromEntries(
      Object.entries(logins).map(([name, login]) => [
        name,
        {
          ...login,
          username: placedReference(path, login.username),
          password: placedReference(path, login.password),
        },
      ]),
    );
  return { hosting: placed(hosting), sequencer: placed(sequencer), registrant } as Profiles;
}

function placedReference(path: string, text: string): string {
  return text.startsWith('file:') ? `file:${besideFile(path, text.slice('file:'.length))}` : text;
}

function vendorProblems({ vendors: own, profiles }: ConfigFile): readonly string[] {
  const known = Object.keys(vendors).join(', ');
  const strange = (where: string, ids: readonly string[]) =>
    ids
      .filter((id) => !Object.hasOwn(vendors, id))
      .map((id) => `${where}There is no vendor "${id}"; there is ${known}.`);
  return [
    ...strange('', Object.keys(own)),
    ...Object.entries(profiles).flatMap(([name, profile]) => [
      ...strange(`Profile ${name}: `, Object.keys(profile.vendors)),
      ...Object.entries(profile.vendors).flatMap(([id, said]) => misplaced(name, id, said)),
    ]),
  ];
}

/** An organization where a vendor has none, or an account where organizations tell accounts apart, would do nothing. */
function misplaced(name: string, id: string, said: ProfileConfig['vendors'][string]): readonly string[] {
  const vendor = Object.values(vendors).find((one) => one.id === id);
  if (!vendor) return [];
  const at = `profiles.${name}.vendors.${id}`;
  const has = vendor.auth.organizationVariable !== null;
  return [
    ...(said.organization !== undefined && !has
      ? [`${at}.organization: ${vendor.title} has no organizations; write "account" instead.`]
      : []),
    ...(said.account !== undefined && has
      ? [`${at}.account: at ${vendor.title} the organization tells accounts apart; write "organization" instead.`]
      : []),
  ];
}

function json(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong(path, `It cannot be read as JSON${placeIn(error)}.`);
  }
}

/** Where the mistake is, and nothing of what stands there: that may be a password. */
function placeIn(error: unknown): string {
  const words = error instanceof Error ? error.message : '';
  const place = /at position \d+(?: \(line \d+ column \d+\))?/.exec(words)?.[0];
  return place ? ` (the mistake is ${place})` : '';
}

function sayIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  const where = path.join('.') || 'The file';
  const last = path.at(-1) ?? '';
  if (issue.code === 'unrecognized_keys' && last === 'defaults')
    return issue.keys.map((name) => sayUnsettable(where, name)).join(' ');
  if (issue.code === 'unrecognized_keys') return `${where} has no setting named ${issue.keys.join(', ')}.`;
  if (issue.code === 'invalid_key') return `${where}: ${issue.issues[0]?.message ?? issue.message}.`;
  if (last === 'password') return `${where} must be env:NAME or file:PATH, so that no password stands in the file.`;
  if (last === 'key' && path.includes('vendors'))
    return `${where} must be env:NAME or file:PATH, so that no key stands in the file.`;
  const flag = path.at(path.indexOf('defaults') + 1) ?? '';
  if (path.includes('defaults') && Object.hasOwn(FLAGS, flag)) return `${where} must be ${KIND[kindOf(flag)]}.`;
  return `${where}: ${issue.message}.`;
}

const KIND = {
  string: 'a text, like "…"',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list of texts, like ["…"]',
} as const;

function kindOf(flag: string): keyof typeof KIND {
  return FLAGS[flag as FlagName].type;
}
