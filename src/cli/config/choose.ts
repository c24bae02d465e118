import { UsageError } from '../../domain/errors.ts';
import { clientName } from '../../domain/spending.ts';
import { vendors } from '../../vendors/index.ts';
import type { Env } from '../environment.ts';
import type { Flags } from '../options.ts';
import type { Config, Profile } from './config.ts';
import { clientsOf, readConfig } from './read.ts';
import { folderPolicy } from './run-policy.ts';
import type { ClientConfig } from './schema.ts';

/** The configuration of one command: the file, the profile that was chosen, and the folder that `--inbox` names. */
export function configFor(flags: Flags, env: Env, folder: string): Config {
  return inFolder(withProfile(readConfig(env, folder), flags.profile), flags.inbox);
}

/** Throws UsageError when there is no such profile; an empty name chooses none. */
export function profileNamed(config: Config, name: string): Profile {
  const found = Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined;
  if (found) return found;
  const names = Object.keys(config.profiles);
  const where = config.path ?? 'sheetorder.json, which was not found';
  throw new UsageError(
    `There is no profile "${name}" in ${where}.`,
    names.length > 0
      ? `Name one of ${names.join(', ')}.`
      : 'Add it under "profiles", or leave it out; `sheetorder config` shows which file is read.',
    'PROFILE-UNKNOWN',
  );
}

/** What the profile says over the same setting of the file; records go key by key. */
export function withProfile(config: Config, name: string | undefined): Config {
  if (!name) return config;
  const own = profileNamed(config, name);
  const { logins } = own;
  return {
    ...config,
    chosen: own,
    logins: {
      hosting: { ...config.logins.hosting, ...logins.hosting },
      sequencer: { ...config.logins.sequencer, ...logins.sequencer },
      registrant: { ...config.logins.registrant, ...logins.registrant },
    },
    columns: { ...config.columns, ...own.columns },
    budgets: { ...config.budgets, ...own.budgets },
    ...mergedClients(config, own.clients),
    vendors: Object.fromEntries(
      Object.keys(vendors).map((id) => [id, settingsOf(id, config.vendors[id], own.settings[id] ?? {})]),
    ),
  };
}

/** A profile adds to the domains that are never ordered, and changes single ceilings. */
function mergedClients(
  { primary, clientBudgets }: Config,
  clients: Readonly<Record<string, ClientConfig>>,
): Pick<Config, 'primary' | 'clientBudgets'> {
  const own = clientsOf(clients);
  const budgets = new Map(Object.entries(clientBudgets));
  for (const [client, budget] of Object.entries(own.clientBudgets)) {
    // However the two write the name, it is one client.
    const known = [...budgets.keys()].find((name) => clientName(name) === clientName(client)) ?? client;
    budgets.set(known, { ...budgets.get(known), ...budget });
  }
  return { primary: { ...primary, ...own.primary }, clientBudgets: Object.fromEntries(budgets) };
}

/** The file's own `account` is of commands without a profile: two profiles that shared it would be taken for one account. */
function settingsOf(id: string, ofFile: unknown, ofProfile: Readonly<Record<string, unknown>>): unknown {
  if (ofFile !== undefined && (typeof ofFile !== 'object' || ofFile === null)) return ofFile;
  const vendor = Object.values(vendors).find((one) => one.id === id);
  const { account, ...rest } = { ...ofFile } as Readonly<Record<string, unknown>>;
  const isOurs = vendor?.auth.organizationVariable === null;
  return { ...(isOurs || account === undefined ? rest : { ...rest, account }), ...ofProfile };
}

function inFolder(config: Config, inbox: string | undefined): Config {
  const policy = inbox ? folderPolicy(config, inbox) : null;
  return policy ? { ...config, columns: { ...config.columns, ...policy.columns } } : config;
}
